"""The feeds of `FOOTNOTE_AUTO_INGEST`, and what to fetch from each so that no paper is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
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


def find_start(feed: Feed, now: datetime) -> datetime:
    """Return up to when a feed counts as complete before its first fetch."""
    return now - (_RSS_LIFETIME if feed.kind == "rss" else _FIRST_WINDOW)


def plan_fetch(
    services: PaperServices, feed: Feed, through: datetime, now: datetime
) -> tuple[Iterator[Harvested], datetime]:
    """Return what is new in a feed that is complete up to `through`.

    Also return up to when it is complete once that is ingested. A `through` in the future, as after
    a wrong clock, counts as now. The RSS feed is read after what it no longer lists, by date.
    """
    start = min(through, now)
    is_rss = feed.kind == "rss"
    if is_rss and now - start <= _RSS_LIFETIME:
        return services.rss(categories=feed.subjects), now
    end = min(now, start + _MAX_WINDOW)
    records = _harvest_days(services, feed, start, end)
    if is_rss and end == now:
        records = chain(records, services.rss(categories=feed.subjects))
    return records, end


def _harvest_days(
    services: PaperServices, feed: Feed, start: datetime, end: datetime
) -> Iterator[Harvested]:
    last = end.date()
    if feed.kind == "hf-daily":
        day = start.date() - _VOTING_PERIOD
        while day <= last:
            yield from services.hf_daily(day=day)
            day += timedelta(days=1)
    else:
        since = start.date() - _ANNOUNCEMENT_DELAY
        yield from services.arxiv(categories=feed.subjects, since=since, until=last)
