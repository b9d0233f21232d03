"""Ingest records into the library, and report what was done with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from bot.cli.json_output import JSON, print_json
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
    """Ingest `records` of a provenance; print and return the report.

    `place` is what a record's number counts: "line" or "record".
    """
    from bot.cli.terminal import progress_bar

    with progress_bar() as update:
        report = application.writer.ingest(iter(records), provenance, on_progress=update)
    print_report(report, as_json=as_json, place=place)
    return report


def print_report(report: IngestReport, *, as_json: bool, place: str = "line") -> None:
    """Print what an ingest did."""
    from bot.cli.terminal import print_text, stdout_console

    if as_json:
        print_json(report_to_json(report))
        return
    console = stdout_console()
    for line in _report_lines(report, place):
        print_text(console, line)


def _report_lines(report: IngestReport, place: str) -> Iterator[str]:
    from retrieval.limits import truncate_text

    withdrawn = f"{report.withdrawn:,} withdrawn, " if report.withdrawn else ""
    yield (
        f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged, "
        f"{withdrawn}{len(report.rejected):,} rejected."
    )
    for rejected in report.rejected[:MAX_RECORDS_SHOWN]:
        yield f"{place} {rejected.line:,}: {rejected.reason}"
    if len(report.rejected) > MAX_RECORDS_SHOWN:
        yield f"… and {len(report.rejected) - MAX_RECORDS_SHOWN:,} more."
    for record in report.cut[:MAX_RECORDS_SHOWN]:
        fields = ", ".join(record.cut)
        title = truncate_text(record.paper.title, _MAX_TITLE_CHARS)
        yield f"{place} {record.line:,}: shortened, because it was too long: {fields} (“{title}”)."
    if len(report.cut) > MAX_RECORDS_SHOWN:
        yield f"… and {len(report.cut) - MAX_RECORDS_SHOWN:,} more were shortened."
    for refused in report.refused_fields[:MAX_RECORDS_SHOWN]:
        fields = ", ".join(refused.fields)
        reason = _HELD_REASONS[refused.held]
        yield f"{place} {refused.line:,}: “{refused.title}”, ignored: {fields}. {reason}"
    if (more := len(report.refused_fields) - MAX_RECORDS_SHOWN) > 0:
        yield f"… and fields of {more:,} more were ignored."
    if report.interrupted:
        yield "Interrupted. What was read is kept. Run the same command again to resume."


def report_to_json(report: IngestReport) -> JSON:
    """Return the report; in `turned_away`, `held` is the provenance of what the library keeps."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "rejected": [{"line": r.line, "reason": r.reason} for r in report.rejected],
        "cut": [
            {"line": r.line, "title": r.paper.title, "fields": list(r.cut)} for r in report.cut
        ],
        "turned_away": [
            {
                "line": refused.line,
                "paper_id": refused.paper_id,
                "fields": list(refused.fields),
                "held": refused.held.value if refused.held else None,
            }
            for refused in report.refused_fields
        ],
        "interrupted": report.interrupted,
    }
