"""`footnote ingest`: import papers from files; `harvest` has the services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import harvest
from bot.cli.context import get_context, open_application
from bot.cli.errors import ExitCode
from bot.cli.files import cannot_read
from bot.cli.ingest_full_text import ingest_full_text
from bot.cli.ingest_pdf import ingest_pdf
from bot.cli.ingest_report import ingest_records, print_report
from bot.cli.options import AsJson
from retrieval.errors import LibraryInUse
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from retrieval.sources.records import Record, Rejected

ingest = typer.Typer(help="Import papers into the library.", no_args_is_help=True)


@ingest.command(
    "page", rich_help_panel="From files", help="Import a saved Hugging Face Papers page."
)
@ingest.command("file", rich_help_panel="From files")
def ingest_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file; JSON Lines may be gzipped.")],
    as_json: AsJson = False,
) -> None:
    """Import a file: JSON Lines (BEIR's format or Footnote's), BibTeX, RIS or CSV."""
    try:
        file.open("rb").close()  # before the library is opened
    except OSError as error:
        raise cannot_read(file, error) from error
    _ingest_records(ctx, get_context(ctx).read_file(file), as_json=as_json)


@ingest.command("starter", rich_help_panel="From files")
def ingest_starter(
    ctx: typer.Context,
    from_arxiv: Annotated[
        bool,
        typer.Option("--from-arxiv", help="Fetch the authors' own abstracts from arXiv."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import the 67 papers of the starter library that comes with Footnote.

    Their texts are short accounts written for Footnote; --from-arxiv replaces them by the authors'
    abstracts. If the library has them all, it may be in use by another process.
    """
    from retrieval.library.ingest import IngestReport
    from retrieval.sources.records import Record

    records = list(get_context(ctx).read_starter())
    if from_arxiv:
        ids = [record.paper.paper_id for record in records if isinstance(record, Record)]
        harvest.ingest_harvested(ctx, lambda at: at.by_reference(ids), as_json=as_json)
        return
    try:
        _ingest_records(ctx, records, Provenance.STARTER, as_json=as_json)
    except LibraryInUse:
        if not _has_all(ctx, records):
            raise
        print_report(IngestReport(unchanged=len(records)), as_json=as_json)


def _has_all(ctx: typer.Context, records: Sequence[Record | Rejected]) -> bool:
    """Return whether the library, which another process holds, has all papers."""
    from retrieval.sources.records import Record

    wanted = [record.paper.paper_id for record in records if isinstance(record, Record)]
    with open_application(ctx) as application:
        return len(application.catalog.get_many(wanted)) == len(records)


def _ingest_records(
    ctx: typer.Context,
    records: Iterable[Record | Rejected],
    provenance: Provenance = Provenance.OPERATOR,
    *,
    as_json: bool,
) -> None:
    with open_application(ctx, changes=True) as application:
        report = ingest_records(application, records, provenance, as_json=as_json, place="line")
    if report.rejected and not (report.added or report.updated or report.unchanged):
        raise typer.Exit(ExitCode.FILE)


ingest.command("pdf", rich_help_panel="From files")(ingest_pdf)

for _name, _command in (
    ("arxiv", harvest.arxiv),
    ("rss", harvest.rss),
    ("hf-daily", harvest.hf_daily),
    ("id", harvest.by_id),
    ("search", harvest.search),
    ("full-text", ingest_full_text),
):
    ingest.command(_name, rich_help_panel="From services")(_command)
