"""Find the papers that readers noticed most in a period."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
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
        recent = self._papers_since(since)
        voted = [paper for paper in recent if count_upvotes(paper)]
        voted.sort(key=count_upvotes, reverse=True)  # a stable order: the newest first among equals
        by: TrendBasis = "upvotes" if voted else "newest"
        shown = voted or recent
        if not shown:
            last = self._catalog.page(Filters(), sort="added", limit=limit)
            shown, by = [paper for paper in last if not paper.withdrawn], "added"
        return Trend(period, since, tuple(paper.for_reading() for paper in shown[:limit]), by)

    def _papers_since(self, since: date) -> list[Paper]:
        """Return the papers of the days from `since` on, the last published first.

        Papers may be noticed long after publication, so those published shortly before the period
        are looked at, as are those added last, however old.
        """
        published = takewhile(
            lambda paper: _published_on(paper) >= since - _NOTICE_DELAY, self._iterate_published()
        )
        added = self._catalog.page(Filters(), sort="added", limit=_MAX_LAST_ADDED)
        papers = {paper.paper_id: paper for paper in (*published, *added)}
        return [p for p in papers.values() if _trend_day(p) >= since and not p.withdrawn]

    def _iterate_published(self) -> Iterator[Paper]:
        for offset in range(0, _MAX_SCANNED, _BATCH_PAPERS):
            batch = self._catalog.page(
                Filters(), sort="published", offset=offset, limit=_BATCH_PAPERS
            )
            if not batch:
                return
            yield from batch


def count_upvotes(paper: Paper) -> int:
    """Return how many readers voted for a paper according to its source, else 0."""
    votes = paper.extra.get("upvotes")
    return votes if isinstance(votes, int) and votes > 0 else 0


def _published_on(paper: Paper) -> date:
    return paper.published or paper.updated or date.min


def _trend_day(paper: Paper) -> date:
    """Return the day when a paper was among the daily papers, else when it was published."""
    submitted = paper.extra.get("submitted_on")
    try:
        return date.fromisoformat(str(submitted)[:10])
    except ValueError:
        return _published_on(paper)
