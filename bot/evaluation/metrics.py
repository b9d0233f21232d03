"""Define the metrics, and how each is computed from the outcomes of questions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.evaluation.confidence_interval import Statistic, Values
from bot.evaluation.outcome import Outcome

Unit = Literal["share", "number", "ms", "tokens", "USD"]

Part = tuple[float, float]
"""What a question contributes to a figure: a value and its weight."""

Reading = Callable[[Outcome], Part | None]
"""Returns what an outcome contributes to a figure; None for nothing."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name for programs, its label for people, and how to compute it.

    `best` is the better direction; `over` is what it averages, in one word.
    """

    name: str
    label: str
    unit: Unit
    best: Literal["high", "low"]
    over: str
    read: Reading
    statistic: Statistic

    def values(self, outcomes: Iterable[Outcome]) -> Values:
        """Return a row of value and weight per outcome; zeros if it contributes nothing."""
        rows = [self.read(outcome) or (0.0, 0.0) for outcome in outcomes]
        return np.asarray(rows, dtype=np.float64).reshape(-1, 2)

    def count(self, outcomes: Iterable[Outcome]) -> int:
        """Return how many outcomes contribute."""
        return sum(self.read(outcome) is not None for outcome in outcomes)

    def compute(self, outcomes: Iterable[Outcome]) -> float | None:
        """Return the figure; None if no outcome contributes."""
        figure = float(self.statistic(self.values(outcomes)))
        return figure if math.isfinite(figure) else None


def mean(values: Values) -> Values:
    """Return the weighted mean; NaN if all weights are 0."""
    total, weight = values[..., 0].sum(axis=-1), values[..., 1].sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(total / weight)


def percentile(part: float) -> Statistic:
    """Return the statistic below which `part` percent of the values are, ignoring weights."""

    def statistic(values: Values) -> Values:
        if not values.shape[-2]:
            return np.full(values.shape[:-2], np.nan)
        return np.asarray(np.percentile(values[..., 0], part, axis=-1))

    return statistic


def _build_share(
    name: str, label: str, over: str, read: Reading, best: Literal["high", "low"] = "high"
) -> Metric:
    return Metric(name, label, "share", best, over, read, mean)


def _build_amount(
    name: str,
    label: str,
    unit: Unit,
    over: Literal["questions", "answers"],
    read: Callable[[Outcome], float],
    statistic: Statistic = mean,
) -> Metric:
    def read_part(outcome: Outcome) -> Part | None:
        return (read(outcome), 1.0) if over == "questions" or outcome.answered else None

    return Metric(name, label, unit, "low", over, read_part, statistic)


def _divide(part: float, whole: float) -> Part | None:
    return (part / whole, 1.0) if whole else None


def _flag(value: bool, *, where: bool) -> Part | None:
    return (float(value), 1.0) if where else None


def _read_verdict(right: Callable[[Outcome], bool]) -> Reading:
    return lambda o: _flag(right(o), where=bool(o.verdict))


METRICS: Sequence[Metric] = (
    _build_share(
        "retrieved",
        "known papers retrieved",
        "questions",
        lambda o: _divide(o.retrieved_papers, o.papers),
    ),
    _build_share("facts", "facts stated", "questions", lambda o: _divide(o.facts_stated, o.facts)),
    _build_share(
        "fact_first",
        "a fact in the first sentence",
        "questions",
        lambda o: _flag(o.fact_first, where=o.kind == "fact" and o.facts > 0),
    ),
    _build_share(
        "paper_recall",
        "known papers named",
        "questions",
        lambda o: _divide(o.right_papers, o.papers) if o.names_all else None,
    ),
    _build_share(
        "paper_precision",
        "papers named rightly",
        "answers",
        lambda o: _divide(o.right_papers, o.named_papers) if o.papers and not o.refuse else None,
    ),
    _build_share(
        "none_named",
        "none named where none fits",
        "questions",
        lambda o: _flag(o.declined or not o.named_papers, where=o.names_none),
    ),
    _build_share(
        "verdict_right",
        "verdict right",
        "questions",
        _read_verdict(lambda o: o.given_verdict == o.verdict),
    ),
    _build_share(
        "verdict_wrong",
        "verdict wrong",
        "questions",
        _read_verdict(lambda o: o.given_verdict not in ("", o.verdict)),
        best="low",
    ),
    _build_share(
        "verdict_missing",
        "no verdict",
        "questions",
        _read_verdict(lambda o: not o.given_verdict),
        best="low",
    ),
    _build_share(
        "cells",
        "aspects of papers stated",
        "questions",
        lambda o: _divide(o.cells_stated, o.cells),
    ),
    _build_share(
        "blanks",
        "“not stated” said rightly",
        "questions",
        lambda o: _divide(o.blanks_told, o.blanks),
    ),
    _build_share(
        "friendly",
        "small talk without papers",
        "questions",
        lambda o: _flag(o.has_lead and not o.named_papers, where=o.kind == "smalltalk"),
    ),
    _build_share(
        "refused",
        "wrongly refused",
        "questions",
        lambda o: _flag(o.declined, where=o.answerable),
        best="low",
    ),
    _build_share(
        "wrongly_answered",
        "wrongly answered",
        "questions",
        lambda o: _flag(not o.declined, where=o.refuse),
        best="low",
    ),
    _build_share(  # a mean over answers, as in ALCE's own programs
        "citation_precision",
        "citation precision (ALCE)",
        "answers",
        lambda o: (
            (o.precise_citations / o.citations if o.citations else 0.0, 1.0)
            if o.answered and o.statements
            else None
        ),
    ),
    _build_share(
        "unsupported",
        "sentences without support",
        "answers",
        lambda o: (float(o.unsupported), float(o.statements)) if o.statements else None,
        best="low",
    ),
    _build_share(
        "replaced",
        "quotes in the model's place",
        "answers",
        lambda o: _flag(o.replaced, where=o.answered and (o.called or o.replaced)),
        best="low",
    ),
    _build_amount(
        "sentences", "sentences an answer", "number", "answers", lambda o: float(o.sentences)
    ),
    _build_amount(
        "characters", "characters an answer", "number", "answers", lambda o: float(o.characters)
    ),
    _build_amount(
        "latency_median",
        "latency, median",
        "ms",
        "questions",
        lambda o: o.milliseconds,
        percentile(50),
    ),
    _build_amount(
        "latency_p95",
        "latency, 95th percentile",
        "ms",
        "questions",
        lambda o: o.milliseconds,
        percentile(95),
    ),
    _build_amount(
        "tokens",
        "tokens a question",
        "tokens",
        "questions",
        lambda o: float(o.prompt_tokens + o.completion_tokens),
    ),
    _build_amount(  # NaN if any price is unknown
        "cost",
        "cost a question",
        "USD",
        "questions",
        lambda o: math.nan if o.cost is None else o.cost,
    ),
)
