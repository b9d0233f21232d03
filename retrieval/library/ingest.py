"""Record papers from a source in the catalog, batch by batch, and index them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from retrieval.provenance import UNKNOWN_PLACE, Provenance, RefusedFields
from retrieval.sources.records import (
    Checkpoint,
    Harvested,
    Record,
    Rejected,
    save_checkpoint,
    truncate_record,
)

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.library.indexing import Indexing

_BATCH_RECORDS = 500
_MAX_REPORTED_RECORDS = 1_000  # of truncated records, and of those with refused fields


@dataclass(frozen=True, slots=True)
class IngestProgress:
    """The progress of an ingest, in records read and papers indexed."""

    read: int = 0
    rejected: int = 0
    indexed: int = 0
    pending: int = 0


@dataclass(slots=True)
class IngestReport:
    """The outcome of an ingest. `interrupted` by Ctrl-C, the same command resumes it.

    `cut` has the first records with truncated fields.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    interrupted: bool = False
    cut: list[Record] = field(default_factory=list)
    refused_fields: list[RefusedFields] = field(default_factory=list)

    def extend(self, more: IngestReport) -> None:
        """Add what was done next."""
        self.added += more.added
        self.updated += more.updated
        self.unchanged += more.unchanged
        self.rejected += more.rejected
        self.interrupted |= more.interrupted
        self.cut += more.cut
        self.refused_fields += more.refused_fields


def ingest_records(
    catalog: Catalog,
    indexing: Indexing,
    records: Iterable[Harvested],
    now: Callable[[], datetime],
    provenance: Provenance,
    *,
    place: str = UNKNOWN_PLACE,
    by_id_only: bool = False,
    on_progress: Callable[[IngestProgress], None] = lambda progress: None,
) -> IngestReport:
    """Record all batches, then index, so that nothing is lost if the process is killed; block.

    Queued passages of whole papers stay queued.

    `provenance` is how the records enter, whatever they claim about themselves. A Checkpoint is
    saved once everything before it is recorded. A SourceError, a failing index or Ctrl-C keeps
    what was recorded before it.
    """
    report = IngestReport()
    read = 0
    batch: list[Record | Rejected] = []

    def report_progress(indexed: int = 0, pending: int = 0) -> None:
        on_progress(IngestProgress(read, len(report.rejected), indexed, pending))

    def flush() -> None:
        if not batch:
            return
        given = [record for record in batch if isinstance(record, Record)]
        papers = [record.paper for record in given]
        counts = catalog.upsert(papers, now(), provenance, place=place, by_id_only=by_id_only)
        report.rejected += [record for record in batch if isinstance(record, Rejected)]
        batch.clear()
        report.added += counts.added
        report.updated += counts.updated
        report.unchanged += counts.unchanged
        cut = [record for record in given if record.cut]
        report.cut += cut[: _MAX_REPORTED_RECORDS - len(report.cut)]
        room = _MAX_REPORTED_RECORDS - len(report.refused_fields)
        report.refused_fields += [
            replace(refused, line=given[refused.line].line)
            for refused in counts.refused_fields[:room]
        ]

    try:
        try:
            for record in map(truncate_record, records):
                if isinstance(record, Checkpoint):
                    flush()
                    save_checkpoint(catalog, record)
                    report_progress()
                    continue
                read += 1
                batch.append(record)
                if len(batch) >= _BATCH_RECORDS:
                    flush()
                    report_progress()
        finally:
            flush()  # keep what was read before an error or Ctrl-C
        total = catalog.count_pending()
        report_progress(pending=total)
        indexing.drain(lambda done: report_progress(done, max(total - done, 0)), passages=False)
    except KeyboardInterrupt:
        report.interrupted = True
    return report
