"""`footnote calibrate`: fit when to refuse to this library and its embedder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import json_output
from bot.cli.calibrate.question_file import read_questions
from bot.cli.context import context_of, open_library
from bot.cli.options import AsJson

_File = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Plain lines, or JSON lines with a question; made without a model where not given.",
    ),
]


def calibrate(
    ctx: typer.Context,
    answerable: _File = None,
    unanswerable: _File = None,
    picture: Annotated[
        Path | None, typer.Option(metavar="PNG", help="Draw the curve to this file.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what it would be, and keep nothing.")
    ] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="Go back to the cut-off that Footnote came with.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Fit when to refuse, from questions that this library answers and questions it does not.

    Without files, questions are made from the library's own papers, and 224 from everyday fields
    stand for what it does not answer. Your own are better: thirty of each at least. What comes of
    it is kept with the library, for this embedder and collection, and is in force from the next
    start on; FOOTNOTE_CUTOFF and a server's own setting come before it.
    """
    from bot.cli.calibrate.picture import drawn
    from bot.cli.calibrate.report import as_document, show, warnings
    from bot.cli.output_files import write_bytes
    from bot.cli.terminal import output, remarks, say
    from retrieval.search.calibration.calibrate import Questions

    given = Questions(
        read_questions(answerable) if answerable else None,
        read_questions(unanswerable) if unanswerable else None,
    )
    context = context_of(ctx)
    with open_library(ctx) as application:
        desk = application.calibration
        if reset:
            if not dry_run:
                desk.forget()
            if as_json:
                json_output.emit({"kept": False, "reset": not dry_run})
            else:
                say("The cut-off is the one that Footnote came with, from the next start on.")
            return
        with remarks().status("Asking …") as status:
            found = desk.run(
                given, on_progress=lambda asked: status.update(f"Asking: {asked} questions")
            )
        worth = bool(found.answerable and found.unanswerable)
        if worth and not dry_run:
            desk.keep(found, context.now())
        kept = worth and not dry_run
        if picture is not None:
            write_bytes(picture, drawn(found))
        overruled = application.settings.cutoff
    told = warnings(found, overruled)
    if as_json:
        json_output.emit({**as_document(found), "kept": kept, "warnings": list(told)})
        return
    show(output(), found)
    say(*told)
    if picture is not None:
        say(f"Wrote {picture}.")
    say("Kept with the library." if kept else "Nothing was kept.")
