"""Papers a topic a day."""

from __future__ import annotations

from datetime import date, timedelta

from bot.records.issues import TopicDays, build_chart

LAST = date(2026, 11, 24)
BEFORE = LAST - timedelta(days=1)
WEEK_AGO = LAST - timedelta(days=7)


def test_a_week_is_counted_by_topic_and_day():
    """The greatest topic first; what is older or of no topic is not in it."""
    papers = [("whales", LAST), ("sonar", BEFORE), ("whales", BEFORE), ("whales", BEFORE)]

    made = build_chart([*papers, ("sonar", WEEK_AGO), ("", LAST)], LAST)

    assert made is not None
    assert made.days == tuple(LAST - timedelta(days=n) for n in (6, 5, 4, 3, 2, 1, 0))
    assert made.topics == (
        TopicDays("whales", (0, 0, 0, 0, 0, 2, 1)),
        TopicDays("sonar", (0, 0, 0, 0, 0, 1, 0)),
    )


def test_there_are_at_most_six_topics():
    """Equal ones in the order of the alphabet."""
    made = build_chart([(f"t{n}", LAST) for n in range(9)], LAST)

    assert made is not None
    assert [t.topic for t in made.topics] == ["t0", "t1", "t2", "t3", "t4", "t5"]
