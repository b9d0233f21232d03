"""Calibrate a library: score questions, fit, and measure how often the fit is wrong."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from retrieval.paper import Paper
from retrieval.search.calibration.fit import Fit, fit, to_confidence
from retrieval.search.calibration.questions import (
    MADE_QUESTION_WEIGHT,
    load_far_questions,
    make_own_questions,
)
from retrieval.search.confidence import Confidence, Signals
from retrieval.search.fusion import drop_papers
from retrieval.search.results import CandidateSet

if TYPE_CHECKING:
    from retrieval.search.search import SearchPapers

_DUPLICATE_COSINE = 0.955
_MAX_DUPLICATES = 5


@dataclass(frozen=True, slots=True)
class GivenQuestions:
    """Questions from a file; None means to make them from the library."""

    answerable: tuple[str, ...] | None = None
    unanswerable: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A fit and its errors.

    `errors` are those at its cut-off, `default_errors` those at the default's. `hidden_refused` is
    the share refused of the questions whose paper was hidden; other papers of the field may still
    answer many of them. `skipped_fields` are the far fields that the library covers.
    """

    fit: Fit
    errors: ErrorPoint
    default_errors: ErrorPoint
    curve: tuple[ErrorPoint, ...]
    answerable: int
    unanswerable: int
    papers: int
    hidden_refused: Share | None = None
    skipped_fields: tuple[str, ...] = ()


class Calibrate:
    """Calibrates one library. Blocks, a few milliseconds a question."""

    def __init__(
        self,
        search: SearchPapers,
        papers: Callable[[], Iterable[Sequence[Paper]]],
        default: Fit,
    ) -> None:
        self._search = search
        self._papers = papers
        self._default = default
        self._model = Confidence()

    def __call__(
        self,
        given: GivenQuestions,
        *,
        seed: int = 0,
        on_progress: Callable[[int], None] = lambda asked: None,
    ) -> CalibrationReport:
        """Return the fit for questions that are given, or made; raises `RetrievalError`s."""
        asked = count(1)

        def score(question: str) -> float:
            logit = self._logit(self._search.collect_candidates(question))
            on_progress(next(asked))
            return logit

        hidden: list[float] = []
        if given.answerable is None:
            own = make_own_questions(self._papers(), random.Random(seed))  # noqa: S311 - draws a sample
            answerable = []
            for one in own:
                gathered = self._search.collect_candidates(one.question)
                answerable.append(self._logit(gathered))
                hidden.append(self._logit(gathered, hiding=one.paper_id))
                on_progress(next(asked))
        else:
            answerable = [score(q) for q in given.answerable]
        left_out: tuple[str, ...] = ()
        if given.unanswerable is None:
            fields = {f: [score(q) for q in qs] for f, qs in load_far_questions().items()}
            left_out = find_covered_fields(fields, answerable)
            unanswerable = [z for f, zs in fields.items() if f not in left_out for z in zs]
        else:
            unanswerable = [score(q) for q in given.unanswerable]
        trust = MADE_QUESTION_WEIGHT if given.answerable is None else 1.0
        found = fit(answerable, unanswerable, self._default, trust=trust)
        return self._report(found, answerable, unanswerable, hidden, left_out)

    def _report(
        self,
        found: Fit,
        answerable: Sequence[float],
        unanswerable: Sequence[float],
        hidden: Sequence[float],
        left_out: tuple[str, ...],
    ) -> CalibrationReport:
        yes, no = ([to_confidence(z, found) for z in zs] for zs in (answerable, unanswerable))
        default = self._default
        was_yes, was_no = (
            [to_confidence(z, default) for z in zs] for zs in (answerable, unanswerable)
        )
        refused = sum(to_confidence(z, found) < found.cutoff for z in hidden)
        return CalibrationReport(
            found,
            measure_errors(found.cutoff, yes, no),
            measure_errors(default.cutoff, was_yes, was_no),
            error_curve(yes, no),
            len(yes),
            len(no),
            sum(len(batch) for batch in self._papers()),
            Share.from_counts(refused, len(hidden)) if hidden else None,
            left_out,
        )

    def _logit(self, gathered: CandidateSet, *, hiding: str = "") -> float:
        scores = gathered.scores
        if hiding:
            near = self._search.related(hiding, limit=_MAX_DUPLICATES)
            twins = {hit.paper.paper_id for hit in near if hit.dense >= _DUPLICATE_COSINE}
            scores = drop_papers(scores, {hiding, *twins})
        return self._model.logit(Signals.of(scores, identified=False))


def find_covered_fields(
    fields: Mapping[str, Sequence[float]], answerable: Sequence[float]
) -> tuple[str, ...]:
    """Return the fields whose questions look as answerable as the library's own."""
    if not answerable:
        return ()
    middles = {field: statistics.median(zs) for field, zs in fields.items()}
    between = (statistics.median(answerable) + statistics.median(middles.values())) / 2
    return tuple(field for field, middle in middles.items() if middle > between)


_Z_95_PERCENT = 1.96  # for 95 %
CUTOFFS = tuple(n / 20 for n in range(1, 20))
"""The cut-offs of a curve."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of some questions, and its 95 % interval; all 0 to 1."""

    value: float
    low: float
    high: float
    total: int

    @classmethod
    def from_counts(cls, hits: int, of: int) -> Share:
        """Return the share with Wilson's interval (1927); without data it spans 0 to 1."""
        if not of:
            return cls(0.0, 0.0, 1.0, 0)
        p, z2 = hits / of, _Z_95_PERCENT * _Z_95_PERCENT
        middle = (p + z2 / (2 * of)) / (1 + z2 / of)
        reach = _Z_95_PERCENT / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of))
        return cls(p, max(0.0, middle - reach), min(1.0, middle + reach), of)


@dataclass(frozen=True, slots=True)
class ErrorPoint:
    """What a cut-off does: answerable questions refused, unanswerable ones answered."""

    cutoff: float
    refused: Share
    answered: Share


def measure_errors(
    cutoff: float, answerable: Sequence[float], unanswerable: Sequence[float]
) -> ErrorPoint:
    """Return both errors at a cut-off, given the confidence of each question."""
    refused = sum(c < cutoff for c in answerable)
    answered = sum(c >= cutoff for c in unanswerable)
    return ErrorPoint(
        cutoff,
        Share.from_counts(refused, len(answerable)),
        Share.from_counts(answered, len(unanswerable)),
    )


def error_curve(
    answerable: Sequence[float], unanswerable: Sequence[float]
) -> tuple[ErrorPoint, ...]:
    """Return both errors at each of `CUTOFFS`."""
    return tuple(measure_errors(cutoff, answerable, unanswerable) for cutoff in CUTOFFS)
