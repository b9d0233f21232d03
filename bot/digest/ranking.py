"""Put new papers in the order of what a channel wants, and say of each why it stands there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.answering.trending import upvotes
from bot.digest.candidates import InterestFilter
from bot.digest.issue import Reason
from bot.digest.ledger import PaperVotes
from retrieval.paper import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray


_MIN_REASON_WEIGHT = 0.02  # what added less is no reason
_NOVELTY_COSINES = (0.4, 0.9)  # cosines of two papers of one field, and of two of one idea


@dataclass(frozen=True, slots=True)
class ReasonWeights:
    """What each reason adds to a paper's score, beside its fit with the topics (0 to 1).

    Below `floor`, a paper has nothing to do with the topics, as far as its fit tells, and the votes
    by `heeded`; from `counted` on it is counted as one of its topic. Without topics every paper's
    fit is `unasked`.
    """

    author: float = 0.5
    include: float = 0.05
    category: float = 0.05
    upvotes: float = 0.1  # for ten, twice that for a hundred
    max_upvotes: float = 0.3
    novelty: float = 0.1  # for one that is like nothing given before
    min_fit: float = 0.22
    vote_share: float = 0.5
    topic_fit: float = 0.4
    fit_without_topics: float = 0.5


@dataclass(frozen=True, slots=True)
class VoteWeights:
    """How the votes are weighed; chosen on the tuning part of benchmarks/measure/digest_ranking.py.

    `meaning` and `signals` are how much is expected of a paper's vector and of the other signals,
    `noise` is the variance of one vote.
    """

    meaning: float = 1.0
    signals: float = 0.3
    noise: float = 0.8


@dataclass(frozen=True, slots=True)
class CandidatePapers:
    """Papers, their vectors (papers, dimension), and their fit with the topics (topics, papers)."""

    papers: Sequence[Paper]
    vectors: NDArray[np.float32]
    fits: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RankedPaper:
    """A paper in its place, and why it stands there, the weightiest reason first.

    `row` is its own among those considered, `topic` the number of the one that it surely is of,
    -1 where that is none.
    """

    paper: Paper
    row: int
    score: float
    topic: int
    reasons: tuple[Reason, ...] = field(default=())


class PaperRanker:
    """Ranks the papers of one issue."""

    def __init__(
        self,
        topics: Sequence[str],
        wanted: InterestFilter,
        weighing: ReasonWeights = ReasonWeights(),
        learning: VoteWeights = VoteWeights(),
    ) -> None:
        self._topics = topics
        self._wanted = wanted
        self._weighing = weighing
        self._learning = learning

    def __call__(
        self,
        new: CandidatePapers,
        voted: CandidatePapers,
        votes: Mapping[str, PaperVotes],
        given: NDArray[np.float32],
    ) -> list[RankedPaper]:
        """Return those of the new papers that are above the floor, best first.

        `votes` are those on the papers in `voted`, by id; `given` (papers, dimension) are the
        vectors of what the channel got last.
        """
        fit, fresh = self._fit(new), self._novelty(new, given)
        middle = np.concatenate([new.vectors, voted.vectors]).mean(axis=0)
        features = self._features(new, middle)
        preferences = self._learn(voted, self._features(voted, middle), votes)
        learned, liked = preferences(features), self._liked(voted, votes)
        found = []
        for row, paper in enumerate(new.papers):
            reasons = self._reasons(paper, float(fresh[row]))
            favoured = any(r.kind == "author" for r in reasons)
            if self._topics and not favoured and self._is_off_topic(fit[row], learned[row]):
                continue
            score = float(fit[row] + learned[row]) + sum(r.weight for r in reasons)
            topic = int(new.fits[:, row].argmax()) if self._topics else -1
            if self._topics and fit[row] >= self._weighing.min_fit:
                reasons.append(Reason("topic", self._topics[topic], float(fit[row])))
            if (
                learned[row] > 0
                and (n := preferences.find_most_liked_similar(features[row], liked)) is not None
            ):
                reasons.append(Reason("liked", voted.papers[n].title, float(learned[row])))
            told = sorted(
                (r for r in reasons if r.weight >= _MIN_REASON_WEIGHT), key=lambda r: -r.weight
            )
            surely = fit[row] >= self._weighing.topic_fit
            found.append(RankedPaper(paper, row, score, topic if surely else -1, tuple(told)))
        return sorted(found, key=lambda r: (-r.score, r.paper.paper_id))

    def _is_off_topic(self, fit: float, learned: float) -> bool:
        """Tell whether a paper has nothing to do with the topics."""
        return fit + self._weighing.vote_share * learned < self._weighing.min_fit

    def _novelty(self, new: CandidatePapers, given: NDArray[np.float32]) -> NDArray[Any]:
        """Return what each paper gains by being unlike all that was given; 0 if nothing was."""
        if not len(given) or not len(new.papers):
            return np.zeros(len(new.papers))
        alike, the_same = _NOVELTY_COSINES
        likeness = (new.vectors @ given.T).max(axis=1)
        fresh = np.clip((the_same - likeness) / (the_same - alike), 0, 1)
        return np.asarray(self._weighing.novelty * fresh, np.float64)

    def _fit(self, considered: CandidatePapers) -> NDArray[Any]:
        if not self._topics:
            return np.full(len(considered.papers), self._weighing.fit_without_topics)
        return np.asarray(considered.fits.max(axis=0), np.float64)

    def _reasons(self, paper: Paper, fresh: float) -> list[Reason]:
        """Return the reasons that need neither topics nor votes."""
        weigh, reasons = self._weighing, []
        if fresh > 0:
            reasons.append(Reason("new", "", fresh))
        if (author := self._wanted.find_author(paper)) is not None:
            reasons.append(Reason("author", author, weigh.author))
        if (word := self._wanted.find_term(paper)) is not None:
            reasons.append(Reason("include", word, weigh.include))
        if (category := self._wanted.find_category(paper)) is not None:
            reasons.append(Reason("category", category, weigh.category))
        if many := upvotes(paper):
            weight = min(weigh.upvotes * math.log10(1 + many), weigh.max_upvotes)
            reasons.append(Reason("upvotes", str(many), weight))
        return reasons

    def _features(self, considered: CandidatePapers, middle: Any) -> NDArray[Any]:
        """Return what votes are learned over: (papers, dimension + topics + 1)."""
        learn = self._learning
        noticed = [[math.log10(1 + upvotes(p))] for p in considered.papers]
        return np.concatenate(
            [
                learn.meaning * (considered.vectors - middle),
                learn.signals * considered.fits.T,
                learn.signals * np.array(noticed, np.float32).reshape(-1, 1),
            ],
            axis=1,
        )

    def _learn(
        self, voted: CandidatePapers, features: NDArray[Any], votes: Mapping[str, PaperVotes]
    ) -> Preferences:
        of_each = [votes[p.paper_id] for p in voted.papers]
        many = np.array([v.up + v.down for v in of_each], np.float64)
        liking = np.array([v.up for v in of_each]) / np.maximum(many, 1)
        return Preferences(features, liking - self._fit(voted), many, self._learning.noise)

    def _liked(self, voted: CandidatePapers, votes: Mapping[str, PaperVotes]) -> NDArray[np.bool_]:
        """Tell which of the voted papers were liked, and may be named as a reason."""
        told = (
            votes[p.paper_id].up > votes[p.paper_id].down
            and self._wanted.exclude.find_in(p.title) is None
            for p in voted.papers
        )
        return np.fromiter(told, bool, len(voted.papers))


class Preferences:
    """What a channel's votes say of other papers.

    `features` (voted papers, features) of what was voted on; `errors` are how much better each
    was found than the prior believed, `votes` how many there were on it.
    """

    def __init__(
        self,
        features: NDArray[Any],
        errors: NDArray[Any],
        votes: NDArray[Any],
        noise: float,
    ) -> None:
        self._features = features
        if len(features):
            among = features @ features.T + np.diag(noise / votes)
            self._shares = np.linalg.solve(among, errors)
        else:
            self._shares = errors

    def __call__(self, features: NDArray[Any]) -> NDArray[Any]:
        """Return by how much each paper (papers,) is better than the prior believes."""
        if not len(self._features):
            return np.zeros(len(features))
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
