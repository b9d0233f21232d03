"""`footnote calibrate`: fit the refusal cut-off to this library and its embedder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import context_of, open_library
from bot.cli.errors import ConsoleError, FileError
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, check_question

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
    from bot.cli.calibrate_report import (
        calibration_to_json,
        calibration_warnings,
        draw_calibration,
        print_calibration,
    )
    from bot.cli.output_files import write_bytes
    from bot.cli.terminal import error_output, output, say
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
                print_json({"kept": False, "reset": not dry_run})
            else:
                say("The cut-off is the one that Footnote came with, from the next start on.")
            return
        with error_output().status("Asking …") as status:
            found = desk.run(
                given, on_progress=lambda asked: status.update(f"Asking: {asked} questions")
            )
        worth = bool(found.answerable and found.unanswerable)
        if worth and not dry_run:
            desk.keep(found, context.now())
        kept = worth and not dry_run
        if picture is not None:
            write_bytes(picture, draw_calibration(found))
        overruled = application.settings.cutoff
    told = calibration_warnings(found, overruled)
    if as_json:
        print_json({**calibration_to_json(found), "kept": kept, "warnings": list(told)})
        return
    print_calibration(output(), found)
    say(*told)
    if picture is not None:
        say(f"Wrote {picture}.")
    say("Kept with the library." if kept else "Nothing was kept.")


_MAX_FILE_BYTES = 8_000_000
"""In bytes: some tens of thousands of questions, each of which takes a search."""


def read_questions(path: Path) -> tuple[str, ...]:
    """Return the questions of a file, each once; blank lines are passed over.

    Raises `FileError`, with the line's number, where a line is no question, and where there is
    none at all.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_FILE_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    if len(raw) > _MAX_FILE_BYTES:
        raise FileError(f"{path} is larger than {_MAX_FILE_BYTES:,} bytes; take fewer questions.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not text (UTF-8).") from error
    found = dict.fromkeys(
        _parse_question(path, number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    )
    if not found:
        raise FileError(f"{path} has no question.")
    return tuple(found)


def _parse_question(path: Path, number: int, line: str) -> str:
    place = f"{path}, line {number}"
    asked: object = line
    if line.lstrip().startswith(("{", "[")):
        try:
            document = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FileError(f"{place}: not JSON. {_LINE_FORMS}") from error
        asked = document.get("question") if isinstance(document, dict) else None
    if not isinstance(asked, str):
        raise FileError(f"{place}: no text under “question”. {_LINE_FORMS}")
    try:
        return check_question(asked)
    except ConsoleError as error:
        raise FileError(f"{place}: {error}") from error


_LINE_FORMS = 'A line is {"question": "…"}, or a question as it is asked.'
