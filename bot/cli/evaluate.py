"""`footnote evaluate`: measure answers or search on questions with known answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import SearchMode, get_context
from bot.cli.errors import CliError, FileError
from bot.cli.files import cannot_read, read_text, write_file
from bot.cli.json_output import print_json
from bot.cli.options import AsJson, offer_model
from bot.version import installed_version

if TYPE_CHECKING:
    from bot.application import Application
    from bot.cli.context import CliContext
    from bot.evaluation.outcome import Outcome
    from bot.evaluation.questions import EvaluationQuestion
    from bot.evaluation.run import Run
    from bot.settings import Settings

_SEED = 1  # of the bootstrap, so that the same outcomes give the same intervals
evaluate = typer.Typer(
    help="Measure answers or search on questions with known answers.",
    no_args_is_help=True,
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
    compare: Annotated[
        Path | None,
        typer.Option(
            help="A run that --json printed, to compare with; default: the last run of the same "
            "questions and model."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the answers to questions whose papers, facts or verdicts are known.

    The questions are asked in the current library. Changes since the earlier run are tested by a
    bootstrap over the questions that both runs share (95 %). The run is stored in the data folder.
    """
    from bot.cli.terminal import say
    from bot.evaluation import run_files
    from bot.evaluation.questions import BUILT_IN
    from bot.evaluation.run import build_figures, compare_runs

    name = file.name if file else BUILT_IN
    questions = _read_questions(file)
    earlier = _read_run(compare) if compare else None
    context = get_context(ctx)
    settings = offer_model(context.load_settings(), model)
    run = _run(context, settings, questions, name, model)
    before = earlier or run_files.find_last_run(settings.data_dir, name, run.model)
    figures = build_figures(run.outcomes, seed=_SEED)
    comparison = compare_runs(before, run, seed=_SEED) if before else None
    if comparison and not comparison.shared:
        say("The earlier run shares none of these questions.")
        comparison = None
    _store_run(settings.data_dir, run)
    if as_json:
        from bot.cli.evaluate_report import run_to_json

        print_json({}, **run_to_json(run, figures, comparison))
        return
    from bot.cli.evaluate_report import print_run
    from bot.cli.terminal import stdout_console

    print_run(stdout_console(), run, figures, comparison)


def _run(
    context: CliContext,
    settings: Settings,
    questions: tuple[EvaluationQuestion, ...],
    name: str,
    model: str | None,
) -> Run:
    from bot.cli.terminal import say
    from bot.evaluation.run import Run
    from retrieval.search.query import Filters

    with context.open_application(settings, beside=True) as application:
        say(*application.notices)
        writer = model or application.model.name
        outcomes = _ask_all(application, questions, writer)
        papers = application.catalog.count(Filters())
    return Run(name, writer, papers, context.now(), installed_version(), outcomes)


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


def _store_run(data_dir: Path, run: Run) -> None:
    from bot.evaluation.run_files import run_path, serialize_run

    where = run_path(data_dir, run.name, run.model)
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{where.parent} cannot be created: {error.strerror}.") from error
    write_file(where, serialize_run(run))


def _read_run(path: Path) -> Run:
    from bot.evaluation.run_files import UnreadableRun, read_run

    try:
        return read_run(path)
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnreadableRun as error:
        raise FileError(f"{path} cannot be compared with: {error}.") from error


@evaluate.command("search")
def evaluate_search(
    ctx: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="A folder in BEIR's format: corpus, queries and qrels."),
    ],
    mode: Annotated[SearchMode, typer.Option(help="The indexes to search.")] = "hybrid",
    as_json: AsJson = False,
) -> None:
    """Measure search on a collection in BEIR's format, without changing the library."""
    from bot.cli.terminal import print_table, safe_text, stderr_console, stdout_console

    context = get_context(ctx)
    place = context.load_settings().data_dir / "evaluation" / folder.resolve().name
    with stderr_console().status("Evaluating …") as status:
        report = context.evaluate_search(
            folder,
            mode=mode,
            data_dir=place,
            on_progress=lambda stage: status.update(safe_text(f"Evaluating: {stage}")),
        )
    if as_json:
        print_json(report)
        return
    print_table(
        stdout_console(),
        [
            ("mode", report.mode),
            ("questions", f"{report.queries:,}"),
            ("papers", f"{report.documents:,}"),
            ("nDCG@10", f"{report.ndcg_at_10:.4f}"),
            ("recall@10", f"{report.recall_at_10:.4f}"),
            ("recall@100", f"{report.recall_at_100:.4f}"),
            ("MRR@10", f"{report.mrr_at_10:.4f}"),
            ("took", f"{report.seconds:.1f} s"),
        ],
    )
