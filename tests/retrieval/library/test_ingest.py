"""Taking records in: what is counted, what is kept, and what is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from retrieval.errors import EmbeddingError, SourceError
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.library.ingest import Ingest, IngestProgress
from retrieval.library.library import open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources.records import Record, Rejected, Withdrawal
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.small_library import count_indexed, small_library
from tests.retrieval.papers import CATS, NOW, PAPERS, paper


@dataclass
class FakeCatalog:
    """A catalog that counts every paper as added, and remembers the batches."""

    batches: list[list[Paper]] = field(default_factory=list)
    by_id_only: list[bool] = field(default_factory=list)

    def upsert(
        self,
        papers: Sequence[Paper],
        now: datetime,
        provenance: Provenance,
        *,
        place: str,
        by_id_only: bool = False,
    ) -> UpsertCounts:
        """Record."""
        self.batches.append(list(papers))
        self.by_id_only.append(by_id_only)
        return UpsertCounts(added=len(papers), updated=0, unchanged=0)

    def count_pending(self) -> int:
        """Count all that was recorded."""
        return sum(map(len, self.batches))


@dataclass
class FakeIndexing:
    """An indexing that is done at once, or raises."""

    raises: BaseException | None = None
    drained: int = 0

    def drain(self, on_progress: Callable[[int], None] = lambda done: None) -> int:
        """Tell of three papers."""
        self.drained += 1
        if self.raises is not None:
            raise self.raises
        on_progress(3)
        return 3


def records(count: int) -> Iterator[Record]:
    """Yield so many papers."""
    for number in range(count):
        yield Record(paper(number), number + 1)


@pytest.fixture
def catalog() -> FakeCatalog:
    """Give a catalog to record in."""
    return FakeCatalog()


def ingest(catalog: FakeCatalog, indexing: FakeIndexing, **how: bool) -> Ingest:
    """Return an ingest over fakes."""
    return Ingest(catalog, indexing, lambda: NOW, Provenance.SERVICE, **how)


def test_records_go_in_batches(catalog: FakeCatalog):
    """Of 500, and all of them are recorded before the queue is drained, once."""
    indexing = FakeIndexing()

    report = ingest(catalog, indexing)(records(1_201))

    assert [len(batch) for batch in catalog.batches] == [500, 500, 201]
    assert (report.added, report.interrupted, indexing.drained) == (1_201, False, 1)


def test_rejected_records_are_reported(catalog: FakeCatalog):
    """With line and reason, in order, and the others are kept."""
    bad = [Rejected(2, "It has no title."), Rejected(5, "It is cut.")]

    report = ingest(catalog, FakeIndexing())([bad[0], *records(3), bad[1]])

    assert report.rejected == tuple(bad)
    assert report.added == 3


def test_progress_is_told(catalog: FakeCatalog):
    """While reading, and while indexing."""
    told: list[IngestProgress] = []

    ingest(catalog, FakeIndexing())([*records(501), Rejected(9, "bad")], on_progress=told.append)

    assert told == [
        IngestProgress(read=500, added=500),
        IngestProgress(read=502, added=501, rejected=1, pending=501),
        IngestProgress(read=502, added=501, rejected=1, indexed=3, pending=498),
    ]


def test_nothing_is_no_error(catalog: FakeCatalog):
    """The queue is drained nevertheless: an earlier run may have left something."""
    indexing = FakeIndexing()

    report = ingest(catalog, indexing)([])

    assert (report.added, report.rejected, indexing.drained) == (0, (), 1)
    assert catalog.batches == []


def test_ids_may_be_trusted(catalog: FakeCatalog):
    """As evaluation asks for it."""
    ingest(catalog, FakeIndexing(), by_id_only=True)(records(1))

    assert catalog.by_id_only == [True]


def broken(error: BaseException) -> Iterator[Record]:
    """Yield three papers and fail."""
    yield from records(3)
    raise error


def test_a_source_that_fails_keeps_what_came_before(catalog: FakeCatalog):
    """And its error comes through."""
    with pytest.raises(SourceError):
        ingest(catalog, FakeIndexing())(broken(SourceError("cut")))

    assert [len(batch) for batch in catalog.batches] == [3]


def test_ctrl_c_while_reading_keeps_what_came_before(catalog: FakeCatalog):
    """The report says so; nothing is indexed yet."""
    indexing = FakeIndexing()

    report = ingest(catalog, indexing)(broken(KeyboardInterrupt()))

    assert (report.added, report.interrupted, indexing.drained) == (3, True, 0)


def test_ctrl_c_while_indexing_is_reported(catalog: FakeCatalog):
    """The papers are recorded and queued."""
    report = ingest(catalog, FakeIndexing(KeyboardInterrupt()))(records(3))

    assert (report.added, report.interrupted) == (3, True)


def test_an_index_that_fails_keeps_the_record(tmp_path: Path):
    """The same command run again ends the work."""
    with (
        open_library(tmp_path, FakeEmbedder(fails_after=0)) as library,
        pytest.raises(EmbeddingError),
    ):
        Ingest(library.catalog, library.indexing, lambda: NOW, Provenance.SERVICE)(records(5))

    with open_library(tmp_path, FakeEmbedder()) as library:
        report = Ingest(library.catalog, library.indexing, lambda: NOW, Provenance.SERVICE)(
            records(5)
        )

        assert (report.added, report.unchanged) == (0, 5)
        assert count_indexed(library) == (5, 5, 5, 5)


def test_over_a_real_library_changes_are_told_apart(tmp_path: Path):
    """Added, updated and unchanged."""
    with small_library(tmp_path) as library:
        changed = Paper(CATS.paper_id, CATS.title, CATS.abstract + " They purr.", source="bibtex")
        given = [Record(one, 1) for one in (PAPERS[0], changed, paper(1))]

        report = Ingest(library.catalog, library.indexing, lambda: NOW, Provenance.SERVICE)(given)

        assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
        assert count_indexed(library) == (5, 5, 5, 5)


def test_what_is_turned_away_is_told_with_its_line(tmp_path: Path):
    """In whichever batch it comes, up to a thousand; a withdrawal is a service's to give."""
    with small_library(tmp_path) as library:
        service, member = (
            Ingest(library.catalog, library.indexing, lambda: NOW, how)
            for how in (Provenance.SERVICE, Provenance.MEMBER)
        )
        many = [paper(number) for number in range(1_001)]
        service([Record(one, 1) for one in many])
        forged = [Record(replace(one, abstract="Forged."), 7 + n) for n, one in enumerate(many)]
        report = member([*forged, Withdrawal("2400.00001", 2_000)])

        assert [told.line for told in report.refused_fields] == [r.line for r in forged[:1_000]]
        assert {told.fields for told in report.refused_fields} == {("abstract",)}
        assert (report.unchanged, report.withdrawn) == (1_001, 0)
        assert [(r.line, r.reason) for r in report.rejected] == [
            (2_000, "Only its source can withdraw a paper.")
        ]
