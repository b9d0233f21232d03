"""Rank the papers of a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.answering.trending import Trending
from retrieval.paper import Paper
from retrieval.search.query import Filters

TODAY = date(2025, 6, 15)


class Papers:
    """Papers in the order of their dates, a page at a time."""

    def __init__(self, *papers: Paper) -> None:
        self.papers = papers

    def page(
        self, filters: Filters, *, sort: str = "published", offset: int = 0, limit: int = 20
    ) -> Sequence[Paper]:
        if sort == "added":
            return self.papers[::-1][offset : offset + limit]
        dated = [p for p in self.papers if p.published]
        dated.sort(key=lambda p: p.published or date.min, reverse=True)
        undated = [p for p in self.papers if not p.published]
        return [*dated, *undated][offset : offset + limit]


def _paper(number: int, days_ago: int | None, votes: Any = None, **extra: Any) -> Paper:
    day = None if days_ago is None else TODAY - timedelta(days=days_ago)
    extra |= {} if votes is None else {"upvotes": votes}
    return Paper(f"2506.{number:05}", f"Paper {number}", "", published=day, extra=extra)


def _trending(*papers: Paper) -> Trending:
    return Trending(Papers(*papers), today=lambda: TODAY)


async def test_votes_order_the_papers_of_the_period() -> None:
    """Most first; those without any are left out, and older ones do not count."""
    trending = _trending(_paper(1, 3, 5), _paper(2, 2, 50), _paper(3, 40, 999), _paper(4, 1))
    trend = await trending("week")

    assert [p.title for p in trend.papers] == ["Paper 2", "Paper 1"]
    assert trend.by == "upvotes"
    assert trend.since == TODAY - timedelta(days=7)


async def test_without_votes_the_newest_come() -> None:
    """And it is told that they are only that."""
    trend = await _trending(_paper(1, 3), _paper(2, 2), _paper(3, 9))("week")

    assert [p.title for p in trend.papers] == ["Paper 2", "Paper 1"]
    assert trend.by == "newest"


def _ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


async def test_the_day_among_the_daily_papers_counts() -> None:
    """Where it is known: a paper published long ago is of it, one noticed before is not."""
    papers = (
        _paper(1, 20, 5, submitted_on=_ago(2)),
        _paper(2, 3, 99, submitted_on=_ago(9)),
        _paper(3, 400, 50, submitted_on=f"{_ago(1)}T00:00:00.000Z"),
        _paper(4, 2, 7, submitted_on="soon"),
        _paper(5, None, 6, submitted_on=_ago(3)),
    )
    week = await _trending(*papers)("week")
    day = await _trending(*papers)("day")

    assert [p.title for p in week.papers] == ["Paper 3", "Paper 4", "Paper 5", "Paper 1"]
    assert [p.title for p in day.papers] == ["Paper 3"]


async def test_withdrawn_papers_are_left_out() -> None:
    """Voted for, new, or added last."""
    gone = _paper(1, 1, 9, withdrawn=True)

    assert [p.title for p in (await _trending(gone, _paper(2, 2, 1))("week")).papers] == ["Paper 2"]
    assert (await _trending(gone)("week")).papers == ()
