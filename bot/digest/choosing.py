"""Choose the papers of an issue among those that came into the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.digest.candidates import Wanted, news
from bot.digest.chart import chart
from bot.digest.diversify import pick
from bot.digest.issue import Chart, Pick
from bot.digest.near_duplicates import repeats
from bot.digest.ports import Library, PaperVotes
from bot.digest.preferences import Learning
from bot.digest.ranking import Considered, Ranked, Ranking, Weighing
from bot.digest.subscription import Subscription
from retrieval.paper import Paper
from retrieval.search.topic_fit import Topic, TopicCandidates, TopicRanker

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_NEW = 5_000
_REST = 20
_LOOKED_AT = 100  # of the best, for near-duplicates: far more than are shown
_REMEMBERED = 100  # papers given last, that new ones are compared with
_MOST_VOTED = 300
_WINDOWS = {"daily": 1, "weekdays": 3, "weekly": 7}  # days


class Papers(Protocol):
    """The papers of record; blocks."""

    def get_many(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Return the papers of those ids that exist, by the id asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The papers of an issue, before anything is written of them."""

    up_to: int
    considered: int
    picks: tuple[Pick, ...] = ()
    rest: tuple[Pick, ...] = ()
    chart: Chart | None = None


class Choose:
    """Chooses papers. Synchronous and thread-safe; raises `RetrievalError`s."""

    def __init__(
        self,
        library: Library,
        papers: Papers,
        rank: TopicRanker,
        weighing: Weighing = Weighing(),
        learning: Learning = Learning(),
    ) -> None:
        self._library = library
        self._papers = papers
        self._rank = rank
        self._weighing = weighing
        self._learning = learning

    def __call__(
        self,
        subscription: Subscription,
        day: date,
        given: Sequence[str],
        votes: Sequence[PaperVotes],
    ) -> Chosen:
        """Return the papers of the issue of a local day; `given`, newest first, are left out."""
        schedule, interests = subscription.schedule, subscription.interests
        arrived = self._library.arrivals(subscription.seen, _MOST_NEW)
        window = timedelta(days=_WINDOWS[schedule.cadence])
        wanted = Wanted.of(interests)
        got = self._papers.get_many(given)
        already = {*given, *(p.paper_id for p in got.values())}  # some have another id by now
        fresh = news(self._papers.get_many(arrived.ids).values(), already, day, window)
        papers = [p for p in fresh if wanted(p)]
        if not papers:
            return Chosen(arrived.up_to, len(fresh))
        topics = [t for t in dict.fromkeys(t.strip() for t in interests.topics) if t]
        compared = [self._rank.topic(t) for t in topics]
        cast = self._cast(votes)
        voted = [paper for paper, _ in cast.values()]
        remembered = _each_once(got.values())[:_REMEMBERED]
        new = self._consider(papers, compared)
        last = self._rank.collect_candidates(remembered).vectors
        ranking = Ranking(topics, wanted, self._weighing, self._learning)
        on_each = {paper_id: vote for paper_id, (_, vote) in cast.items()}
        ranked = ranking(new, self._consider(voted, compared), on_each, last)
        best = _once(ranked[:_LOOKED_AT], new, remembered, last)
        picked = pick(best, new.vectors, subscription.papers)
        shown = {r.row for r in picked}
        rest = [r for r in best if r.row not in shown][:_REST]
        return Chosen(
            arrived.up_to,
            len(fresh),
            tuple(_pick(n, r) for n, r in enumerate(picked, 1)),
            tuple(_pick(n, r) for n, r in enumerate(rest, len(picked) + 1)),
            _chart(ranked, topics, wanted, day) if schedule.cadence == "weekly" else None,
        )

    def _cast(self, votes: Sequence[PaperVotes]) -> dict[str, tuple[Paper, PaperVotes]]:
        """Return the papers voted on that are still there, by the id that each has now."""
        counted = [v for v in votes if v.up + v.down > 0][:_MOST_VOTED]
        found = self._papers.get_many([v.paper_id for v in counted])
        return {
            found[v.paper_id].paper_id: (found[v.paper_id].for_reading(), v)
            for v in reversed(counted)  # where two have become one, the later votes count
            if v.paper_id in found
        }

    def _consider(self, papers: Sequence[Paper], topics: Sequence[Topic]) -> Considered:
        among: TopicCandidates = self._rank.collect_candidates(papers)
        fits = np.zeros((len(topics), len(papers)), np.float32)
        for row, topic in enumerate(topics):
            fits[row] = self._rank(topic, among)
        return Considered(papers, among.vectors, fits)


def _each_once(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers, cleaned for reading, in their order, each once."""
    return [p.for_reading() for p in {p.paper_id: p for p in papers}.values()]


def _once(
    ranked: Sequence[Ranked], new: Considered, given: Sequence[Paper], of_given: NDArray[np.float32]
) -> list[Ranked]:
    """Return the ranked papers that repeat neither a better one nor one that was given."""
    vectors = new.vectors[[r.row for r in ranked]]
    repeated = repeats([r.paper for r in ranked], vectors, given, of_given)
    return [r for r, again in zip(ranked, repeated, strict=True) if not again]


def _pick(number: int, ranked: Ranked) -> Pick:
    return Pick(number, ranked.paper, ranked.score, ranked.reasons)


def _chart(
    ranked: Sequence[Ranked], topics: Sequence[str], wanted: Wanted, day: date
) -> Chart | None:
    """Chart the papers by the topic they fit best; by category where there are no topics."""

    def subject(r: Ranked) -> str:
        if topics:
            return topics[r.topic] if r.topic >= 0 else ""
        return wanted.category(r.paper) or next(iter(r.paper.categories), "")

    return chart(((subject(r), r.paper.published or day) for r in ranked), day)
