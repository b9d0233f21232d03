"""Define the metrics, and compute their figures from the outcomes of questions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.evaluation.outcome import Outcome

Unit = Literal["share", "number", "ms", "tokens", "USD"]

Part = tuple[float, float]
"""What a question contributes to a figure: a value and its weight."""

ALL_KINDS = ""
"""The key of the figures of all questions together."""


def _mean(parts: Sequence[Part]) -> float:
    return sum(value for value, _ in parts) / sum(weight for _, weight in parts)


def _percentile(percent: float) -> Callable[[Sequence[Part]], float]:
    return lambda parts: float(np.percentile([value for value, _ in parts], percent))


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: its name for programs, its label for people, and how to compute it.

    `read` returns what an outcome contributes, or None for nothing; `combine` makes a figure of
    all parts.
    """

    name: str
    label: str
    read: Callable[[Outcome], Part | None]
    unit: Unit = "share"
    combine: Callable[[Sequence[Part]], float] = _mean


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a metric over `count` outcomes."""

    metric: Metric
    value: float
    count: int


def build_figures(outcomes: Sequence[Outcome]) -> Mapping[str, tuple[Figure, ...]]:
    """Return the figures to which an outcome contributes, under `ALL_KINDS` and of each kind."""
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes if outcome.kind)
    return {
        ALL_KINDS: _build_figures(outcomes),
        **{kind: _build_figures([o for o in outcomes if o.kind == kind]) for kind in kinds},
    }


def _build_figures(outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    figures = []
    for metric in METRICS:
        parts = [part for outcome in outcomes if (part := metric.read(outcome)) is not None]
        value = metric.combine(parts) if parts else math.nan
        if math.isfinite(value):
            figures.append(Figure(metric, value, len(parts)))
    return tuple(figures)


def _divide(part: float, whole: float) -> Part | None:
    return (part / whole, 1.0) if whole else None


def _flag(value: bool, *, where: bool) -> Part | None:
    return (float(value), 1.0) if where else None


METRICS: Sequence[Metric] = (
    Metric("retrieved", "known papers retrieved", lambda o: _divide(o.retrieved_papers, o.papers)),
    Metric("facts", "facts stated", lambda o: _divide(o.facts_stated, o.facts)),
    Metric(
        "fact_first",
        "a fact in the first sentence",
        lambda o: _flag(o.fact_first, where=o.kind == "fact" and o.facts > 0),
    ),
    Metric(
        "paper_recall",
        "known papers named",
        lambda o: _divide(o.right_papers, o.papers) if o.names_all else None,
    ),
    Metric(
        "paper_precision",
        "papers named rightly",
        lambda o: _divide(o.right_papers, o.named_papers) if o.papers and not o.refuse else None,
    ),
    Metric(
        "none_named",
        "none named where none fits",
        lambda o: _flag(o.declined or not o.named_papers, where=o.names_none),
    ),
    Metric(
        "verdict_right",
        "verdict right",
        lambda o: _flag(o.given_verdict == o.verdict, where=bool(o.verdict)),
    ),
    Metric(
        "verdict_wrong",
        "verdict wrong",
        lambda o: _flag(o.given_verdict not in ("", o.verdict), where=bool(o.verdict)),
    ),
    Metric(
        "verdict_missing", "no verdict", lambda o: _flag(not o.given_verdict, where=bool(o.verdict))
    ),
    Metric("cells", "aspects of papers stated", lambda o: _divide(o.cells_stated, o.cells)),
    Metric("blanks", "“not stated” said rightly", lambda o: _divide(o.blanks_told, o.blanks)),
    Metric(
        "friendly",
        "small talk without papers",
        lambda o: _flag(o.has_lead and not o.named_papers, where=o.kind == "smalltalk"),
    ),
    Metric("refused", "wrongly refused", lambda o: _flag(o.declined, where=o.answerable)),
    Metric("wrongly_answered", "wrongly answered", lambda o: _flag(not o.declined, where=o.refuse)),
    Metric(  # a mean over answers, as in ALCE's own programs
        "citation_precision",
        "citation precision (ALCE)",
        lambda o: (
            (o.precise_citations / o.citations if o.citations else 0.0, 1.0)
            if o.answered and o.statements
            else None
        ),
    ),
    Metric(
        "unsupported",
        "sentences without support",
        lambda o: (o.unsupported, o.statements) if o.statements else None,
    ),
    Metric(
        "replaced",
        "quotes in the model's place",
        lambda o: _flag(o.replaced, where=o.answered and (o.called or o.replaced)),
    ),
    Metric(
        "sentences",
        "sentences an answer",
        lambda o: (o.sentences, 1.0) if o.answered else None,
        "number",
    ),
    Metric(
        "characters",
        "characters an answer",
        lambda o: (o.characters, 1.0) if o.answered else None,
        "number",
    ),
    Metric(
        "latency_median", "latency, median", lambda o: (o.milliseconds, 1.0), "ms", _percentile(50)
    ),
    Metric(
        "latency_p95",
        "latency, 95th percentile",
        lambda o: (o.milliseconds, 1.0),
        "ms",
        _percentile(95),
    ),
    Metric(
        "tokens",
        "tokens a question",
        lambda o: (o.prompt_tokens + o.completion_tokens, 1.0),
        "tokens",
    ),
    Metric(  # left out if any price is unknown
        "cost",
        "cost a question",
        lambda o: (math.nan if o.cost is None else o.cost, 1.0),
        "USD",
    ),
)
