"""A run over all questions: its outcomes, its figures, and the changes since another run.

Figures and changes are of all questions, under `ALL_KINDS`, and of each kind of question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime

from bot.evaluation.confidence_interval import Interval, bootstrap_difference, bootstrap_interval
from bot.evaluation.metrics import METRICS, Metric
from bot.evaluation.outcome import Outcome

ALL_KINDS = ""
"""The key of what is true of all questions together."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: the questions, the model, the number of papers, the time and the version."""

    name: str
    model: str
    papers: int
    made_at: AwareDatetime
    version: str
    outcomes: tuple[Outcome, ...]
    form: Literal[2] = 2
    """The version of its JSON; a run in another version cannot be compared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a metric over `count` outcomes, and its 95 % interval."""

    metric: Metric
    value: float
    count: int
    within: Interval | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric changed on the questions that both runs share.

    `within` is the 95 % interval of the difference.
    """

    metric: Metric
    before: float
    after: float
    within: Interval | None

    @property
    def is_significant(self) -> bool:
        """Whether the change is more than noise: its interval excludes 0."""
        return self.within is not None and self.within.excludes_zero

    @property
    def is_improvement(self) -> bool:
        """Whether the change is an improvement."""
        return (self.after > self.before) == (self.metric.best == "high")


@dataclass(frozen=True, slots=True)
class RunComparison:
    """The changes since `before`, on the `shared` questions, by kind."""

    before: Run
    shared: int
    changes: Mapping[str, tuple[Change, ...]]


def build_figures(outcomes: Sequence[Outcome], *, seed: int) -> Mapping[str, tuple[Figure, ...]]:
    """Return, by kind, the figure of every metric to which an outcome contributes."""
    return {kind: _build_figures(each, seed) for kind, each in _split(outcomes).items()}


def compare_runs(before: Run, after: Run, *, seed: int) -> RunComparison:
    """Return the changes on the questions that both runs share."""
    earlier = {(o.question, o.after): o for o in before.outcomes}
    shared = [o for o in after.outcomes if (o.question, o.after) in earlier]
    changes = {
        kind: _find_changes([earlier[o.question, o.after] for o in each], each, seed)
        for kind, each in _split(shared).items()
    }
    return RunComparison(before, len(shared), changes)


def _split(outcomes: Sequence[Outcome]) -> Mapping[str, Sequence[Outcome]]:
    """Return all outcomes, and those of each kind in order of appearance."""
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes if outcome.kind)
    return {
        ALL_KINDS: outcomes,
        **{kind: [o for o in outcomes if o.kind == kind] for kind in kinds},
    }


def _build_figures(outcomes: Sequence[Outcome], seed: int) -> tuple[Figure, ...]:
    found = []
    for metric in METRICS:
        value, count = metric.compute(outcomes), metric.count(outcomes)
        if value is not None and count:
            within = bootstrap_interval(metric.values(outcomes), metric.statistic, seed=seed)
            found.append(Figure(metric, value, count, within))
    return tuple(found)


def _find_changes(old: Sequence[Outcome], new: Sequence[Outcome], seed: int) -> tuple[Change, ...]:
    changes = []
    for metric in METRICS:
        was, now = metric.compute(old), metric.compute(new)
        if was is None or now is None or not (metric.count(old) and metric.count(new)):
            continue
        within = bootstrap_difference(
            metric.values(old), metric.values(new), metric.statistic, seed=seed
        )
        changes.append(Change(metric, was, now, within))
    return tuple(changes)
