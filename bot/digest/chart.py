"""Count the papers a topic a day, for a weekly issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from bot.digest.issue import Chart, TopicDays

_DAYS = 7
_MOST_TOPICS = 6


def chart(papers: Iterable[tuple[str, date]], last: date) -> Chart | None:
    """Return how many papers each of the seven days to `last` brought of each topic.

    `papers` are the topic and the day of each. The six greatest topics, the greatest first; None
    where no paper is of these days.
    """
    days = tuple(last - timedelta(days=n) for n in reversed(range(_DAYS)))
    counts = Counter((topic, day) for topic, day in papers if topic and day in days)
    totals: Counter[str] = Counter()
    for (topic, _), many in counts.items():
        totals[topic] += many
    shown = sorted(totals, key=lambda topic: (-totals[topic], topic))[:_MOST_TOPICS]
    if not shown:
        return None
    return Chart(days, tuple(TopicDays(t, tuple(counts[t, d] for d in days)) for t in shown))
