"""Take records into the open library, and say what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from bot.cli import json_output
from retrieval.provenance import Provenance

if TYPE_CHECKING:
    from bot.application import Application
    from retrieval.library.ingest import IngestReport
    from retrieval.sources.records import Harvested

MOST_REJECTED_SHOWN = 20
MOST_CUT_SHOWN = 20

_SHOWN_CHARS = 80  # of a title
_HELD: Final = {
    Provenance.SERVICE: "The library has it from the service itself.",
    Provenance.OPERATOR: "The library has it from an import.",
    Provenance.MEMBER: "It was uploaded before.",
    Provenance.UNKNOWN: "The library had it before.",
    None: "No upload may say this.",
}


def take(
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
    from bot.cli.progress import progress_bar

    with progress_bar() as (tell, _):
        done = application.writer.ingest(iter(records), provenance, on_progress=tell)
    if as_json:
        json_output.emit(json_output.report(done))
    else:
        _tell(done, place)
    return done


def _tell(done: IngestReport, place: str) -> None:
    from bot.cli.render.page import plain, show
    from bot.cli.terminal import output

    console = output()
    for line in _lines(done, place):
        show(console, plain(line))


def _lines(done: IngestReport, place: str) -> Iterator[str]:
    from retrieval.limits import cut_text

    withdrawn = f"{done.withdrawn:,} withdrawn, " if done.withdrawn else ""
    yield (
        f"{done.added:,} added, {done.updated:,} updated, {done.unchanged:,} unchanged, "
        f"{withdrawn}{len(done.rejected):,} rejected."
    )
    for rejected in done.rejected[:MOST_REJECTED_SHOWN]:
        yield f"{place} {rejected.line:,}: {rejected.reason}"
    if len(done.rejected) > MOST_REJECTED_SHOWN:
        yield f"… and {len(done.rejected) - MOST_REJECTED_SHOWN:,} more."
    for record in done.cut[:MOST_CUT_SHOWN]:
        fields = ", ".join(record.cut)
        title = cut_text(record.paper.title, _SHOWN_CHARS)
        yield f"{place} {record.line:,}: cut, since it is longer than may be: {fields} (“{title}”)."
    if len(done.cut) > MOST_CUT_SHOWN:
        yield f"… and {len(done.cut) - MOST_CUT_SHOWN:,} more that were cut."
    for told in done.turned_away[:MOST_REJECTED_SHOWN]:
        fields = ", ".join(told.fields)
        yield f"{place} {told.line:,}: “{told.title}”, not taken: {fields}. {_HELD[told.held]}"
    if len(done.turned_away) > MOST_REJECTED_SHOWN:
        yield f"… and of {len(done.turned_away) - MOST_REJECTED_SHOWN:,} more, not everything."
    if done.interrupted:
        yield "Interrupted. What was read is kept; run the same command again to go on."
