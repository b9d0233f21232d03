"""Record papers from a source in the catalog, batch by batch, and index them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from retrieval.paper import Paper
from retrieval.provenance import UNKNOWN_PLACE, Provenance, RefusedFields
from retrieval.sources.records import (
    Checkpoint,
    Harvested,
    Record,
    Rejected,
    Withdrawal,
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
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    indexed: int = 0
    pending: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcome of an ingest. `interrupted` by Ctrl-C, the same command resumes it.

    `cut` has the first records with truncated fields.
    """

    added: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    interrupted: bool = False
    withdrawn: int = 0
    cut: tuple[Record, ...] = ()
    refused_fields: tuple[RefusedFields, ...] = ()


class Ingest:
    """Records all batches, then indexes, so that nothing is lost if the process is killed.

    `provenance` is how the records enter, whatever they claim about themselves.
    """

    def __init__(
        self,
        catalog: Catalog,
        indexing: Indexing,
        now: Callable[[], datetime],
        provenance: Provenance,
        *,
        place: str = UNKNOWN_PLACE,
        by_id_only: bool = False,
    ) -> None:
        self._catalog = catalog
        self._indexing = indexing
        self._now = now
        self._provenance = provenance
        self._place = place
        self._by_id_only = by_id_only

    def __call__(
        self,
        records: Iterable[Harvested],
        *,
        on_progress: Callable[[IngestProgress], None] = lambda progress: None,
    ) -> IngestReport:
        """Record `records` and drain the queue; block until done.

        A Checkpoint is saved once everything before it is recorded. A SourceError, a failing index
        or Ctrl-C keeps what was recorded before it.
        """
        counted = _Tally()
        interrupted = False
        try:
            self._record(records, counted, on_progress)
            total = self._catalog.count_pending()

            def indexed(done: int) -> None:
                on_progress(counted.progress(indexed=done, pending=max(total - done, 0)))

            on_progress(counted.progress(pending=total))
            self._indexing.drain(indexed)
        except KeyboardInterrupt:
            interrupted = True
        return IngestReport(
            counted.added,
            counted.updated,
            counted.unchanged,
            tuple(counted.rejected),
            interrupted,
            counted.withdrawn,
            tuple(counted.cut),
            tuple(counted.refused_fields),
        )

    def _record(
        self,
        records: Iterable[Harvested],
        counted: _Tally,
        on_progress: Callable[[IngestProgress], None],
    ) -> None:
        batch = _Batch()
        try:
            for record in map(truncate_record, records):
                if isinstance(record, Checkpoint):
                    self._flush(batch, counted)
                    save_checkpoint(self._catalog, record)
                    on_progress(counted.progress())
                    continue
                counted.read += 1
                if isinstance(record, Withdrawal) and self._provenance is not Provenance.SERVICE:
                    record = Rejected(record.line, "Only its source can withdraw a paper.")
                if isinstance(record, Rejected):
                    counted.rejected.append(record)
                    continue
                batch.add(record)
                counted.note_cut(record)
                if len(batch) >= _BATCH_RECORDS:
                    self._flush(batch, counted)
                    on_progress(counted.progress())
        finally:
            # keep what was read before an error or Ctrl-C
            self._flush(batch, counted)

    def _flush(self, batch: _Batch, counted: _Tally) -> None:
        if batch.papers:
            counts = self._catalog.upsert(
                batch.papers,
                self._now(),
                self._provenance,
                place=self._place,
                by_id_only=self._by_id_only,
            )
            counted.added += counts.added
            counted.updated += counts.updated
            counted.unchanged += counts.unchanged
            room = _MAX_REPORTED_RECORDS - len(counted.refused_fields)
            counted.refused_fields += [
                replace(told, line=batch.lines[told.line]) for told in counts.refused_fields[:room]
            ]
            batch.papers.clear()
            batch.lines.clear()
        if batch.reasons:
            withdrawn = list(batch.reasons.items())
            counted.withdrawn += self._catalog.withdraw(withdrawn, self._now())
            batch.reasons.clear()


class _Batch:
    """Papers to record, and reasons of withdrawals by paper id."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.lines: list[int] = []  # of each of the papers
        self.reasons: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.papers) + len(self.reasons)

    def add(self, record: Record | Withdrawal) -> None:
        if isinstance(record, Withdrawal):
            self.reasons[record.paper_id] = record.reason
            return
        self.papers.append(record.paper)
        self.lines.append(record.line)
        self.reasons.pop(record.paper.paper_id, None)  # withdrawn before, it is there again


class _Tally:
    """The running counts of one ingest."""

    def __init__(self) -> None:
        self.read = self.added = self.updated = self.unchanged = self.withdrawn = 0
        self.rejected: list[Rejected] = []
        self.cut: list[Record] = []
        self.refused_fields: list[RefusedFields] = []

    def note_cut(self, record: Record | Withdrawal) -> None:
        """Note a record with truncated fields."""
        if isinstance(record, Record) and record.cut and len(self.cut) < _MAX_REPORTED_RECORDS:
            self.cut.append(record)

    def progress(self, *, indexed: int = 0, pending: int = 0) -> IngestProgress:
        return IngestProgress(
            self.read,
            self.added,
            self.updated,
            self.unchanged,
            len(self.rejected),
            indexed,
            pending,
        )
