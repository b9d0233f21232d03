"""Search the library, and find papers related to one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import mul
from typing import TYPE_CHECKING, Literal

from bot.answering.answer import SearchPage
from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.language import is_english
from bot.grounding.premise import join_nearest
from retrieval.paper import Paper
from retrieval.search.first_hits import rerank
from retrieval.search.query import Filters, fold_words
from retrieval.search.results import Hit, SearchResult
from retrieval.search.search import SearchPapers
from retrieval.text.labels import split_abstract

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

SortOrder = Literal["relevance", "newest", "oldest"]

_MAX_DEPTH = 1_000
_DEPTH = 100  # sorted by date, more hits would bury the relevant ones
_MIN_SHARE_OF_BEST = 0.35  # of the best score
_BIAS, _WEIGHTS = -6.76, (12.48, 6.12, 0.73)
"""Of the log odds that a hit is relevant, and of what `measure_hits` returns, by
`benchmarks.fit.search floor`."""

_MIN_ODDS, _MIN_ODDS_UNKNOWN = -1.0, 1.0
"""The log odds that a hit needs; and where no title or abstract has a word of the query."""

_MAX_SENTENCES = 20  # of an abstract, that are read
_NOTHING_KNOWN = 0.99  # of the query's words, by rarity, that no title or abstract has


class Search:
    """Finds papers, a page at a time.

    The first of them are put in order by what the check's model `read`s, too, where it is given.
    """

    def __init__(self, search: SearchPapers, read: ReadPair | None = None) -> None:
        self._search = search
        self._read = read

    async def __call__(
        self,
        query: str,
        *,
        filters: Filters = Filters(),
        limit: int = 10,
        offset: int = 0,
        sort: SortOrder = "relevance",
    ) -> SearchPage:
        """Return hits `offset` to `offset + limit`, best first or by date among the best 100.

        Those far below the best are left out, and those that are not relevant.
        """
        wanted = min(offset + limit, _MAX_DEPTH)
        depth = max(wanted, _DEPTH)  # so that a page is full although hits are left out
        found = await asyncio.to_thread(self._find, query, filters, depth, sort)
        best = max((hit.score for hit in found.hits), default=0.0)
        least = min(best, _MIN_SHARE_OF_BEST * best)
        hits = [hit for hit in select_relevant(found) if hit.score >= least]
        if sort != "relevance":
            hits.sort(key=_published_on, reverse=sort == "newest")
        page = await asyncio.to_thread(found.add_snippets, hits[offset : offset + limit])
        return SearchPage(query, page, found.took_ms)

    def _find(self, query: str, filters: Filters, depth: int, sort: SortOrder) -> SearchResult:
        found = self._search(query, filters=filters, limit=depth)
        if self._read is None or sort != "relevance" or not is_english(query):
            return found
        return rerank(found, partial(rate_papers, self._read))


def rate_papers(read: ReadPair, question: str, papers: Sequence[Paper]) -> list[float]:
    """Return the log odds that each paper answers an English question; blocks.

    What is read of a paper is what a question's `read_papers` reads, so that it is read once.
    """
    texts = [
        join_nearest(
            paper.title,
            [span.text for span in split_abstract(paper.abstract)][:_MAX_SENTENCES],
            question,
        )
        for paper in papers
    ]
    return rate_answers(read, question, texts)


def select_relevant(found: SearchResult) -> tuple[Hit, ...]:
    """Return the hits that are relevant to a query, or whose title and authors have its words.

    All hits without token vectors, or if the query names a paper by an id, link or DOI.
    """
    signals = found.signals
    if not signals.alignment or signals.identified:
        return found.hits
    least = _MIN_ODDS_UNKNOWN if signals.unknown >= _NOTHING_KNOWN else _MIN_ODDS
    words = set(fold_words(found.query.text))
    odds = rate_hits(found)
    return tuple(
        hit
        for hit, one in zip(found.hits, odds, strict=True)
        if one >= least or words <= set(fold_words(" ".join([hit.paper.title, *hit.paper.authors])))
    )


def rate_hits(found: SearchResult) -> list[float]:
    """Return the log odds that each hit is relevant to the query."""
    return [_BIAS + sum(map(mul, _WEIGHTS, features)) for features in measure_hits(found)]


def measure_hits(found: SearchResult) -> list[tuple[float, float, float]]:
    """Return each hit's MaxSim, cosine, and BM25 score as a share of one with each word once."""
    best = max((hit.lexical for hit in found.hits), default=0.0) or 1.0
    share = found.signals.coverage / best
    return [(hit.alignment, hit.dense, hit.lexical * share) for hit in found.hits]


def _published_on(hit: Hit) -> date:
    return hit.paper.published or hit.paper.updated or date.min


class FindRelated:
    """Finds the papers nearest to one."""

    def __init__(self, catalog: Catalog, search: SearchPapers) -> None:
        self._catalog = catalog
        self._search = search

    async def __call__(self, reference: str, *, limit: int = 10) -> SearchPage:
        """Return them; raises `PaperNotFound` for `reference` (an id, link, DOI or title)."""
        return await asyncio.to_thread(self._find, reference, limit)

    def _find(self, reference: str, limit: int) -> SearchPage:
        started = time.perf_counter()
        paper = self._catalog.find(reference)
        hits = self._search.related(paper.paper_id, limit=limit)
        took = {"total": 1e3 * (time.perf_counter() - started)}
        return SearchPage(paper.for_reading().title, hits, took)
