"""A run over all questions: its outcomes, its figures, and the changes since another run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.evaluation.confidence_interval import Interval, bootstrap_difference, bootstrap_interval
from bot.evaluation.metrics import Metric, select_metrics
from bot.evaluation.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """A run: the questions, the model, the number of papers, the time and the version."""

    name: str
    model: str
    papers: int
    made_at: datetime
    version: str
    outcomes: tuple[Outcome, ...]


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
class Comparison:
    """The changes since `before`, on the `shared` questions."""

    before: Run
    shared: int
    changes: tuple[Change, ...]


def build_figures(outcomes: Sequence[Outcome], *, seed: int) -> tuple[Figure, ...]:
    """Return the figure of every metric to which an outcome contributes."""
    found = []
    for metric in select_metrics(outcomes):
        value, count = metric.compute(outcomes), metric.count(outcomes)
        if value is not None and count:
            within = bootstrap_interval(metric.values(outcomes), metric.statistic, seed=seed)
            found.append(Figure(metric, value, count, within))
    return tuple(found)


def compare_runs(before: Run, after: Run, *, seed: int) -> Comparison:
    """Return the changes on the questions that both runs share."""
    earlier = {outcome.question: outcome for outcome in before.outcomes}
    pairs = [(earlier[o.question], o) for o in after.outcomes if o.question in earlier]
    old, new = [one for one, _ in pairs], [other for _, other in pairs]
    changes = []
    for metric in select_metrics(new):
        was, now = metric.compute(old), metric.compute(new)
        if was is None or now is None or not metric.count(old):
            continue
        within = bootstrap_difference(
            metric.values(old), metric.values(new), metric.statistic, seed=seed
        )
        changes.append(Change(metric, was, now, within))
    return Comparison(before, len(pairs), tuple(changes))
