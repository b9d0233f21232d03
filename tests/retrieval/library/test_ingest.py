"""Taking records in: what is counted, what is kept, and what is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.library.ingest import Ingest
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources.records import Record, Withdrawal
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


def broken(error: BaseException) -> Iterator[Record]:
    """Yield three papers and fail."""
    yield from records(3)
    raise error


def test_ctrl_c_while_reading_keeps_what_came_before(catalog: FakeCatalog):
    """The report says so; nothing is indexed yet."""
    indexing = FakeIndexing()

    report = ingest(catalog, indexing)(broken(KeyboardInterrupt()))

    assert (report.added, report.interrupted, indexing.drained) == (3, True, 0)


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
