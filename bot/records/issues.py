"""One issue of a digest: its papers, the reasons for them, and its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.answering.language_model import FallbackReason, Mode, Usage
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper

ReasonKind = Literal["topic", "author", "upvotes", "liked", "include", "category", "new"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a paper is in an issue, and how much it added to the paper's score.

    `text` is the topic, author, word, category, number of upvotes, or the title of a similar paper
    that the channel liked; the front end puts it into words.
    """

    kind: ReasonKind
    text: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Pick:
    """A paper of an issue, cleaned for reading, with the reasons for it, the strongest first.

    `number`, counted from 1, is how sentences of the issue cite it. `sentence` is a verified
    sentence about the paper, None for papers of the thread; `evidence` the spans that support it.
    """

    number: int
    paper: Paper
    score: float
    reasons: tuple[Reason, ...] = ()
    sentence: Sentence | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicDays:
    """How many papers on a topic were new on each day of a week, oldest day first."""

    topic: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Papers per topic and day, for a weekly issue."""

    days: tuple[date, ...]
    topics: tuple[TopicDays, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What is posted: `picks` in the message, `rest` in its thread; an empty day has no picks.

    `issue_id` has at most 20 letters and digits, for custom ids. `day` is a local day. `headline`
    sums up the day in at most two sentences that cite picks. `considered` counts the new papers;
    `up_to` is the arrival number of the last of them, and `silent_topics` are topics that none of
    them fits. `notice` tells the operator why quotes replace a model's text, and `fallback_reason`
    is the reason in short.
    """

    issue_id: str
    subscription_id: str
    day: date
    made_at: datetime
    up_to: int
    considered: int = 0
    headline: tuple[Sentence, ...] = ()
    picks: tuple[Pick, ...] = ()
    rest: tuple[Pick, ...] = ()
    chart: Chart | None = None
    weekly: bool = False
    mode: Mode = "extractive"
    model: str = ""
    notice: str = ""
    usage: Usage = Usage()
    fallback_reason: FallbackReason | None = None
    silent_topics: tuple[str, ...] = ()


_CHART_DAYS = 7
_MAX_TOPICS = 6


def build_chart(papers: Iterable[tuple[str, date]], last: date) -> Chart | None:
    """Chart the papers, each a topic and day, of the seven days up to `last`.

    The chart has the six most frequent topics, the most frequent first; None without any papers.
    """
    days = tuple(last - timedelta(days=n) for n in reversed(range(_CHART_DAYS)))
    counts = Counter((topic, day) for topic, day in papers if topic and day in days)
    totals: Counter[str] = Counter()
    for (topic, _), count in counts.items():
        totals[topic] += count
    shown = sorted(totals, key=lambda topic: (-totals[topic], topic))[:_MAX_TOPICS]
    if not shown:
        return None
    return Chart(days, tuple(TopicDays(t, tuple(counts[t, d] for d in days)) for t in shown))
