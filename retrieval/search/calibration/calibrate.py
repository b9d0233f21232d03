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

if TYPE_CHECKING:
    from retrieval.search.search import SearchPapers


@dataclass(frozen=True, slots=True)
class GivenQuestions:
    """Questions from a file; None means to make them from the library."""

    answerable: tuple[str, ...] | None = None
    unanswerable: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A fit and its errors.

    `errors` are those at its cut-off, `default_errors` those at the default's. `skipped_fields` are
    the far fields that the library covers.
    """

    fit: Fit
    errors: ErrorPoint
    default_errors: ErrorPoint
    answerable: int
    unanswerable: int
    papers: int
    skipped_fields: tuple[str, ...] = ()


def calibrate(
    search: SearchPapers,
    papers: Callable[[], Iterable[Sequence[Paper]]],
    default: Fit,
    given: GivenQuestions,
    on_progress: Callable[[int], None] = lambda asked: None,
) -> CalibrationReport:
    """Return the fit for questions that are given, or made; raises `RetrievalError`s.

    Blocks, a few milliseconds a question.
    """
    asked = count(1)
    model = Confidence()

    def score(question: str) -> float:
        scores = search.collect_candidates(question).scores
        on_progress(next(asked))
        return model.logit(Signals.of(scores, identified=False))

    own = given.answerable
    if own is None:
        own = make_own_questions(papers(), random.Random(0))  # noqa: S311 - draws a sample
    answerable = [score(question) for question in own]
    left_out: tuple[str, ...] = ()
    if given.unanswerable is None:
        fields = {f: [score(q) for q in qs] for f, qs in load_far_questions().items()}
        left_out = find_covered_fields(fields, answerable)
        unanswerable = [z for f, zs in fields.items() if f not in left_out for z in zs]
    else:
        unanswerable = [score(q) for q in given.unanswerable]
    trust = MADE_QUESTION_WEIGHT if given.answerable is None else 1.0
    found = fit(answerable, unanswerable, default, trust=trust)
    return CalibrationReport(
        found,
        measure_errors(found, answerable, unanswerable),
        measure_errors(default, answerable, unanswerable),
        len(answerable),
        len(unanswerable),
        sum(len(batch) for batch in papers()),
        left_out,
    )


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
    found: Fit, answerable: Sequence[float], unanswerable: Sequence[float]
) -> ErrorPoint:
    """Return both errors at a fit's cut-off, given the logit of each question."""
    refused = sum(to_confidence(z, found) < found.cutoff for z in answerable)
    answered = sum(to_confidence(z, found) >= found.cutoff for z in unanswerable)
    return ErrorPoint(
        found.cutoff,
        Share.from_counts(refused, len(answerable)),
        Share.from_counts(answered, len(unanswerable)),
    )
