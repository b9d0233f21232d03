"""Choose the papers of an issue from the library's new papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.digest.candidates import InterestFilter, find_new_papers
from bot.digest.diversify import drop_repeats, pick_diverse
from bot.digest.ranking import MIN_FIT, CandidatePapers, PaperRanker, RankedPaper, VoteWeights
from bot.digest.topic_words import weigh_by_words
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import Chart, Pick, build_chart
from bot.records.subscriptions import Subscription
from retrieval.paper import Paper
from retrieval.search.topic_fit import Topic, TopicCandidates, TopicRanker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.library.catalog.catalog import Catalog

    WeighByWords = Callable[
        [str, Sequence[Paper], NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]
    ]


_MAX_NEW_PAPERS = 5_000
_FEW_PAPERS = 150  # the nearest of more papers are on the topic; of fewer, they may not be
_MAX_THREAD_PAPERS = 20
_MAX_DEDUPLICATED = 100  # far more than are shown
_MAX_REMEMBERED = 100  # latest sent papers that new ones are compared with
_MAX_VOTED_PAPERS = 300
_WINDOW_DAYS = {"daily": 1, "weekdays": 3, "weekly": 7}


@dataclass(frozen=True, slots=True)
class ChosenPapers:
    """The papers of an issue, before sentences are written about them.

    `silent_topics` are those that no new paper fits.
    """

    up_to: int
    considered: int
    picks: tuple[Pick, ...] = ()
    rest: tuple[Pick, ...] = ()
    chart: Chart | None = None
    silent_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoosePapers:
    """Chooses papers. Synchronous and thread-safe; raises `RetrievalError`s."""

    catalog: Catalog
    rank: TopicRanker
    vote_weights: VoteWeights = VoteWeights()
    weigh_by_words: WeighByWords = weigh_by_words

    def __call__(
        self,
        subscription: Subscription,
        day: date,
        already_sent: Sequence[str],
        votes: Sequence[PaperVotes],
    ) -> ChosenPapers:
        """Return the papers of the issue of a local day, without those `already_sent`.

        `already_sent` are paper ids, newest first.
        """
        schedule, interests = subscription.schedule, subscription.interests
        arrivals = self.catalog.list_arrivals(subscription.seen, _MAX_NEW_PAPERS)
        arrived = self.catalog.get_many(arrivals.ids).values()
        sent_papers = self.catalog.get_many(already_sent)
        # Ids change when papers are merged.
        known = {*already_sent, *(p.paper_id for p in sent_papers.values())}
        window = timedelta(days=_WINDOW_DAYS[schedule.cadence])
        new_papers = find_new_papers(arrived, known, day, window)
        wanted = InterestFilter(interests)
        papers = [p for p in new_papers if wanted(p)]
        if not papers:
            return ChosenPapers(arrivals.up_to, len(new_papers))
        names = [t for t in dict.fromkeys(t.strip() for t in interests.topics) if t]
        topics = {name: self.rank.embed_topic(name) for name in names}
        voted = self._papers_voted_on(votes)
        remembered = list({p.paper_id: p for p in sent_papers.values()}.values())[:_MAX_REMEMBERED]
        remembered = [p.for_reading() for p in remembered]
        new = self._score(papers, topics, strict=len(papers) <= _FEW_PAPERS)
        sent_vectors = self.rank.collect_candidates(remembered).vectors
        ranker = PaperRanker(names, wanted, self.vote_weights)
        votes_by_id = {paper_id: vote for paper_id, (_, vote) in voted.items()}
        voted_papers = self._score([paper for paper, _ in voted.values()], topics)
        ranked = ranker(new, voted_papers, votes_by_id, sent_vectors)
        best = drop_repeats(ranked[:_MAX_DEDUPLICATED], new.vectors, remembered, sent_vectors)
        picked = pick_diverse(best, new.vectors, subscription.papers)
        picked_rows = {r.row for r in picked}
        rest = [r for r in best if r.row not in picked_rows][:_MAX_THREAD_PAPERS]
        return ChosenPapers(
            arrivals.up_to,
            len(new_papers),
            _to_picks(picked, 1),
            _to_picks(rest, len(picked) + 1),
            _build_chart(ranked, names, wanted, day) if schedule.cadence == "weekly" else None,
            tuple(n for i, n in enumerate(names) if not new.fits[i].max() >= MIN_FIT),
        )

    def _papers_voted_on(self, votes: Sequence[PaperVotes]) -> dict[str, tuple[Paper, PaperVotes]]:
        """Return the papers voted on that are still in the library, by their current ids."""
        counted = [v for v in votes if v.up + v.down > 0][:_MAX_VOTED_PAPERS]
        found = self.catalog.get_many([v.paper_id for v in counted])
        return {
            found[v.paper_id].paper_id: (found[v.paper_id].for_reading(), v)
            for v in reversed(counted)  # if two were merged, the later votes count
            if v.paper_id in found
        }

    def _score(
        self, papers: Sequence[Paper], topics: Mapping[str, Topic], *, strict: bool = False
    ) -> CandidatePapers:
        candidates: TopicCandidates = self.rank.collect_candidates(papers)
        fits = np.zeros((len(topics), len(papers)), np.float32)
        for row, (name, topic) in enumerate(topics.items()):
            fits[row] = self.rank(topic, candidates)
            if strict:
                aligned = self.rank(topic, candidates, strict=True)
                fits[row] = self.weigh_by_words(name, papers, fits[row], aligned)
        return CandidatePapers(papers, candidates.vectors, fits)


def _to_picks(ranked: Sequence[RankedPaper], first: int) -> tuple[Pick, ...]:
    return tuple(Pick(n, r.paper, r.score, r.reasons) for n, r in enumerate(ranked, first))


def _build_chart(
    ranked: Sequence[RankedPaper], topics: Sequence[str], wanted: InterestFilter, day: date
) -> Chart | None:
    """Chart the papers by the topic they fit best; without topics, by category."""

    def subject(r: RankedPaper) -> str:
        if topics:
            return topics[r.topic] if r.topic >= 0 else ""
        return wanted.find_category(r.paper) or next(iter(r.paper.categories), "")

    return build_chart(((subject(r), r.paper.published or day) for r in ranked), day)
