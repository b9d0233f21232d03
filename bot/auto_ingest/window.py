"""Choose what to ask next, so that nothing is missed and no more than a week comes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.auto_ingest.feed import Feed
from bot.auto_ingest.ports import Online
from retrieval.sources.records import Harvested

_AT_FIRST = timedelta(days=7)
_AT_ONCE = timedelta(days=7)
"""What is asked at most in one go: after a long absence, week follows week."""

_FEED_LASTS = timedelta(hours=20)
"""A daily feed holds one day of announcements, until the next: https://info.arxiv.org/help/rss.html"""

_ANNOUNCED_LATE = timedelta(days=5)
"""A paper is found some days after the day it counts by: over weekends and holidays nothing is
announced. https://info.arxiv.org/help/availability.html"""

_STILL_VOTED_ON = timedelta(days=2)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FetchWindow:
    """What to ask; all of the inflow up to `through` is in once it has been taken."""

    ask: Callable[[Online], Iterator[Harvested]]
    through: datetime


def look(inflow: Feed, through: datetime | None, now: datetime) -> FetchWindow:
    """Return what to ask of an inflow of which all up to `through` is in; None: nothing yet.

    Where the clock was set back, or was wrong before, `through` counts as now.
    """
    known = min(through, now) if through else None
    if inflow.kind == "rss":
        return _feed(inflow, known, now)
    start = known or now - _AT_FIRST
    end = min(now, start + _AT_ONCE)
    return FetchWindow(lambda online: _days(online, inflow, start, end), end)


def _feed(inflow: Feed, known: datetime | None, now: datetime) -> FetchWindow:
    """Read the feed; first, by date, what it no longer has where we were away for too long."""

    def read(online: Online) -> Iterator[Harvested]:
        return online.rss(categories=inflow.of)

    if known is None or now - known <= _FEED_LASTS:
        return FetchWindow(read, now)
    end = min(now, known + _AT_ONCE)

    def catch_up(online: Online) -> Iterator[Harvested]:
        yield from _days(online, Feed("arxiv", inflow.of), known, end)
        if end == now:
            yield from read(online)

    return FetchWindow(catch_up, end)


def _days(online: Online, inflow: Feed, start: datetime, end: datetime) -> Iterator[Harvested]:
    first, last = start.date(), end.date()
    match inflow.kind:
        case "hf-daily":
            for day in _each(first - _STILL_VOTED_ON, last):
                yield from online.hf_daily(day=day)
        case "oai":
            for set_ in inflow.of:
                yield from online.oai(set_=set_, since=first - _A_DAY, until=last)
        case _:
            since = first - _ANNOUNCED_LATE
            yield from online.arxiv(categories=inflow.of, since=since, until=last)


def _each(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)
