"""The feeds of `FOOTNOTE_AUTO_INGEST`, and what to fetch from each so that no paper is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, cast

from retrieval.sources.records import Harvested
from retrieval.sources.services import PaperServices

FeedKind = Literal["rss", "arxiv", "hf-daily"]


_FIRST_WINDOW = timedelta(days=7)
_MAX_WINDOW = timedelta(days=7)
"""The most to fetch at once: after a long absence, one week follows another."""

_RSS_LIFETIME = timedelta(hours=20)
"""A daily feed holds one day of announcements, until the next: https://info.arxiv.org/help/rss.html"""

_ANNOUNCEMENT_DELAY = timedelta(days=5)
"""A paper is found some days after the day it counts by: over weekends and holidays nothing is
announced. https://info.arxiv.org/help/availability.html"""

_VOTING_PERIOD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is polled: arXiv's categories, or Hugging Face's daily papers."""

    kind: FeedKind
    subjects: tuple[str, ...] = ()

    @classmethod
    def parse(cls, name: str) -> Feed:
        """Return the feed of a name that the settings have checked: `rss:cs.CL+cs.LG`."""
        kind, _, of = name.partition(":")
        return cls(cast(FeedKind, kind), tuple(of.split("+")) if of else ())

    @property
    def name(self) -> str:
        """The name that `parse` reads."""
        return f"{self.kind}:{'+'.join(self.subjects)}" if self.subjects else self.kind


@dataclass(frozen=True, slots=True)
class FetchWindow:
    """What to fetch; once it is ingested, the feed is complete up to `through`."""

    fetch: Callable[[PaperServices], Iterator[Harvested]]
    through: datetime


def plan_fetch(feed: Feed, through: datetime | None, now: datetime) -> FetchWindow:
    """Return what to fetch from a feed that is complete up to `through` (None: not at all).

    A `through` in the future, as after a wrong clock, counts as now.
    """
    known = min(through, now) if through else None
    if feed.kind == "rss":
        return _plan_feed(feed, known, now)
    start = known or now - _FIRST_WINDOW
    end = min(now, start + _MAX_WINDOW)
    return FetchWindow(lambda services: _harvest_days(services, feed, start, end), end)


def _plan_feed(feed: Feed, known: datetime | None, now: datetime) -> FetchWindow:
    """Read the RSS feed, and before it, by date, what it no longer lists after a long absence."""

    def read(services: PaperServices) -> Iterator[Harvested]:
        return services.rss(categories=feed.subjects)

    if known is None or now - known <= _RSS_LIFETIME:
        return FetchWindow(read, now)
    end = min(now, known + _MAX_WINDOW)

    def catch_up(services: PaperServices) -> Iterator[Harvested]:
        yield from _harvest_days(services, Feed("arxiv", feed.subjects), known, end)
        if end == now:
            yield from read(services)

    return FetchWindow(catch_up, end)


def _harvest_days(
    services: PaperServices, feed: Feed, start: datetime, end: datetime
) -> Iterator[Harvested]:
    first, last = start.date(), end.date()
    match feed.kind:
        case "hf-daily":
            for day in _days_between(first - _VOTING_PERIOD, last):
                yield from services.hf_daily(day=day)
        case _:
            since = first - _ANNOUNCEMENT_DELAY
            yield from services.arxiv(categories=feed.subjects, since=since, until=last)


def _days_between(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)
