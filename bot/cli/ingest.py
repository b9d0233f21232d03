"""`footnote ingest`: take papers into the library, and say what became of each record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import harvest
from bot.cli.context import context_of, open_library
from bot.cli.errors import ExitCode, FileError
from bot.cli.ingest_report import ingest_records
from bot.cli.options import AsJson
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from retrieval.sources.records import Record, Rejected

ingest = typer.Typer(help="Take papers into the library.", no_args_is_help=True)


@ingest.command("page", rich_help_panel="From files")
def ingest_page(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A saved page of Hugging Face Papers.")],
    as_json: AsJson = False,
) -> None:
    """Take in a saved page of Hugging Face Papers, as text or HTML."""
    _take(ctx, context_of(ctx).read_file(_readable(file)), as_json=as_json)


@ingest.command("file", rich_help_panel="From files")
def ingest_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON lines (.gz too), BibTeX, RIS or CSV.")],
    as_json: AsJson = False,
) -> None:
    """Take in a file of papers: JSON lines (BEIR's or ours), BibTeX, RIS or CSV."""
    _take(ctx, context_of(ctx).read_file(_readable(file)), as_json=as_json)


@ingest.command("starter", rich_help_panel="From files")
def ingest_starter(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Take in the starter library that comes with Footnote: 67 papers."""
    _take(ctx, context_of(ctx).read_starter(), as_json=as_json)


def _readable(file: Path) -> Path:
    """Return `file` if it can be opened, before the library is; raise `FileError`."""
    try:
        with file.open("rb"):
            return file
    except OSError as error:
        raise FileError(f"{file} cannot be read: {error.strerror}.") from error


def _take(ctx: typer.Context, records: Iterable[Record | Rejected], *, as_json: bool) -> None:
    with open_library(ctx) as application:
        done = ingest_records(
            application, records, Provenance.OPERATOR, as_json=as_json, place="line"
        )
    if done.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if done.rejected and not (done.added or done.updated or done.unchanged):
        raise typer.Exit(ExitCode.FILE)


for _name, _command in (
    ("arxiv", harvest.arxiv),
    ("rss", harvest.rss),
    ("oai", harvest.oai),
    ("hf-daily", harvest.hf_daily),
    ("id", harvest.by_id),
    ("search", harvest.search),
):
    ingest.command(_name, rich_help_panel="From services")(_command)
