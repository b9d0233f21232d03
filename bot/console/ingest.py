"""`footnote ingest`: take papers into the library, and say what became of each record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console import json_output
from bot.console.errors import ExitCode, FileError
from bot.console.options import AsJson
from bot.console.ports import Report
from bot.console.running import library, program

if TYPE_CHECKING:
    from retrieval.sources.records import Record, Rejected

MOST_REJECTED_SHOWN = 20

ingest = typer.Typer(help="Take papers into the library.", no_args_is_help=True)


@ingest.command("page")
def ingest_page(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A saved page of Hugging Face Papers.")],
    as_json: AsJson = False,
) -> None:
    """Take in a saved page of Hugging Face Papers, as text or HTML."""
    _take(ctx, program(ctx).sources().page(_readable(file)), as_json=as_json)


@ingest.command("file")
def ingest_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines (.gz too), BibTeX, RIS or CSV.")],
    as_json: AsJson = False,
) -> None:
    """Take in a file of papers: JSON lines (BEIR's or ours), BibTeX, RIS or CSV."""
    _take(ctx, program(ctx).sources().file(_readable(file)), as_json=as_json)


@ingest.command("starter")
def ingest_starter(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Take in the starter library that comes with Footnote: 67 papers."""
    _take(ctx, program(ctx).sources().starter(), as_json=as_json)


def _readable(file: Path) -> Path:
    """Return `file` if it can be opened, before the library is; raise `FileError`."""
    try:
        with file.open("rb"):
            return file
    except OSError as error:
        raise FileError(f"{file} cannot be read: {error.strerror}.") from error


def _take(ctx: typer.Context, records: Iterable[Record | Rejected], *, as_json: bool) -> None:
    from bot.console.progress import progress_bar

    with library(ctx) as application:
        with progress_bar() as (tell, _):
            done = application.ingest(iter(records), on_progress=tell)
        if as_json:
            json_output.emit(json_output.report(done))
        else:
            _tell(done)
    if done.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if done.rejected and not (done.added or done.updated or done.unchanged):
        raise typer.Exit(ExitCode.FILE)


def _tell(done: Report) -> None:
    from bot.console.render.page import plain, show
    from bot.console.terminal import output

    console = output()
    for line in _lines(done):
        show(console, plain(line))


def _lines(done: Report) -> Iterator[str]:
    yield (
        f"{done.added:,} added, {done.updated:,} updated, {done.unchanged:,} unchanged, "
        f"{len(done.rejected):,} rejected."
    )
    for rejected in done.rejected[:MOST_REJECTED_SHOWN]:
        yield f"line {rejected.line:,}: {rejected.reason}"
    if len(done.rejected) > MOST_REJECTED_SHOWN:
        yield f"… and {len(done.rejected) - MOST_REJECTED_SHOWN:,} more."
    if done.interrupted:
        yield "Interrupted. What was read is kept; run the same command again to go on."
