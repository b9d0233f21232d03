"""`footnote evaluate answers`: measure answers to questions with known answers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import get_context
from bot.cli.errors import CliError, FileError
from bot.cli.files import read_text
from bot.cli.json_output import print_json
from bot.cli.options import AsJson
from bot.version import installed_version

if TYPE_CHECKING:
    from rich.text import Text

    from bot.application import Application
    from bot.evaluation.metrics import Figure, Unit
    from bot.evaluation.outcome import Outcome
    from bot.evaluation.questions import EvaluationQuestion
    from bot.settings import Settings

# What hardly depends on the kind of question; the JSON has it, too.
_OVERALL_ONLY = frozenset(
    "citation_precision unsupported sentences latency_median latency_p95 tokens cost".split()
)
_FORMATS: Mapping[Unit, str] = {
    "share": "{:.1%}",
    "ms": "{:,.0f} ms",
    "number": "{:,.1f}",
    "tokens": "{:,.0f}",
    "USD": "${:.4f}",
}
evaluate = typer.Typer(
    help="Measure answers to questions with known answers.", no_args_is_help=True
)


@evaluate.command("answers")
def evaluate_answers(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help='JSON Lines of {"question", "papers", "facts", "kind", …}, as docs/evaluation.md '
            "describes them; default: questions about the starter library.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="A model, or `extractive` for quotes; default: the one in the settings."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the answers to questions whose papers, facts or verdicts are known.

    The questions are asked in the current library.
    """
    from bot.cli.terminal import say
    from bot.evaluation.metrics import ALL_KINDS, build_figures
    from bot.evaluation.questions import BUILT_IN

    name = file.name if file else BUILT_IN
    questions = _read_questions(file)
    context = get_context(ctx)
    settings = _offer_model(context.load_settings(), model)
    with context.open_application(settings, beside=True) as application:
        say(*application.notices)
        writer = model or application.model.name
        outcomes = _ask_all(application, questions, writer)
        papers = application.catalog.count()
    figures = build_figures(outcomes)
    if not as_json:
        _print_figures(
            f"{len(outcomes):,} questions ({name}) by {writer}, {papers:,} papers", figures
        )
        return
    kinds = {kind: _figures_to_json(found) for kind, found in figures.items()}
    print_json(
        {},
        name=name,
        model=writer,
        papers=papers,
        made_at=context.now().isoformat(),
        version=installed_version(),
        outcomes=[asdict(outcome) for outcome in outcomes],
        figures=kinds.pop(ALL_KINDS),
        kinds=kinds,
    )


def _offer_model(settings: Settings, model: str | None) -> Settings:
    """Return settings under which `model` can answer; raise `CliError` if there is no server."""
    if model is None or model == "extractive":
        return settings
    if not model.strip():
        raise CliError("--model is empty. Give it a value, or leave it out.")
    if settings.mode == "extractive":
        raise CliError(
            f"There is no model server for --model {model}. Set OPENAI_API_KEY or OPENAI_BASE_URL."
        )
    return settings.model_copy(update={"models": (*settings.models, model)})


def _ask_all(
    application: Application, questions: tuple[EvaluationQuestion, ...], writer: str
) -> tuple[Outcome, ...]:
    from bot.cli.terminal import safe_text, stderr_console
    from bot.evaluation.evaluate import UnknownPapers, evaluate_answers, resolve_papers

    try:
        questions = resolve_papers(questions, application.catalog)
    except UnknownPapers as error:
        raise CliError(
            f"The questions name papers that are {error}. Use a library that has them. For the "
            "built-in questions, run: footnote ingest starter"
        ) from error
    with stderr_console().status("Asking …") as status:
        asyncio.run(application.search("ready", limit=1))  # so that loading models is not measured
        return asyncio.run(
            evaluate_answers(
                questions,
                application.ask,
                application.check,
                model=writer,
                on_progress=lambda done: status.update(
                    safe_text(f"Asking: {done} of {len(questions)}")
                ),
            )
        )


def _read_questions(file: Path | None) -> tuple[EvaluationQuestion, ...]:
    from bot.evaluation.questions import (
        InvalidQuestion,
        load_built_in_questions,
        parse_questions,
    )

    if file is None:
        return load_built_in_questions()
    try:
        return parse_questions(read_text(file).split("\n"))
    except InvalidQuestion as error:
        raise FileError(
            f"{file}, {error}. Write lines like "
            '{"question": "How …?", "papers": ["a title"], "facts": ["84.25"]} or '
            '{"question": "…", "kind": "far", "refuse": true}.'
        ) from error


def _print_figures(heading: str, figures: Mapping[str, Sequence[Figure]]) -> None:
    from bot.cli.terminal import print_table, print_text, safe_text, stdout_console
    from bot.evaluation.metrics import ALL_KINDS

    rows: list[list[Text | str]] = []
    for kind, found in figures.items():
        if kind != ALL_KINDS:
            rows += [[""], [safe_text(kind, "bold")]]
        for figure in found:
            metric = figure.metric
            if kind == ALL_KINDS or metric.name not in _OVERALL_ONLY:
                value = _FORMATS[metric.unit].format(figure.value)
                count = safe_text(f"({figure.count:,})", "dim")
                rows.append([metric.label, value, count])
    print_text(stdout_console(), heading, "bold")
    print_table(stdout_console(), rows)


def _figures_to_json(figures: Sequence[Figure]) -> dict[str, object]:
    return {
        figure.metric.name: {
            "value": figure.value,
            "unit": figure.metric.unit,
            "count": figure.count,
        }
        for figure in figures
    }
