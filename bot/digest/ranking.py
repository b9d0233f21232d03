"""Rank new papers by a channel's topics, votes and other interests, with reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.answering.trending import count_upvotes
from bot.digest.candidates import InterestFilter
from bot.records.digest_ledger import PaperVotes
from bot.records.issues import Reason
from retrieval.paper import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray


_NOVELTY_COSINES = (0.73, 0.95)  # of two papers in one field, and of two on one idea

# What each reason adds to a paper's score, besides its fit with the topics (0 to 1).
_AUTHOR_WEIGHT = 0.5
_INCLUDE_WEIGHT = 0.05
_CATEGORY_WEIGHT = 0.05
_UPVOTES_WEIGHT = 0.1  # for ten upvotes, twice that for a hundred
_MAX_UPVOTES_WEIGHT = 0.3
_NOVELTY_WEIGHT = 0.1  # for a paper unlike any sent before
_MIN_REASON_WEIGHT = 0.02  # weaker reasons are not shown

MIN_FIT = 0.22
"""A paper is off topic if its fit plus a share of what the votes say is below this."""
_VOTE_SHARE = 0.5
_CLEAR_FIT = 0.4  # from here on, a paper counts as one on its best topic
_FIT_WITHOUT_TOPICS = 0.5


@dataclass(frozen=True, slots=True)
class VoteWeights:
    """Prior weights for learning from votes, fitted by benchmarks/measure/digest_ranking.py.

    `meaning` weighs a paper's vector and `signals` the other features; `noise` is the variance of
    one vote.
    """

    meaning: float = 1.0
    signals: float = 0.3
    noise: float = 0.8


@dataclass(frozen=True, slots=True)
class CandidatePapers:
    """Papers, their vectors (papers, dimension) and their fits with topics (topics, papers)."""

    papers: Sequence[Paper]
    vectors: NDArray[np.float32]
    fits: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RankedPaper:
    """A ranked paper and the reasons for its rank, the strongest first.

    `row` is its index among the candidates; `topic` the index of the topic that it is clearly on,
    or -1.
    """

    paper: Paper
    row: int
    score: float
    topic: int
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PaperRanker:
    """Ranks the papers of one issue."""

    topics: Sequence[str]
    wanted: InterestFilter
    weights: VoteWeights = VoteWeights()

    def __call__(
        self,
        new: CandidatePapers,
        voted: CandidatePapers,
        votes: Mapping[str, PaperVotes],
        sent: NDArray[np.float32],
    ) -> list[RankedPaper]:
        """Return the new papers that are not off topic, best first.

        `votes` are those on the papers in `voted`, by id; `sent` (papers, dimension) are vectors of
        the papers that the channel was sent last.
        """
        fit, novelty = self._topic_fit(new), _score_novelty(new, sent)
        center = np.concatenate([new.vectors, voted.vectors]).mean(axis=0)
        features = self._build_features(new, center)
        preferences = self._learn_preferences(voted, self._build_features(voted, center), votes)
        learned, liked = preferences(features), self._find_liked(voted, votes)
        ids = np.array([paper.paper_id for paper in voted.papers], object)
        found = []
        for row, paper in enumerate(new.papers):
            reasons = self._content_reasons(paper, float(novelty[row]))
            by_favorite = any(r.kind == "author" for r in reasons)
            is_off_topic = fit[row] + _VOTE_SHARE * learned[row] < MIN_FIT
            if self.topics and is_off_topic and not by_favorite:
                continue
            score = float(fit[row] + learned[row]) + sum(r.weight for r in reasons)
            topic = int(new.fits[:, row].argmax()) if self.topics else -1
            if self.topics and fit[row] >= MIN_FIT:
                reasons.append(Reason("topic", self.topics[topic], float(fit[row])))
            others = liked & (ids != paper.paper_id)  # a paper is not explained by itself
            similar = preferences.find_most_liked_similar(features[row], others)
            if learned[row] > 0 and similar is not None:
                title = voted.papers[similar].title
                reasons.append(Reason("liked", title, float(learned[row])))
            shown = sorted(
                (r for r in reasons if r.weight >= _MIN_REASON_WEIGHT), key=lambda r: -r.weight
            )
            topic = topic if fit[row] >= _CLEAR_FIT else -1
            found.append(RankedPaper(paper, row, score, topic, tuple(shown)))
        return sorted(found, key=lambda r: (-r.score, r.paper.paper_id))

    def _topic_fit(self, considered: CandidatePapers) -> NDArray[Any]:
        if not self.topics:
            return np.full(len(considered.papers), _FIT_WITHOUT_TOPICS)
        return np.asarray(considered.fits.max(axis=0), np.float64)

    def _content_reasons(self, paper: Paper, novelty: float) -> list[Reason]:
        """Return the reasons that need neither topics nor votes."""
        reasons = []
        if novelty > 0:
            reasons.append(Reason("new", "", novelty))
        if (author := self.wanted.find_author(paper)) is not None:
            reasons.append(Reason("author", author, _AUTHOR_WEIGHT))
        if (word := self.wanted.find_term(paper)) is not None:
            reasons.append(Reason("include", word, _INCLUDE_WEIGHT))
        if (category := self.wanted.find_category(paper)) is not None:
            reasons.append(Reason("category", category, _CATEGORY_WEIGHT))
        if count := count_upvotes(paper):
            weight = min(_UPVOTES_WEIGHT * math.log10(1 + count), _MAX_UPVOTES_WEIGHT)
            reasons.append(Reason("upvotes", str(count), weight))
        return reasons

    def _build_features(self, considered: CandidatePapers, center: Any) -> NDArray[Any]:
        """Return the features that votes are learned on: (papers, dimension + topics + 1)."""
        log_upvotes = [[math.log10(1 + count_upvotes(p))] for p in considered.papers]
        signals = [considered.fits.T, np.array(log_upvotes, np.float32).reshape(-1, 1)]
        meaning = self.weights.meaning * (considered.vectors - center)
        return np.concatenate([meaning, *(self.weights.signals * s for s in signals)], axis=1)

    def _learn_preferences(
        self, voted: CandidatePapers, features: NDArray[Any], votes: Mapping[str, PaperVotes]
    ) -> Preferences:
        cast = [votes[p.paper_id] for p in voted.papers]
        counts = np.array([v.up + v.down for v in cast], np.float64)
        liking = np.array([v.up for v in cast]) / np.maximum(counts, 1)
        return Preferences(features, liking - self._topic_fit(voted), counts, self.weights.noise)

    def _find_liked(
        self, voted: CandidatePapers, votes: Mapping[str, PaperVotes]
    ) -> NDArray[np.bool_]:
        """Return which of the voted papers were liked, and may be given as a reason."""
        liked = (
            votes[p.paper_id].up > votes[p.paper_id].down
            and self.wanted.exclude.find_in(p.title) is None
            for p in voted.papers
        )
        return np.fromiter(liked, bool, len(voted.papers))


def _score_novelty(new: CandidatePapers, sent: NDArray[np.float32]) -> NDArray[Any]:
    """Return what each paper gains by being unlike those sent; 0 if none were."""
    if not len(sent):
        return np.zeros(len(new.papers))
    same_field, same_idea = _NOVELTY_COSINES
    similarity = (new.vectors @ sent.T).max(axis=1)
    novelty = np.clip((same_idea - similarity) / (same_idea - same_field), 0, 1)
    return np.asarray(_NOVELTY_WEIGHT * novelty, np.float64)


class Preferences:
    """What a channel's votes predict for other papers, by ridge regression on their features.

    `features` (voted papers, features) are those voted on; `errors` are how much better the votes
    found each than its fit predicted, `votes` how many votes each got.
    """

    def __init__(
        self, features: NDArray[Any], errors: NDArray[Any], votes: NDArray[Any], noise: float
    ) -> None:
        self._features = features
        covariance = features @ features.T + np.diag(noise / votes)
        self._shares = np.linalg.solve(covariance, errors)

    def __call__(self, features: NDArray[Any]) -> NDArray[Any]:
        """Return how much better each paper is than its fit predicts: (papers,)."""
        return np.asarray(features @ (self._features.T @ self._shares), np.float64)

    def find_most_liked_similar(
        self, features: NDArray[Any], liked: NDArray[np.bool_]
    ) -> int | None:
        """Return which of the `liked` papers adds most to a paper's (features,) value, if any."""
        if not liked.any():
            return None
        parts = np.where(liked, (self._features @ features) * self._shares, -np.inf)
        best = int(np.argmax(parts))
        return best if parts[best] > 0 else None
