"""Compose an issue: what is new, ranked, picked, each pick in a verified sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from bot.assistant.language_model import LanguageModel
from bot.assistant.manner import ONLY_ONE, Manner, chosen
from bot.digest.chart import chart
from bot.digest.issue import Chart, Issue, Pick
from bot.digest.near_duplicates import repeats
from bot.digest.news import Wanted, news
from bot.digest.picking import pick
from bot.digest.ports import Library, PaperVotes
from bot.digest.ranking import Considered, Ranked, Ranking
from bot.digest.subscription import Subscription
from bot.digest.writing_up import WriteUp
from retrieval.among import Among, RankAmong, Topic
from retrieval.paper import Paper

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


class Compose:
    """Composes issues, as `Composing` has it.

    `language` is for subscriptions and servers without one of their own. `patience` is how long
    all that a model writes of one issue may take, in seconds: what is late is quoted.
    """

    def __init__(
        self,
        library: Library,
        papers: Papers,
        rank: RankAmong,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        offered: Mapping[str, LanguageModel] = ONLY_ONE,
        language: str = "English",
        patience: float = 120.0,
    ) -> None:
        self._library = library
        self._papers = papers
        self._rank = rank
        self._model = model
        self._quoting = quoting
        self._offered = offered
        self._language = language
        self._patience = patience

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
        manner: Manner = Manner(),
    ) -> Issue:
        """Return the issue of what is new to `subscription` at `now`; raise `RetrievalError`s.

        `manner` is what the server has chosen of language and model.
        """
        day = now.astimezone(ZoneInfo(subscription.schedule.zone)).date()
        found = await asyncio.to_thread(self._choose, subscription, day, list(given), votes)
        write = WriteUp(
            chosen(manner.model, self._model, self._offered),
            self._quoting,
            Wanted.of(subscription.interests).exclude,
            subscription.language or manner.language or self._language,
            self._patience,
        )
        written = await write(found.picks)
        return Issue(
            issue_id,
            subscription.subscription_id,
            day,
            now,
            found.up_to,
            found.considered,
            written.headline,
            written.picks,
            found.rest,
            found.chart,
            subscription.schedule.cadence == "weekly",
            written.mode,
            written.model,
            written.notice,
            written.usage,
        )

    def _choose(
        self,
        subscription: Subscription,
        day: date,
        given: Sequence[str],
        votes: Sequence[PaperVotes],
    ) -> _Chosen:
        """Choose the papers of an issue; blocks."""
        schedule, interests = subscription.schedule, subscription.interests
        arrived = self._library.arrivals(subscription.seen, _MOST_NEW)
        window = timedelta(days=_WINDOWS[schedule.cadence])
        wanted = Wanted.of(interests)
        fresh = news(self._papers.get_many(arrived.ids).values(), given, day, window)
        papers = [p for p in fresh if wanted(p)]
        if not papers:
            return _Chosen(arrived.up_to, len(fresh))
        cast = {v.paper_id: v for v in votes[:_MOST_VOTED] if v.up + v.down > 0}
        voted = self._known(list(cast))
        remembered = self._known(given[:_REMEMBERED])
        topics = [t for t in dict.fromkeys(t.strip() for t in interests.topics) if t]
        compared = [self._rank.topic(t) for t in topics]
        new = self._consider(papers, self._rank.gather(papers), compared)
        of_voted = self._consider(voted, self._rank.gather(voted), compared)
        last = self._rank.gather(remembered).vectors
        ranked = Ranking(topics, wanted)(new, of_voted, cast, last)
        best = ranked[:_LOOKED_AT]
        repeated = repeats(
            [r.paper for r in best], new.vectors[[r.row for r in best]], remembered, last
        )
        best = [r for r, again in zip(best, repeated, strict=True) if not again]
        picked = pick(best, new.vectors, subscription.papers)
        shown = {r.row for r in picked}
        rest = [r for r in best if r.row not in shown][:_REST]
        return _Chosen(
            arrived.up_to,
            len(fresh),
            tuple(_pick(n, r) for n, r in enumerate(picked, 1)),
            tuple(_pick(n, r) for n, r in enumerate(rest, len(picked) + 1)),
            _chart(ranked, topics, wanted, day) if schedule.cadence == "weekly" else None,
        )

    def _known(self, ids: Sequence[str]) -> list[Paper]:
        """Return the papers of those ids that are still there, cleaned for reading, each once."""
        found = {p.paper_id: p.for_reading() for p in self._papers.get_many(ids).values()}
        return list(found.values())

    def _consider(
        self, papers: Sequence[Paper], among: Among, topics: Sequence[Topic]
    ) -> Considered:
        fits = np.zeros((len(topics), len(papers)), np.float32)
        for row, topic in enumerate(topics):
            fits[row] = self._rank(topic, among)
        return Considered(papers, among.vectors, fits)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The papers of an issue, before anything is written."""

    up_to: int
    considered: int
    picks: tuple[Pick, ...] = ()
    rest: tuple[Pick, ...] = ()
    chart: Chart | None = None


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
