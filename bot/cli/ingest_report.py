"""Ingest records into the library, and report what was done with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import typer

from bot.cli.errors import ExitCode
from bot.cli.json_output import print_json
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.library.ingest import IngestReport
    from retrieval.sources.records import Harvested


MAX_RECORDS_SHOWN = 20
_MAX_TITLE_CHARS = 80
_HELD_REASONS: Final = {
    Provenance.SERVICE: "The library has them from the service itself.",
    Provenance.OPERATOR: "The library has them from an import.",
    Provenance.STARTER: "They came with Footnote.",
    Provenance.MEMBER: "They were uploaded before.",
    Provenance.UNKNOWN: "The library had them before.",
    None: "Uploads must not set them.",
}


def ingest_records(
    application: Application,
    records: Iterable[Harvested],
    provenance: Provenance,
    *,
    as_json: bool,
    place: str,
) -> IngestReport:
    """Ingest `records` of a provenance; print and return the report, and exit if interrupted.

    `place` is what a record's number counts: "line" or "record".
    """
    from bot.cli.terminal import show_progress

    with show_progress() as update:
        report = application.writer.ingest(iter(records), provenance, on_progress=update)
    print_report(report, as_json=as_json, place=place)
    if report.interrupted:
        raise typer.Exit(ExitCode.INTERRUPTED)
    return report


def print_report(report: IngestReport, *, as_json: bool, place: str = "line") -> None:
    """Print what an ingest did."""
    from bot.cli.terminal import print_text, stdout_console

    if as_json:
        print_json(report)
        return
    console = stdout_console()
    for line in _report_lines(report, place):
        print_text(console, line)


def _report_lines(report: IngestReport, place: str) -> Iterator[str]:
    """Yield the counts, then what became of the first records that were not taken as they are."""
    from retrieval.limits import truncate_text

    yield (
        f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{len(report.rejected):,} rejected."
    )
    lines = [
        *(f"{place} {each.line:,}: {each.reason}" for each in report.rejected),
        *(
            f"{place} {each.line:,}: shortened, because it was too long: {', '.join(each.cut)} "
            f"(“{truncate_text(each.paper.title, _MAX_TITLE_CHARS)}”)."
            for each in report.cut
        ),
        *(
            f"{place} {each.line:,}: “{each.title}”, ignored: {', '.join(each.fields)}. "
            f"{_HELD_REASONS[each.held]}"
            for each in report.refused_fields
        ),
    ]
    yield from lines[:MAX_RECORDS_SHOWN]
    if (more := len(lines) - MAX_RECORDS_SHOWN) > 0:
        yield f"… and {more:,} more."
    if report.interrupted:
        yield "Interrupted. What was read is kept. Run the same command again to resume."
