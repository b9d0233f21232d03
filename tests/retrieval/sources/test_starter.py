"""The starter library's record: who wrote each paper, when, and where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from retrieval.library.catalog.catalog import open_catalog
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper, title_hash
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Record

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


_PLACE = re.compile(r"https://arxiv\.org/abs/\d{4}\.\d{5}|https://doi\.org/10\.\S+")


def _papers() -> Sequence[Paper]:
    read = list(starter.read())
    papers = [record.paper for record in read if isinstance(record, Record)]
    assert len(papers) == len(read)
    return papers


def _without_record(paper: Paper) -> Paper:
    """Return a starter paper as it was when the library knew only titles and summaries."""
    return Paper(title_hash(paper.title), paper.title, paper.abstract, source="starter")


def test_each_paper_has_authors_a_date_and_a_link() -> None:
    """All 67 are confirmed by a public source; none twice."""
    papers = _papers()

    assert len({paper.paper_id for paper in papers}) == len(papers) == 67
    assert [p.title for p in papers if not p.authors or not p.published] == []
    assert [p.title for p in papers if not _PLACE.fullmatch(p.link)] == []
    assert {paper.year for paper in papers} == set(range(2018, 2026))


def test_an_older_starter_library_is_completed(tmp_path: Path) -> None:
    """The papers that it has get authors, dates and links; none comes twice."""
    papers = _papers()

    with open_catalog(tmp_path / "catalog.db") as catalog:
        catalog.upsert(list(map(_without_record, papers)), NOW, Provenance.OPERATOR)
        completed = catalog.upsert(papers, NOW, Provenance.OPERATOR)
        again = catalog.upsert(papers, NOW, Provenance.OPERATOR)
        found = catalog.get_many([title_hash(paper.title) for paper in papers])

    assert (completed, again) == (UpsertCounts(updated=67), UpsertCounts(unchanged=67))
    assert sorted(found.values(), key=lambda p: p.paper_id) == sorted(
        papers, key=lambda p: p.paper_id
    )
