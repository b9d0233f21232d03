"""The starter library's record: who wrote each paper, when, and where it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.paper import Paper
from retrieval.sources import starter
from retrieval.sources.records import Record

_PLACE = re.compile(r"https://arxiv\.org/abs/\d{4}\.\d{5}|https://doi\.org/10\.\S+")


def _papers() -> Sequence[Paper]:
    read = list(starter.read())
    papers = [record.paper for record in read if isinstance(record, Record)]
    assert len(papers) == len(read)
    return papers


def test_each_paper_has_authors_a_date_and_a_link() -> None:
    """All 67 are confirmed by a public source; none twice."""
    papers = _papers()

    assert len({paper.paper_id for paper in papers}) == len(papers) == 67
    assert [p.title for p in papers if not p.authors or not p.published] == []
    assert [p.title for p in papers if not _PLACE.fullmatch(p.link)] == []
    assert {paper.year for paper in papers} == set(range(2018, 2026))
