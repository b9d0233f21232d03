"""`footnote evaluate answers`: how good the answers are, on questions with known answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import json_output
from bot.cli.context import context_of
from bot.cli.errors import ConsoleError, FileError
from bot.cli.evaluate.chosen_model import with_model
from bot.cli.options import AsJson
from bot.cli.output_files import write_bytes, write_file

if TYPE_CHECKING:
    from bot.application import Application
    from bot.cli.context import CliContext
    from bot.evaluation.outcome import Outcome
    from bot.evaluation.questions import Asked
    from bot.evaluation.run import Run
    from bot.settings import Settings


def answers(
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
    from bot.evaluation.kept_runs import last_of
    from bot.evaluation.questions import STARTER
    from bot.evaluation.run import compared, figures

    name = file.name if file else STARTER
    asked = _questions(file)
    earlier = _read(compare) if compare else None
    context = context_of(ctx)
    settings = with_model(context.load_settings(), model)
    run = _run(context, settings, asked, name, model)
    before = earlier or last_of(settings.data_dir, name, run.model)
    found = figures(run.outcomes, seed=seed)
    changed = compared(before, run, seed=seed) if before else None
    if changed and not changed.shared:
        say("The run compared with has none of these questions.")
        changed = None
    _keep(settings.data_dir, run)
    if picture:
        from bot.cli.evaluate.picture import drawn

        write_bytes(picture, drawn(run, found, changed))
    if as_json:
        from bot.cli.evaluate.as_json import document

        json_output.emit(document(run, found, changed))
        return
    from bot.cli.render.evaluation import show_run
    from bot.cli.terminal import output

    show_run(output(), run, found, changed)


def _run(
    context: CliContext, settings: Settings, asked: tuple[Asked, ...], name: str, model: str | None
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
        outcomes = _outcomes(application, asked, writer)
        papers = application.catalog.count(Filters())
    return Run(name, writer, papers, context.now(), number, outcomes)


def _outcomes(
    application: Application, asked: tuple[Asked, ...], writer: str
) -> tuple[Outcome, ...]:
    from bot.answering.metering import dollars
    from bot.cli.render.page import plain
    from bot.cli.terminal import remarks
    from bot.evaluation.evaluating import UnknownPapers, evaluate_answers, known_papers

    try:
        known = known_papers(asked, application.catalog)
    except UnknownPapers as error:
        raise ConsoleError(
            f"The questions name papers that are {error}. Ask of a library that has them; those "
            "that come with Footnote are of the starter library: footnote ingest starter"
        ) from error
    with remarks().status("Asking …") as status:
        asyncio.run(application.search("ready", limit=1))  # what is loaded once is no one's wait
        return asyncio.run(
            evaluate_answers(
                asked,
                known,
                application.ask,
                application.check,
                model=writer,
                cost=dollars,
                told=lambda done: status.update(plain(f"Asking: {done} of {len(asked)}")),
            )
        )


def _questions(file: Path | None) -> tuple[Asked, ...]:
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


def _keep(data_dir: Path, run: Run) -> None:
    from bot.evaluation.kept_runs import place, written

    where = place(data_dir, run.name, run.model)
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{where.parent} cannot be made: {error.strerror}.") from error
    write_file(where, written(run))


def _read(path: Path) -> Run:
    from bot.evaluation.kept_runs import read_run
    from bot.evaluation.run_json import UnreadableRun

    try:
        return read_run(path)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableRun as error:
        raise FileError(f"{path} cannot be compared with: {error}.") from error
