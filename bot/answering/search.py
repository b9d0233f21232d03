"""Search the library, and find papers related to one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal

from bot.answering.answer import SearchPage
from retrieval.search.query import Filters
from retrieval.search.results import Hit
from retrieval.search.search import Mode, SearchPapers

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

SortOrder = Literal["relevance", "newest", "oldest"]

_MAX_DEPTH = 1_000
_DEPTH_BY_DATE = 100  # sorted by date, more hits would bury the relevant ones
_MIN_SHARE_OF_BEST = 0.25
"""Of the best score. Of the papers that fit 519 questions for papers, in small and large libraries,
about 1 % lie below; of 67 papers in a library some 25 lie above."""


class Search:
    """Finds papers, a page at a time."""

    def __init__(self, search: SearchPapers) -> None:
        self._search = search

    async def __call__(
        self,
        query: str,
        *,
        filters: Filters = Filters(),
        limit: int = 10,
        offset: int = 0,
        mode: Mode = "hybrid",
        sort: SortOrder = "relevance",
    ) -> SearchPage:
        """Return hits `offset` to `offset + limit`, best first or by date among the best 100.

        Those with less than a quarter of the best score are left out.
        """
        wanted = min(offset + limit, _MAX_DEPTH)
        depth = wanted if sort == "relevance" else max(wanted, _DEPTH_BY_DATE)
        found = await asyncio.to_thread(
            self._search, query, filters=filters, limit=depth, mode=mode
        )
        best = max((hit.score for hit in found.hits), default=0.0)
        least = min(best, _MIN_SHARE_OF_BEST * best)
        hits = [hit for hit in found.hits if hit.score >= least]
        if sort != "relevance":
            hits.sort(key=_published_on, reverse=sort == "newest")
        return SearchPage(query, tuple(hits[offset : offset + limit]), found.took_ms)


def _published_on(hit: Hit) -> date:
    return hit.paper.published or hit.paper.updated or date.min


class FindRelated:
    """Finds the papers nearest to one."""

    def __init__(
        self,
        catalog: Catalog,
        search: SearchPapers,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._catalog = catalog
        self._search = search
        self._clock = clock

    async def __call__(
        self, reference: str, *, limit: int = 10, filters: Filters = Filters()
    ) -> SearchPage:
        """Return them; raises `PaperNotFound` for `reference` (an id, link, DOI or title)."""
        return await asyncio.to_thread(self._find, reference, limit, filters)

    def _find(self, reference: str, limit: int, filters: Filters) -> SearchPage:
        started = self._clock()
        paper = self._catalog.find(reference)
        hits = self._search.related(paper.paper_id, limit=limit, filters=filters)
        return SearchPage(
            paper.for_reading().title, hits, {"total": 1e3 * (self._clock() - started)}
        )
