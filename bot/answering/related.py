"""Find the papers nearest to a paper."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.answering.answer import SearchPage
from bot.answering.library_port import Papers
from retrieval.search.filters import Filters
from retrieval.search.search import SearchPapers


class Related:
    """Gives the nearest neighbours of a paper, without itself."""

    def __init__(
        self,
        papers: Papers,
        search: SearchPapers,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._papers = papers
        self._search = search
        self._clock = clock

    async def __call__(
        self, reference: str, *, limit: int = 10, filters: Filters = Filters()
    ) -> SearchPage:
        """Raise PaperNotFound where `reference` (id, link, DOI or title) names no paper."""
        return await asyncio.to_thread(self._find, reference, limit, filters)

    def _find(self, reference: str, limit: int, filters: Filters) -> SearchPage:
        started = self._clock()
        paper = self._papers.find(reference)
        hits = self._search.related(paper.paper_id, limit=limit, filters=filters)
        return SearchPage(
            paper.for_reading().title, hits, {"total": 1e3 * (self._clock() - started)}
        )
