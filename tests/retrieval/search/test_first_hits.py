"""The first hits of a search, ordered again by what is read of them."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.paper import Paper
from retrieval.search.confidence import Signals
from retrieval.search.first_hits import DEPTH, rerank
from retrieval.search.query import parse_query
from retrieval.search.results import Hit, SearchResult


class FakeReader:
    """Rates one paper; records what it read."""

    def __init__(self, paper_id: str, odds: float) -> None:
        self.read: list[tuple[str, list[str]]] = []
        self._paper_id, self._odds = paper_id, odds

    def __call__(self, question: str, papers: Sequence[Paper]) -> list[float]:
        self.read.append((question, [paper.paper_id for paper in papers]))
        return [self._odds * (paper.paper_id == self._paper_id) for paper in papers]


def _found(*scores: float, identified: bool = False) -> SearchResult:
    hits = tuple(
        Hit(Paper(str(n), f"Title {n}", f"Abstract {n}."), score, 0.0, 0.0)
        for n, score in enumerate(scores)
    )
    return SearchResult(parse_query("which naps"), hits, Signals(identified=identified))


def _ids(found: SearchResult) -> list[str]:
    return [hit.paper.paper_id for hit in found.hits]


def test_a_paper_that_answers_passes_one_of_a_slightly_higher_score():
    """They take each other's scores, which still fall."""
    read = FakeReader("1", 5.0)

    found = rerank(_found(0.9, 0.8, 0.75), read)

    assert _ids(found) == ["1", "0", "2"]
    assert [hit.score for hit in found.hits] == [0.9, 0.8, 0.75]
    assert read.read == [("which naps", ["0", "1", "2"])]


def test_the_search_has_a_say():
    """A paper that answers a little stays behind one that the search has before it."""
    found = rerank(_found(0.9, 0.8), FakeReader("1", 1.0))

    assert _ids(found) == ["0", "1"]


def test_only_the_first_hits_near_the_best_are_read():
    """The others keep their places, whatever they say."""
    many, far = FakeReader(str(DEPTH), 80.0), FakeReader("2", 80.0)

    assert _ids(rerank(_found(*[0.9] * (DEPTH + 2)), many)) == [str(n) for n in range(DEPTH + 2)]
    assert _ids(rerank(_found(0.9, 0.8, 0.3), far)) == ["0", "1", "2"]
    assert [len(papers) for _, papers in many.read + far.read] == [DEPTH, 2]


def test_nothing_is_read_where_the_order_is_clear():
    """For a paper named by its id, a single hit, or one far before the others."""
    read = FakeReader("1", 80.0)

    assert _ids(rerank(_found(0.9, 0.8, identified=True), read)) == ["0", "1"]
    assert _ids(rerank(_found(0.9, 0.3), read)) == ["0", "1"]
    assert _ids(rerank(_found(0.9), read)) == ["0"]
    assert _ids(rerank(_found(), read)) == []
    assert read.read == []
