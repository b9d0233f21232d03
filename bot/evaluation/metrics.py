"""Define the metrics, and how each is computed from the outcomes of questions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.evaluation.confidence_interval import Statistic, Values
from bot.evaluation.outcome import Outcome

Unit = Literal["share", "ms", "tokens", "USD"]

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


def select_metrics(outcomes: Sequence[Outcome]) -> tuple[Metric, ...]:
    """Return the metrics of a run, including one per group of unanswerable questions.

    The cost is left out if any price is unknown.
    """
    groups = dict.fromkeys(o.group for o in outcomes if not o.answerable)
    by_model = any(o.called or o.replaced for o in outcomes)
    return (
        *_RETRIEVAL,
        *_CITATIONS,
        _FACTS,
        _UNSUPPORTED,
        *((_REPLACED,) if by_model else ()),
        _REFUSED,
        *(_build_wrongly_answered(group) for group in groups),
        *((_REFUSED_WITHOUT_CALL,) if by_model else ()),
        *_SPENT,
        *((_COST,) if all(o.cost is not None for o in outcomes) else ()),
    )


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


def _build_spending(
    name: str,
    label: str,
    unit: Unit,
    read: Callable[[Outcome], float | None],
    statistic: Statistic,
) -> Metric:
    return Metric(
        name, label, unit, "low", "questions", lambda o: _with_weight_one(read(o)), statistic
    )


def _flag_to_part(value: bool) -> Part:
    return float(value), 1.0


def _with_weight_one(value: float | None) -> Part | None:
    return None if value is None else (value, 1.0)


def _read_answered(read: Callable[[Outcome], float]) -> Reading:
    return lambda o: (read(o), 1.0) if o.answered and o.statements else None


def _build_wrongly_answered(group: str) -> Metric:
    def read(outcome: Outcome) -> Part | None:
        if outcome.answerable or outcome.group != group:
            return None
        return _flag_to_part(outcome.answered)

    name = f"answered_{group}" if group else "answered_unanswerable"
    label = f"wrongly answered: {group}" if group else "wrongly answered"
    return _build_share(name, label, "questions", read, best="low")


def _read_known_citations(outcome: Outcome) -> Part | None:
    if not outcome.citations or outcome.reciprocal_rank is None:
        return None
    return outcome.known_citations / outcome.citations, 1.0


_RETRIEVAL = (
    _build_share(
        "recall_at_3", "retrieval: recall@3", "questions", lambda o: _with_weight_one(o.recall_at_3)
    ),
    _build_share(
        "recall_at_8", "retrieval: recall@8", "questions", lambda o: _with_weight_one(o.recall_at_8)
    ),
    _build_share(
        "mrr", "retrieval: MRR", "questions", lambda o: _with_weight_one(o.reciprocal_rank)
    ),
)
_CITATIONS = (  # each a mean over answers, as in ALCE's own programs
    _build_share(
        "citation_recall",
        "citation recall (ALCE)",
        "answers",
        _read_answered(lambda o: 1 - o.unsupported / o.statements),
    ),
    _build_share(
        "citation_precision",
        "citation precision (ALCE)",
        "answers",
        _read_answered(lambda o: o.precise_citations / o.citations if o.citations else 0.0),
    ),
    _build_share(
        "citations_of_known", "citations of a known paper", "answers", _read_known_citations
    ),
)
_FACTS = _build_share(
    "facts",
    "facts stated",
    "questions",
    lambda o: (o.facts_stated / o.facts, 1.0) if o.facts else None,
)
_UNSUPPORTED = _build_share(
    "unsupported",
    "sentences without support",
    "answers",
    lambda o: (float(o.unsupported), float(o.statements)) if o.statements else None,
    best="low",
)
_REPLACED = _build_share(
    "replaced",
    "quotes in the model's place",
    "answers",
    lambda o: _flag_to_part(o.replaced) if o.answered else None,
    best="low",
)
_REFUSED = _build_share(
    "refused",
    "wrongly refused",
    "questions",
    lambda o: _flag_to_part(not o.answered) if o.answerable else None,
    best="low",
)
_REFUSED_WITHOUT_CALL = _build_share(
    "refused_without_call",
    "refusals without a call",
    "refusals",
    lambda o: None if o.answered else _flag_to_part(not o.called),
)
_SPENT = (
    _build_spending(
        "latency_median", "latency, median", "ms", lambda o: o.milliseconds, percentile(50)
    ),
    _build_spending(
        "latency_p95", "latency, 95th percentile", "ms", lambda o: o.milliseconds, percentile(95)
    ),
    _build_spending(
        "tokens",
        "tokens a question",
        "tokens",
        lambda o: float(o.prompt_tokens + o.completion_tokens),
        mean,
    ),
)
_COST = _build_spending("cost", "cost a question", "USD", lambda o: o.cost, mean)
