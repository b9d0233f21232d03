"""Issues of a digest: as they are daily, and as someone who wants to break the look makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.grounding.sentence import Sentence
from bot.records.issues import Chart, Issue, Pick, Reason, TopicDays
from retrieval.paper import Paper
from tests.discord_bot.rendering import hostile
from tests.discord_bot.rendering.samples import ATTENTION, BERT, span

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)

_REASONS = (
    Reason("topic", "machine translation", 0.6),
    Reason("author", "Noam Shazeer", 0.3),
    Reason("upvotes", "31", 0.1),
)


def pick(number: int, paper: Paper | None = None) -> Pick:
    """Return a pick; each number is a paper of its own, unless it is given."""
    if paper is None:
        base = (ATTENTION, BERT)[number % 2]
        paper = replace(base, paper_id=f"2611.{number:05}", title=f"{base.title}, {number}")
    return Pick(
        number,
        paper,
        1.0 / number,
        _REASONS[: 1 + number % 3],
        Sentence("It reaches 28.4 BLEU on English to German.", (number,)),
        (span(ATTENTION, "28.4 BLEU"),),
    )


def issue(count: int = 3, left_over: int = 0, **more: object) -> Issue:
    """Return an issue of so many papers."""
    shown = tuple(pick(number) for number in range(1, count + 1))
    left = tuple(
        replace(pick(number), sentence=None) for number in range(count + 1, count + left_over + 1)
    )
    made = Issue(
        "issue42",
        "sub1",
        TUESDAY,
        NOW,
        up_to=90,
        considered=48,
        headline=(
            Sentence("Attention alone reaches 28.4 BLEU.", (1,)),
            Sentence("BERT is fine-tuned with one more layer.", (2,)),
        )
        if count
        else (),
        picks=shown,
        rest=left,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def chart(topics: int = 2) -> Chart:
    """Return a week of papers."""
    days = tuple(TUESDAY - timedelta(days=6 - at) for at in range(7))
    return Chart(
        days,
        tuple(TopicDays(f"topic {n}", (n, 0, 3, 12, 1, 0, n)) for n in range(1, topics + 1)),
    )


_kinds = st.sampled_from(["topic", "author", "upvotes", "liked", "include", "category", "new"])
_reasons = st.lists(st.builds(Reason, _kinds, hostile.texts, st.floats(-1, 2)), max_size=5)
_sentences = st.builds(
    Sentence, hostile.texts, st.lists(st.integers(1, 30), max_size=4).map(tuple), st.booleans()
)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Draw an issue of up to ten papers and a rest, of hostile texts throughout."""
    picks, rest = draw(st.integers(0, 10)), draw(st.integers(0, 20))
    papers = draw(st.lists(hostile.papers, min_size=picks + rest, max_size=picks + rest))
    every = [
        Pick(
            number,
            paper,
            1.0,
            tuple(draw(_reasons)),
            draw(st.none() | _sentences) if number <= picks else None,
        )
        for number, paper in enumerate(papers, 1)
    ]
    drawn = st.builds(TopicDays, hostile.texts, st.lists(st.integers(0, 99), max_size=7).map(tuple))
    days = tuple(TUESDAY - timedelta(days=at) for at in range(7))
    charts = st.lists(drawn, max_size=8).map(lambda topics: Chart(days, tuple(topics)))
    return Issue(
        "Az09" * 5,
        "sub1",
        draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        NOW,
        9,
        draw(st.integers(0, 10**6)),
        tuple(draw(st.lists(_sentences, max_size=3))),
        tuple(every[:picks]),
        tuple(every[picks:]),
        draw(st.none() | charts),
        draw(st.booleans()),
        draw(st.sampled_from(["model", "extractive"])),
        draw(hostile.texts),
        draw(hostile.texts),
    )
