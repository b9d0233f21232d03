"""Calibrate: ask the questions, fit, and say how often the fit is wrong."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.paper import Paper
from retrieval.search.calibration.curve import Point, Share, curve, errors
from retrieval.search.calibration.far_questions import by_field
from retrieval.search.calibration.fitting import Fit, confidence, fit
from retrieval.search.calibration.generating import TRUST, own_questions
from retrieval.search.confidence import Confidence, Signals
from retrieval.search.fusion import without
from retrieval.search.results import CandidateSet, Hit

_NEAR_DUPLICATE = 0.9  # cosine
_LOOKED_AT = 5


class Searching(Protocol):
    """The search, as far as it tells what it saw."""

    def collect_candidates(self, raw: str) -> CandidateSet:
        """Return a query's candidates with all their signals."""

    def related(self, paper_id: str, *, limit: int) -> tuple[Hit, ...]:
        """Return the nearest papers to a paper."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions from a file; None where they are to be made from the library."""

    answerable: tuple[str, ...] | None = None
    unanswerable: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A fit and how it does.

    `at` are the errors at its cut-off, `before` those at the default's, `hidden` the part that is
    refused of the questions whose paper was hidden: other papers of the field are still there, so
    that many of them may well be answered. `left_out` are the far fields that the library covers.
    """

    fit: Fit
    at: Point
    before: Point
    curve: tuple[Point, ...]
    answerable: int
    unanswerable: int
    papers: int
    hidden: Share | None = None
    left_out: tuple[str, ...] = ()


class Calibrate:
    """Calibrates one library. Blocks, a few milliseconds a question."""

    def __init__(
        self,
        search: Searching,
        papers: Callable[[], Iterable[Sequence[Paper]]],
        default: Fit,
    ) -> None:
        self._search = search
        self._papers = papers
        self._default = default
        self._model = Confidence()

    def __call__(
        self,
        given: Questions,
        *,
        seed: int = 0,
        on_progress: Callable[[int], None] = lambda asked: None,
    ) -> Calibrated:
        """Return the fit for questions that are given, or made; raises `RetrievalError`s."""
        asked = _Counted(on_progress)
        hidden: list[float] = []
        if given.answerable is None:
            own = own_questions(self._papers(), random.Random(seed))  # noqa: S311 - draws a sample
            answerable = []
            for one in own:
                gathered = self._search.collect_candidates(one.question)
                answerable.append(self._logit(gathered))
                hidden.append(self._logit(gathered, hiding=one.paper_id))
                asked.one_more()
        else:
            answerable = [self._asked(q, asked) for q in given.answerable]
        left_out: tuple[str, ...] = ()
        if given.unanswerable is None:
            fields = {f: [self._asked(q, asked) for q in qs] for f, qs in by_field().items()}
            left_out = covered(fields, answerable)
            unanswerable = [z for f, zs in fields.items() if f not in left_out for z in zs]
        else:
            unanswerable = [self._asked(q, asked) for q in given.unanswerable]
        trust = TRUST if given.answerable is None else 1.0
        found = fit(answerable, unanswerable, self._default, trust=trust)
        return self._told(found, answerable, unanswerable, hidden, left_out)

    def _told(
        self,
        found: Fit,
        answerable: Sequence[float],
        unanswerable: Sequence[float],
        hidden: Sequence[float],
        left_out: tuple[str, ...],
    ) -> Calibrated:
        yes, no = ([confidence(z, found) for z in zs] for zs in (answerable, unanswerable))
        default = self._default
        was_yes, was_no = (
            [confidence(z, default) for z in zs] for zs in (answerable, unanswerable)
        )
        refused = sum(confidence(z, found) < found.cutoff for z in hidden)
        return Calibrated(
            found,
            errors(found.cutoff, yes, no),
            errors(default.cutoff, was_yes, was_no),
            curve(yes, no),
            len(yes),
            len(no),
            sum(len(batch) for batch in self._papers()),
            Share.counted(refused, len(hidden)) if hidden else None,
            left_out,
        )

    def _asked(self, question: str, asked: _Counted) -> float:
        logit = self._logit(self._search.collect_candidates(question))
        asked.one_more()
        return logit

    def _logit(self, gathered: CandidateSet, *, hiding: str = "") -> float:
        scores = gathered.scores
        if hiding:
            near = self._search.related(hiding, limit=_LOOKED_AT)
            twins = {hit.paper.paper_id for hit in near if hit.dense >= _NEAR_DUPLICATE}
            scores = without(scores, {hiding, *twins})
        return self._model.logit(Signals.of(scores, identified=False))


def covered(fields: Mapping[str, Sequence[float]], answerable: Sequence[float]) -> tuple[str, ...]:
    """Return the fields whose questions look as answerable as the library's own."""
    if not answerable:
        return ()
    middles = {field: statistics.median(zs) for field, zs in fields.items()}
    between = (statistics.median(answerable) + statistics.median(middles.values())) / 2
    return tuple(field for field, middle in middles.items() if middle > between)


@dataclass(slots=True)
class _Counted:
    """Counts the questions asked, and tells."""

    on_progress: Callable[[int], None]
    asked: int = 0

    def one_more(self) -> None:
        self.asked += 1
        self.on_progress(self.asked)
