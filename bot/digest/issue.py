"""One issue of a digest, as it is composed, kept and shown."""

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

    `text` is the topic, the author, the word, the category, the number of upvotes, or the title
    of a paper that the channel liked and that this one resembles; the front end words it.
    """

    kind: ReasonKind
    text: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Pick:
    """A paper of an issue, cleaned for reading, and why it is there, weightiest reason first.

    `number` is what sentences of the issue cite it by, from 1 on. `sentence` is a verified one
    of what the paper did, None for papers of the thread; `evidence` the spans that bear it.
    """

    number: int
    paper: Paper
    score: float
    reasons: tuple[Reason, ...] = ()
    sentence: Sentence | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicDays:
    """How many new papers each day of a week brought of a topic, oldest day first."""

    topic: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Papers a topic a day, for a weekly issue."""

    days: tuple[date, ...]
    topics: tuple[TopicDays, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What is posted: `picks` in the message, `rest` in its thread.

    `issue_id` has at most 20 letters and digits; buttons carry it. `day` is the local day that
    the issue is of. `headline` is the day in at most two sentences that cite picks. `considered`
    counts the new papers, `up_to` is the arrival number of the last of them. No picks: an empty
    day. `notice` is what who runs this must know of how it was made, and `fell` its gist.
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
    fell: FallbackReason | None = None


_DAYS = 7
_MAX_TOPICS = 6


def build_chart(papers: Iterable[tuple[str, date]], last: date) -> Chart | None:
    """Return how many papers each of the seven days to `last` brought of each topic.

    `papers` are the topic and the day of each. The six greatest topics, the greatest first; None
    where no paper is of these days.
    """
    days = tuple(last - timedelta(days=n) for n in reversed(range(_DAYS)))
    counts = Counter((topic, day) for topic, day in papers if topic and day in days)
    totals: Counter[str] = Counter()
    for (topic, _), many in counts.items():
        totals[topic] += many
    shown = sorted(totals, key=lambda topic: (-totals[topic], topic))[:_MAX_TOPICS]
    if not shown:
        return None
    return Chart(days, tuple(TopicDays(t, tuple(counts[t, d] for d in days)) for t in shown))
