"""Taking records in: what is counted, what is kept, and what is told meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from retrieval.library.ingest import IngestReport, ingest_records
from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources.records import Record
from tests.fakes.small_library import count_indexed, small_library
from tests.retrieval.papers import CATS, NOW, PAPERS, paper


def ingest(
    library: Library, records: Iterable[Record], how: Provenance = Provenance.SERVICE
) -> IngestReport:
    """Record and index."""
    return ingest_records(library.catalog, library.indexing, records, lambda: NOW, how)


def test_ctrl_c_while_reading_keeps_what_came_before(tmp_path: Path):
    """The report says so; nothing is indexed yet."""

    def broken() -> Iterator[Record]:
        yield Record(paper(1), 1)
        yield Record(paper(2), 2)
        raise KeyboardInterrupt

    with small_library(tmp_path) as library:
        report = ingest(library, broken())

        assert (report.added, report.interrupted) == (2, True)
        assert library.catalog.count_pending() == 2


def test_over_a_real_library_changes_are_told_apart(tmp_path: Path):
    """Added, updated and unchanged."""
    with small_library(tmp_path) as library:
        changed = Paper(CATS.paper_id, CATS.title, CATS.abstract + " They purr.", source="bibtex")
        given = [Record(one, 1) for one in (PAPERS[0], changed, paper(1))]

        report = ingest(library, given)

        assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
        assert count_indexed(library) == (5, 5, 5, 5)


def test_what_is_turned_away_is_told_with_its_line(tmp_path: Path):
    """In whichever batch it comes, up to a thousand."""
    with small_library(tmp_path) as library:
        many = [paper(number) for number in range(1_001)]
        ingest(library, [Record(one, 1) for one in many])
        forged = [Record(replace(one, abstract="Forged."), 7 + n) for n, one in enumerate(many)]
        report = ingest(library, forged, Provenance.MEMBER)

        assert [told.line for told in report.refused_fields] == [r.line for r in forged[:1_000]]
        assert {told.fields for told in report.refused_fields} == {("abstract",)}
        assert report.unchanged == 1_001
