"""`footnote evaluate`: measure search, or answers, on questions with known answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import context_of
from bot.cli.errors import ConsoleError, FileError
from bot.cli.json_output import JSON, print_json
from bot.cli.options import AsJson
from bot.cli.output_files import write_bytes, write_file
from bot.cli.search import Leg

if TYPE_CHECKING:
    from bot.application import Application
    from bot.cli.context import CliContext
    from bot.evaluation.outcome import Outcome
    from bot.evaluation.questions import EvaluationQuestion
    from bot.evaluation.run import Run
    from bot.settings import Settings
    from retrieval.evaluation import EvaluationReport


evaluate = typer.Typer(
    help="Measure search, or answers, on questions with known answers.",
    no_args_is_help=True,
)


@evaluate.command("answers")
def evaluate_answers(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help='JSON lines: {"question", "papers", "facts", "answerable", "group"}. Without '
            "one, the questions about the starter library that come with Footnote.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="The model that writes, or extractive; that of the settings without."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            help="Compare with the run that --json wrote to this file; with the last of the same "
            "questions and model without."
        ),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Draw the figures to this file, as PNG.")
    ] = None,
    seed: Annotated[
        int, typer.Option(help="Of the draws that tell a change from noise.", min=0)
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Measure the answers to questions whose papers and facts are known.

    Each question is asked of the open library. A change is told from noise by a bootstrap over
    the questions that both runs have (95 %). The run is kept in the data directory.
    """
    from bot.cli.terminal import say
    from bot.evaluation.questions import STARTER
    from bot.evaluation.run import build_figures, compare_runs
    from bot.evaluation.run_files import find_last_run

    name = file.name if file else STARTER
    asked = _read_questions(file)
    earlier = _read_run(compare) if compare else None
    context = context_of(ctx)
    settings = with_model(context.load_settings(), model)
    run = _run(context, settings, asked, name, model)
    before = earlier or find_last_run(settings.data_dir, name, run.model)
    found = build_figures(run.outcomes, seed=seed)
    changed = compare_runs(before, run, seed=seed) if before else None
    if changed and not changed.shared:
        say("The run compared with has none of these questions.")
        changed = None
    _store_run(settings.data_dir, run)
    if picture:
        from bot.cli.evaluate_report import draw_run

        write_bytes(picture, draw_run(run, found, changed))
    if as_json:
        from bot.cli.evaluate_report import run_to_json

        print_json(run_to_json(run, found, changed))
        return
    from bot.cli.evaluate_report import print_run
    from bot.cli.terminal import output

    print_run(output(), run, found, changed)


def _run(
    context: CliContext,
    settings: Settings,
    asked: tuple[EvaluationQuestion, ...],
    name: str,
    model: str | None,
) -> Run:
    from importlib.metadata import PackageNotFoundError, version

    from bot.cli.terminal import say
    from bot.evaluation.run import Run
    from retrieval.search.query import Filters

    try:
        number = version("footnote")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = ""
    with context.open_application(settings) as application:
        say(*application.notices)
        writer = model or application.model.name
        outcomes = _ask_all(application, asked, writer)
        papers = application.catalog.count(Filters())
    return Run(name, writer, papers, context.now(), number, outcomes)


def _ask_all(
    application: Application, asked: tuple[EvaluationQuestion, ...], writer: str
) -> tuple[Outcome, ...]:
    from bot.answering.metering import dollars
    from bot.cli.terminal import error_output, plain
    from bot.evaluation.evaluate import UnknownPapers, evaluate_answers, known_papers

    try:
        known = known_papers(asked, application.catalog)
    except UnknownPapers as error:
        raise ConsoleError(
            f"The questions name papers that are {error}. Ask of a library that has them; those "
            "that come with Footnote are of the starter library: footnote ingest starter"
        ) from error
    with error_output().status("Asking …") as status:
        asyncio.run(application.search("ready", limit=1))  # what is loaded once is no one's wait
        return asyncio.run(
            evaluate_answers(
                asked,
                known,
                application.ask,
                application.check,
                model=writer,
                cost=dollars,
                on_progress=lambda done: status.update(plain(f"Asking: {done} of {len(asked)}")),
            )
        )


def _read_questions(file: Path | None) -> tuple[EvaluationQuestion, ...]:
    from bot.evaluation.questions import BadQuestion, read_questions, starter_questions

    if file is None:
        return starter_questions()
    try:
        return read_questions(file.read_text(encoding="utf-8-sig").split("\n"))
    except OSError as error:
        raise FileError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{file} is not UTF-8 text.") from error
    except BadQuestion as error:
        raise FileError(
            f"{file}, {error}. A line looks like "
            '{"question": "How …?", "papers": ["a title"], "facts": ["84.25"]} or '
            '{"question": "…", "answerable": false, "group": "far"}.'
        ) from error


def _store_run(data_dir: Path, run: Run) -> None:
    from bot.evaluation.run_files import run_path, serialize_run

    where = run_path(data_dir, run.name, run.model)
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{where.parent} cannot be made: {error.strerror}.") from error
    write_file(where, serialize_run(run))


def _read_run(path: Path) -> Run:
    from bot.evaluation.run_files import UnreadableRun, read_run

    try:
        return read_run(path)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableRun as error:
        raise FileError(f"{path} cannot be compared with: {error}.") from error


@evaluate.command("search")
def evaluate_search(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder in BEIR form: corpus, queries, qrels.")
    ],
    mode: Annotated[Leg, typer.Option(help="The indexes to ask.")] = Leg.hybrid,
    run_out: Annotated[
        Path | None, typer.Option(help="Write the ranking to this file in TREC form.")
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Where to index it; a folder of its own inside the library's without."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure search on a BEIR collection; the library itself is left alone."""
    from bot.cli.terminal import error_output, output, plain

    context = context_of(ctx)
    place = data_dir or context.load_settings().data_dir / "evaluation" / folder.resolve().name
    beside = error_output()
    with beside.status("Evaluating …") as status:
        done = context.evaluate_search(
            folder,
            mode=mode.value,
            data_dir=place,
            run_out=run_out,
            on_progress=lambda stage: status.update(plain(f"Evaluating: {stage}")),
        )
    if as_json:
        print_json(evaluation_to_json(done))
        return
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    rows = {
        "mode": done.mode,
        "questions": f"{done.queries:,}",
        "papers": f"{done.documents:,}",
        "nDCG@10": f"{done.ndcg_at_10:.4f}",
        "recall@10": f"{done.recall_at_10:.4f}",
        "recall@100": f"{done.recall_at_100:.4f}",
        "MRR@10": f"{done.mrr_at_10:.4f}",
        "took": f"{done.seconds:.1f} s",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    output().print(table)


def evaluation_to_json(done: EvaluationReport) -> JSON:
    """Return the measures, from 0 to 1, rounded to four places."""
    return {
        "mode": done.mode,
        "queries": done.queries,
        "documents": done.documents,
        "ndcg_at_10": round(done.ndcg_at_10, 4),
        "recall_at_10": round(done.recall_at_10, 4),
        "recall_at_100": round(done.recall_at_100, 4),
        "mrr_at_10": round(done.mrr_at_10, 4),
        "seconds": round(done.seconds, 1),
    }


QUOTES = "extractive"
"""The name under which quotes are a model."""


def with_model(settings: Settings, model: str | None) -> Settings:
    """Return the settings with another model, any that their server has; raise `ConsoleError`."""
    if model is None or model == QUOTES:
        return settings
    if settings.mode == QUOTES:
        raise ConsoleError(
            f"There is no server for --model {model}: set OPENAI_API_KEY or OPENAI_BASE_URL."
        )
    return settings.model_copy(update={"model": model})
