"""Put new papers in the order of what a channel wants, and say of each why it stands there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.answering.trending import upvotes
from bot.digest.candidates import Wanted
from bot.digest.issue import Reason
from bot.digest.ports import PaperVotes
from bot.digest.preferences import Learning, Preferences
from retrieval.paper import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOLD = 0.02  # what added less is no reason
_LIKENESS = (0.4, 0.9)  # cosines of two papers of one field, and of two of one idea


@dataclass(frozen=True, slots=True)
class Weighing:
    """What each reason adds to a paper's score, beside its fit with the topics (0 to 1).

    Below `floor`, a paper has nothing to do with the topics, as far as its fit tells, and the votes
    by `heeded`; from `counted` on it is counted as one of its topic. Without topics every paper's
    fit is `unasked`.
    """

    author: float = 0.5
    include: float = 0.05
    category: float = 0.05
    upvotes: float = 0.1  # for ten, twice that for a hundred
    most_upvotes: float = 0.3
    new: float = 0.1  # for one that is like nothing given before
    floor: float = 0.22
    heeded: float = 0.5
    counted: float = 0.4
    unasked: float = 0.5


@dataclass(frozen=True, slots=True)
class Considered:
    """Papers, their vectors (papers, dimension), and their fit with the topics (topics, papers)."""

    papers: Sequence[Paper]
    vectors: NDArray[np.float32]
    fits: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A paper in its place, and why it stands there, the weightiest reason first.

    `row` is its own among those considered, `topic` the number of the one that it surely is of,
    -1 where that is none.
    """

    paper: Paper
    row: int
    score: float
    topic: int
    reasons: tuple[Reason, ...] = field(default=())


class Ranking:
    """Ranks the papers of one issue."""

    def __init__(
        self,
        topics: Sequence[str],
        wanted: Wanted,
        weighing: Weighing = Weighing(),
        learning: Learning = Learning(),
    ) -> None:
        self._topics = topics
        self._wanted = wanted
        self._weighing = weighing
        self._learning = learning

    def __call__(
        self,
        new: Considered,
        voted: Considered,
        votes: Mapping[str, PaperVotes],
        given: NDArray[np.float32],
    ) -> list[Ranked]:
        """Return those of the new papers that are above the floor, best first.

        `votes` are those on the papers in `voted`, by id; `given` (papers, dimension) are the
        vectors of what the channel got last.
        """
        fit, fresh = self._fit(new), self._freshness(new, given)
        middle = np.concatenate([new.vectors, voted.vectors]).mean(axis=0)
        features = self._features(new, middle)
        preferences = self._learn(voted, self._features(voted, middle), votes)
        learned, liked = preferences(features), self._liked(voted, votes)
        found = []
        for row, paper in enumerate(new.papers):
            reasons = self._plain_reasons(paper, float(fresh[row]))
            favoured = any(r.kind == "author" for r in reasons)
            if self._topics and not favoured and self._is_low(fit[row], learned[row]):
                continue
            score = float(fit[row] + learned[row]) + sum(r.weight for r in reasons)
            topic = int(new.fits[:, row].argmax()) if self._topics else -1
            if self._topics and fit[row] >= self._weighing.floor:
                reasons.append(Reason("topic", self._topics[topic], float(fit[row])))
            if learned[row] > 0 and (n := preferences.likest(features[row], liked)) is not None:
                reasons.append(Reason("liked", voted.papers[n].title, float(learned[row])))
            told = sorted((r for r in reasons if r.weight >= _TOLD), key=lambda r: -r.weight)
            surely = fit[row] >= self._weighing.counted
            found.append(Ranked(paper, row, score, topic if surely else -1, tuple(told)))
        return sorted(found, key=lambda r: (-r.score, r.paper.paper_id))

    def _is_low(self, fit: float, learned: float) -> bool:
        """Tell whether a paper has nothing to do with the topics."""
        return fit + self._weighing.heeded * learned < self._weighing.floor

    def _freshness(self, new: Considered, given: NDArray[np.float32]) -> NDArray[Any]:
        """Return what each paper gains by being unlike all that was given; 0 if nothing was."""
        if not len(given) or not len(new.papers):
            return np.zeros(len(new.papers))
        alike, the_same = _LIKENESS
        likeness = (new.vectors @ given.T).max(axis=1)
        fresh = np.clip((the_same - likeness) / (the_same - alike), 0, 1)
        return np.asarray(self._weighing.new * fresh, np.float64)

    def _fit(self, considered: Considered) -> NDArray[Any]:
        if not self._topics:
            return np.full(len(considered.papers), self._weighing.unasked)
        return np.asarray(considered.fits.max(axis=0), np.float64)

    def _plain_reasons(self, paper: Paper, fresh: float) -> list[Reason]:
        """Return the reasons that need neither topics nor votes."""
        weigh, reasons = self._weighing, []
        if fresh > 0:
            reasons.append(Reason("new", "", fresh))
        if (author := self._wanted.author(paper)) is not None:
            reasons.append(Reason("author", author, weigh.author))
        if (word := self._wanted.included(paper)) is not None:
            reasons.append(Reason("include", word, weigh.include))
        if (category := self._wanted.category(paper)) is not None:
            reasons.append(Reason("category", category, weigh.category))
        if many := upvotes(paper):
            weight = min(weigh.upvotes * math.log10(1 + many), weigh.most_upvotes)
            reasons.append(Reason("upvotes", str(many), weight))
        return reasons

    def _features(self, considered: Considered, middle: Any) -> NDArray[Any]:
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
        self, voted: Considered, features: NDArray[Any], votes: Mapping[str, PaperVotes]
    ) -> Preferences:
        of_each = [votes[p.paper_id] for p in voted.papers]
        many = np.array([v.up + v.down for v in of_each], np.float64)
        liking = np.array([v.up for v in of_each]) / np.maximum(many, 1)
        return Preferences(features, liking - self._fit(voted), many, self._learning.noise)

    def _liked(self, voted: Considered, votes: Mapping[str, PaperVotes]) -> NDArray[np.bool_]:
        """Tell which of the voted papers were liked, and may be named as a reason."""
        told = (
            votes[p.paper_id].up > votes[p.paper_id].down
            and self._wanted.exclude.found(p.title) is None
            for p in voted.papers
        )
        return np.fromiter(told, bool, len(voted.papers))
