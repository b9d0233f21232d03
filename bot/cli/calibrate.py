"""`footnote calibrate`: fit the refusal cutoff to this library and its embedder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import get_context, open_application
from bot.cli.errors import CliError, FileError
from bot.cli.files import read_text
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, check_question

if TYPE_CHECKING:
    from retrieval.search.calibration.calibrate import CalibrationReport, Share

MIN_QUESTIONS = 30
"""Fewer questions of a kind say little about an error rate."""

MAX_REFUSED_SHARE, MAX_ANSWERED_SHARE = 0.05, 0.03
"""Error rates above which a cutoff is not good."""

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
    stored for this library and collection, and takes effect at the next start.
    FOOTNOTE_CUTOFF overrides it.
    """
    from bot.cli.terminal import print_facts, print_text, say, stderr_console, stdout_console
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
    warnings = find_warnings(report, override)
    if as_json:
        print_json(report, kept=kept, warnings=warnings)
        return
    console = stdout_console()
    print_text(
        console,
        f"Cutoff {report.fit.cutoff:.2f}, from {report.answerable} answerable and "
        f"{report.unanswerable} unanswerable questions; {report.papers:,} papers.",
    )
    now, before = report.errors, report.default_errors
    print_facts(
        console,
        {
            "Answerable questions refused": _compare(now.refused, before.refused),
            "Unanswerable questions answered": _compare(now.answered, before.answered),
            "Fields left out, which the library covers": ", ".join(report.skipped_fields),
        },
    )
    say(*warnings)
    say("Stored with the library." if kept else "Nothing was stored.")


def find_warnings(report: CalibrationReport, override: float | None) -> list[str]:
    """Return warnings; `override` is the operator's own cutoff, if there is one."""
    warnings = []
    for name, count in (("answerable", report.answerable), ("unanswerable", report.unanswerable)):
        if count < MIN_QUESTIONS:
            warnings.append(
                f"There are {count} {name} questions. Fewer than {MIN_QUESTIONS} say little, and "
                "without any, nothing is fitted."
            )
    refused, answered = report.errors.refused, report.errors.answered
    if refused.total and refused.value > MAX_REFUSED_SHARE:
        warnings.append(
            f"{refused.value:.0%} of the answerable questions would still be refused. Check that "
            "the papers answer them."
        )
    if answered.total and answered.value > MAX_ANSWERED_SHARE:
        warnings.append(
            f"{answered.value:.0%} of the unanswerable questions would still be answered. Check "
            "that the library does not answer them."
        )
    if override is not None:
        warnings.append(f"FOOTNOTE_CUTOFF is {override:g}, and overrides this cutoff.")
    return warnings


def _compare(now: Share, before: Share) -> str:
    return f"{format_share(now)}; {format_share(before)} before"


def format_share(share: Share) -> str:
    """Return a share with its interval."""
    if not share.total:
        return "not measured"
    return f"{100 * share.value:.1f} % ({100 * share.low:.1f} to {100 * share.high:.1f} %)"


def read_questions(path: Path) -> tuple[str, ...]:
    """Return the questions of a file, each once; skip blank lines.

    Raises `FileError`, with the line's number, if a line is no question, and if there is none.
    """
    lines = read_text(path).splitlines()
    questions = dict.fromkeys(
        _parse_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()
    )
    if not questions:
        raise FileError(f"{path} has no questions.")
    return tuple(questions)


def _parse_question(path: Path, number: int, line: str) -> str:
    try:
        question = json.loads(line)["question"] if line.lstrip().startswith(("{", "[")) else line
        if not isinstance(question, str):
            raise TypeError(f"{question!r} is no question")
        return check_question(question)
    except (ValueError, LookupError, RecursionError, TypeError) as error:
        raise FileError(
            f'{path}, line {number}: write {{"question": "…"}}, or just the question.'
        ) from error
    except CliError as error:
        raise FileError(f"{path}, line {number}: {error}") from error
