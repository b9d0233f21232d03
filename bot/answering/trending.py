"""Find the papers that readers noticed most in a period."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

Period = Literal["day", "week", "month"]
TrendBasis = Literal["upvotes", "newest", "added"]

_DAYS = {"day": 1, "week": 7, "month": 30}
_BATCH_PAPERS = 1_000
_MAX_SCANNED = 40_000  # two months of all arXiv have about as many
_NOTICE_DELAY = timedelta(days=30)  # after publication, as a rule
_MAX_LAST_ADDED = 1_000


@dataclass(frozen=True, slots=True)
class Trend:
    """The papers of a period, and the order that they are in.

    They are ordered by `upvotes`, or if no paper has any, `newest` first; if the period has no
    papers, they are the ones `added` last to the library.
    """

    period: Period
    since: date
    papers: tuple[Paper, ...]
    by: TrendBasis


class Trending:
    """Ranks the papers of the last day, week or month by what readers voted for them.

    A paper belongs to the day on which it was among the daily papers, else to that of its
    publication. Withdrawn papers are left out.
    """

    def __init__(self, catalog: Catalog, today: Callable[[], date]) -> None:
        self._catalog = catalog
        self._today = today

    async def __call__(self, period: Period, *, limit: int = 10) -> Trend:
        """Return up to `limit` papers."""
        return await asyncio.to_thread(self._find, period, limit)

    def _find(self, period: Period, limit: int) -> Trend:
        since = self._today() - timedelta(days=_DAYS[period])
        recent = list(self._papers_since(since))
        if not recent:
            last = self._catalog.page(Filters(), sort="added", limit=limit)
            shown = [paper for paper in last if not paper.withdrawn]
            return Trend(period, since, tuple(p.for_reading() for p in shown), "added")
        voted = [paper for paper in recent if count_upvotes(paper)]
        voted.sort(key=count_upvotes, reverse=True)  # a stable order: the newest first among equals
        shown = (voted or recent)[:limit]
        by: TrendBasis = "upvotes" if voted else "newest"
        return Trend(period, since, tuple(p.for_reading() for p in shown), by)

    def _papers_since(self, since: date) -> Iterator[Paper]:
        """Yield the papers of the days from `since` on, the last published first.

        Papers may be noticed long after publication, so those published shortly before the period
        are included, as are those added last, however old.
        """
        seen: set[str] = set()
        for paper in self._published_since(since - _NOTICE_DELAY):
            day = _trend_day(paper)
            seen.add(paper.paper_id)
            if day is not None and day >= since and not paper.withdrawn:
                yield paper
        for paper in self._catalog.page(Filters(), sort="added", limit=_MAX_LAST_ADDED):
            day = _submitted_on(paper)
            if paper.paper_id not in seen and day and day >= since and not paper.withdrawn:
                yield paper

    def _published_since(self, since: date) -> Iterator[Paper]:
        for offset in range(0, _MAX_SCANNED, _BATCH_PAPERS):
            batch = self._catalog.page(
                Filters(), sort="published", offset=offset, limit=_BATCH_PAPERS
            )
            for paper in batch:
                day = paper.published or paper.updated
                if day is None or day < since:
                    return
                yield paper
            if len(batch) < _BATCH_PAPERS:
                return


def count_upvotes(paper: Paper) -> int:
    """Return how many readers voted for a paper according to its source, else 0."""
    votes = paper.extra.get("upvotes")
    return votes if isinstance(votes, int) and votes > 0 else 0


def _trend_day(paper: Paper) -> date | None:
    """Return the day when a paper was among the daily papers, else when it was published."""
    return _submitted_on(paper) or paper.published or paper.updated


def _submitted_on(paper: Paper) -> date | None:
    submitted = paper.extra.get("submitted_on")
    try:
        return date.fromisoformat(submitted[:10]) if isinstance(submitted, str) else None
    except ValueError:
        return None
