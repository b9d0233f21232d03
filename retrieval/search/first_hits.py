"""Order the first hits of a search again, by a model that reads the question with each paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.paper import Paper
from retrieval.search.results import Hit, SearchResult

DEPTH, MAX_BEHIND = 5, 0.2
"""Which hits are read: so many at most, of scores so little below the best. That is 2.4 of a
question on average; reading all of the first five puts no other paper first."""

WEIGHT = 0.045
"""Of a log odd against the score of the search, by `benchmarks.fit.search reranking`."""

RatePapers = Callable[[str, Sequence[Paper]], Sequence[float]]
"""Returns the log odds that each paper answers a question; blocks."""


def rerank(found: SearchResult, rate: RatePapers) -> SearchResult:
    """Return the result with its first hits ordered by score and by what `rate` reads.

    The hits take each other's scores, so that these still fall and are shares of the same best.
    Nothing changes where the query names a paper by an id, link or DOI.
    """
    first = select_read(found)
    if len(first) < 2:
        return found
    odds = rate(found.query.text, [hit.paper for hit in first])
    rated = [hit.score + WEIGHT * one for hit, one in zip(first, odds, strict=True)]
    order = sorted(range(len(first)), key=lambda place: -rated[place])
    reranked = [
        replace(first[place], score=hit.score) for place, hit in zip(order, first, strict=True)
    ]
    return replace(found, hits=(*reranked, *found.hits[len(first) :]))


def select_read(found: SearchResult) -> tuple[Hit, ...]:
    """Return the first hits that are so close that reading may change their order."""
    if found.signals.identified or not found.hits:
        return ()
    least = found.hits[0].score - MAX_BEHIND
    return tuple(hit for hit in found.hits[:DEPTH] if hit.score >= least)
