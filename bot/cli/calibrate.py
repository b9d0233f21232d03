"""`footnote calibrate`: fit the refusal cutoff to this library and its embedder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import get_context, open_application
from bot.cli.errors import CliError, FileError
from bot.cli.files import read_text
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, check_question

_QuestionFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Questions, one per line or as JSON Lines; default: generated without a model.",
    ),
]


def calibrate(
    ctx: typer.Context,
    answerable: _QuestionFile = None,
    unanswerable: _QuestionFile = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the result, and store nothing.")
    ] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="Return to Footnote's built-in cutoff.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Fit the refusal cutoff, using questions that this library answers and ones it does not.

    By default, questions are generated from the library's papers, and 224 everyday questions count
    as unanswerable. Your own questions are better: at least thirty of each kind. The cutoff is
    stored for this library, embedder and collection, and takes effect at the next start.
    FOOTNOTE_CUTOFF and a Discord server's own setting override it.
    """
    from bot.cli.calibrate_report import (
        calibration_to_json,
        calibration_warnings,
        print_calibration,
    )
    from bot.cli.terminal import say, stderr_console, stdout_console
    from retrieval.search.calibration.calibrate import GivenQuestions

    questions = GivenQuestions(
        read_questions(answerable) if answerable else None,
        read_questions(unanswerable) if unanswerable else None,
    )
    context = get_context(ctx)
    with open_application(ctx, changes=not dry_run) as application:
        calibration = application.calibration
        if reset:
            if not dry_run:
                calibration.forget()
            if as_json:
                print_json({"kept": False, "reset": not dry_run})
            else:
                say("Footnote's built-in cutoff takes effect at the next start.")
            return
        with stderr_console().status("Asking …") as status:
            report = calibration.run(
                questions, on_progress=lambda asked: status.update(f"Asking: {asked} questions")
            )
        kept = bool(report.answerable and report.unanswerable) and not dry_run
        if kept:
            calibration.save(report, context.now())
        override = application.settings.cutoff
    warnings = calibration_warnings(report, override)
    if as_json:
        print_json({**calibration_to_json(report), "kept": kept, "warnings": list(warnings)})
        return
    print_calibration(stdout_console(), report)
    say(*warnings)
    say("Stored with the library." if kept else "Nothing was stored.")


_MAX_FILE_BYTES = 8_000_000
"""Tens of thousands of questions, each of which takes a search."""


def read_questions(path: Path) -> tuple[str, ...]:
    """Return the questions of a file, each once; skip blank lines.

    Raises `FileError`, with the line's number, if a line is no question, and if there is none.
    """
    lines = read_text(path, _MAX_FILE_BYTES).splitlines()
    questions = dict.fromkeys(
        _parse_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()
    )
    if not questions:
        raise FileError(f"{path} has no questions.")
    return tuple(questions)


def _parse_question(path: Path, number: int, line: str) -> str:
    place = f"{path}, line {number}"
    question: object = line
    if line.lstrip().startswith(("{", "[")):
        try:
            document = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FileError(f"{place}: not JSON. {_LINE_FORMATS}") from error
        question = document.get("question") if isinstance(document, dict) else None
    if not isinstance(question, str):
        raise FileError(f"{place}: no text under “question”. {_LINE_FORMATS}")
    try:
        return check_question(question)
    except CliError as error:
        raise FileError(f"{place}: {error}") from error


_LINE_FORMATS = 'Write {"question": "…"}, or just the question.'
