"""Ingest records into the open library, and report what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from bot.cli.json_output import JSON, print_json
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.library.ingest import IngestReport
    from retrieval.sources.records import Harvested


MAX_REJECTED_SHOWN = 20
MAX_CUT_SHOWN = 20
_MAX_TITLE_CHARS = 80  # of a title
_HELD_REASONS: Final = {
    Provenance.SERVICE: "The library has it from the service itself.",
    Provenance.OPERATOR: "The library has it from an import.",
    Provenance.MEMBER: "It was uploaded before.",
    Provenance.UNKNOWN: "The library had it before.",
    None: "No upload may say this.",
}


def ingest_records(
    application: Application,
    records: Iterable[Harvested],
    provenance: Provenance,
    *,
    as_json: bool,
    place: str,
) -> IngestReport:
    """Take `records`, which came in by `provenance`, show what was done, and return it.

    `place` is what the number of a rejected record counts: "line" or "record".
    """
    from bot.cli.terminal import progress_bar

    with progress_bar() as (tell, _):
        done = application.writer.ingest(iter(records), provenance, on_progress=tell)
    if as_json:
        print_json(report_to_json(done))
    else:
        _print_report(done, place)
    return done


def _print_report(done: IngestReport, place: str) -> None:
    from bot.cli.terminal import output, plain, print_text

    console = output()
    for line in _report_lines(done, place):
        print_text(console, plain(line))


def _report_lines(done: IngestReport, place: str) -> Iterator[str]:
    from retrieval.limits import cut_text

    withdrawn = f"{done.withdrawn:,} withdrawn, " if done.withdrawn else ""
    yield (
        f"{done.added:,} added, {done.updated:,} updated, {done.unchanged:,} unchanged, "
        f"{withdrawn}{len(done.rejected):,} rejected."
    )
    for rejected in done.rejected[:MAX_REJECTED_SHOWN]:
        yield f"{place} {rejected.line:,}: {rejected.reason}"
    if len(done.rejected) > MAX_REJECTED_SHOWN:
        yield f"… and {len(done.rejected) - MAX_REJECTED_SHOWN:,} more."
    for record in done.cut[:MAX_CUT_SHOWN]:
        fields = ", ".join(record.cut)
        title = cut_text(record.paper.title, _MAX_TITLE_CHARS)
        yield f"{place} {record.line:,}: cut, since it is longer than may be: {fields} (“{title}”)."
    if len(done.cut) > MAX_CUT_SHOWN:
        yield f"… and {len(done.cut) - MAX_CUT_SHOWN:,} more that were cut."
    for told in done.turned_away[:MAX_REJECTED_SHOWN]:
        fields = ", ".join(told.fields)
        reason = _HELD_REASONS[told.held]
        yield f"{place} {told.line:,}: “{told.title}”, not taken: {fields}. {reason}"
    if len(done.turned_away) > MAX_REJECTED_SHOWN:
        yield f"… and of {len(done.turned_away) - MAX_REJECTED_SHOWN:,} more, not everything."
    if done.interrupted:
        yield "Interrupted. What was read is kept; run the same command again to go on."


def report_to_json(done: IngestReport) -> JSON:
    """Return what an ingest did; a rejected record has its line and the reason.

    A record of which something was cut has its line, its title and the names of the fields.
    Of what was turned away, `held` is who gave what stays.
    """
    return {
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "withdrawn": done.withdrawn,
        "rejected": [{"line": r.line, "reason": r.reason} for r in done.rejected],
        "cut": [{"line": r.line, "title": r.paper.title, "fields": list(r.cut)} for r in done.cut],
        "turned_away": [
            {
                "line": told.line,
                "paper_id": told.paper_id,
                "fields": list(told.fields),
                "held": told.held.value if told.held else None,
            }
            for told in done.turned_away
        ],
        "interrupted": done.interrupted,
    }
