"""Put new papers in the order of what a channel wants, and say of each why it stands there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.assistant.trending import upvotes
from bot.digest.issue import Reason
from bot.digest.news import Wanted
from bot.digest.ports import PaperVotes
from bot.digest.preferences import Learning, Preferences
from retrieval.paper import Paper

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
        middle = new.vectors.mean(axis=0) if len(new.papers) else 0.0
        features, of_voted = self._features(new, middle), self._features(voted, middle)
        preferences = self._learn(voted, of_voted, votes)
        learned, liked = preferences(features), self._liked(voted, votes)
        likeness = (new.vectors @ given.T).max(axis=1) if len(given) else None
        fit = self._fit(new)
        weigh, found = self._weighing, []
        for row, paper in enumerate(new.papers):
            author = self._wanted.author(paper)
            if (
                self._topics
                and fit[row] + weigh.heeded * learned[row] < weigh.floor
                and author is None
            ):
                continue
            topic = int(new.fits[:, row].argmax()) if self._topics else -1
            reasons = self._plain_reasons(paper, author)
            if self._topics and fit[row] >= weigh.floor:
                reasons.append(Reason("topic", self._topics[topic], float(fit[row])))
            if fit[row] < weigh.counted:
                topic = -1
            if likeness is not None:
                # from .4, as two papers of one field are, to .9, two of one idea
                newness = weigh.new * (1 - min(max((likeness[row] - 0.4) / 0.5, 0), 1))
                reasons.append(Reason("new", "", float(newness)))
            if learned[row] > 0 and (n := preferences.likest(features[row], liked)) is not None:
                reasons.append(Reason("liked", voted.papers[n].title, float(learned[row])))
            others = sum(r.weight for r in reasons if r.kind not in {"topic", "liked"})
            score = float(fit[row] + learned[row] + others)
            told = sorted((r for r in reasons if r.weight >= 0.02), key=lambda r: -r.weight)
            found.append(Ranked(paper, row, score, topic, tuple(told)))
        return sorted(found, key=lambda r: (-r.score, r.paper.paper_id))

    def _fit(self, considered: Considered) -> NDArray[Any]:
        if not self._topics:
            return np.full(len(considered.papers), self._weighing.unasked)
        return np.asarray(considered.fits.max(axis=0), np.float64)

    def _plain_reasons(self, paper: Paper, author: str | None) -> list[Reason]:
        weigh, reasons = self._weighing, []
        if author is not None:
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
