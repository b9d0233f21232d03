"""Find the papers that a period is talking about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from retrieval.filters import Filters
from retrieval.paper import Paper

Period = Literal["day", "week", "month"]
By = Literal["upvotes", "newest", "added"]

_DAYS = {"day": 1, "week": 7, "month": 30}
_BATCH = 500
_MOST_LOOKED_AT = 20_000  # a month of all arXiv has about as many


class DatedPapers(Protocol):
    """The papers of record in their order; blocks."""

    def page(
        self,
        filters: Filters,
        *,
        sort: Literal["published", "title", "added"] = ...,
        offset: int = ...,
        limit: int = ...,
    ) -> Sequence[Paper]:
        """Return papers in the order of `sort`."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The papers of a period, the most noticed first, and what `by` told so.

    By `upvotes`, or, where no paper of the period has any, the `newest` of it; where no paper is
    of the period at all, those `added` last to the library.
    """

    period: Period
    since: date
    papers: tuple[Paper, ...]
    by: By


class Trending:
    """Ranks the papers of the last day, week or month by what readers voted for them."""

    def __init__(self, papers: DatedPapers, today: Callable[[], date]) -> None:
        self._papers = papers
        self._today = today

    async def __call__(self, period: Period, *, limit: int = 10) -> Trend:
        """Return up to `limit` papers."""
        return await asyncio.to_thread(self._find, period, limit)

    def _find(self, period: Period, limit: int) -> Trend:
        since = self._today() - timedelta(days=_DAYS[period])
        recent = list(self._since(since))
        if not recent:
            last = self._papers.page(Filters(), sort="added", limit=limit)
            return Trend(period, since, tuple(p.for_reading() for p in last), "added")
        voted = [paper for paper in recent if upvotes(paper)]
        voted.sort(key=upvotes, reverse=True)  # a stable order: the newest first among equals
        shown = (voted or recent)[:limit]
        by: By = "upvotes" if voted else "newest"
        return Trend(period, since, tuple(p.for_reading() for p in shown), by)

    def _since(self, since: date) -> Iterator[Paper]:
        """Yield the papers from `since` on, the newest first."""
        for offset in range(0, _MOST_LOOKED_AT, _BATCH):
            batch = self._papers.page(Filters(), sort="published", offset=offset, limit=_BATCH)
            for paper in batch:
                day = _day(paper)
                if day is None or day < since:
                    return
                yield paper
            if len(batch) < _BATCH:
                return


def upvotes(paper: Paper) -> int:
    """Return how many readers voted for a paper, as far as its source told; else 0."""
    told = paper.extra.get("upvotes")
    return told if isinstance(told, int) and told > 0 else 0


def _day(paper: Paper) -> date | None:
    return paper.published or paper.updated
