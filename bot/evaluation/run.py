"""What a run of all questions gave: its outcomes, figures, and what changed since another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.evaluation.confidence_interval import Interval, difference, interval
from bot.evaluation.metrics import Metric, metrics_of
from bot.evaluation.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """A run: which questions by which model, over how many papers, when and by which Footnote."""

    name: str
    model: str
    papers: int
    made_at: datetime
    version: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's figure over `count` outcomes, and between what chance alone would move it."""

    metric: Metric
    value: float
    count: int
    within: Interval | None


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure moved on the questions that both runs have.

    `real` where the 95 % interval of the difference is all on one side of 0.
    """

    metric: Metric
    before: float
    after: float
    within: Interval | None

    @property
    def real(self) -> bool:
        """Whether it is more than noise."""
        return self.within is not None and self.within.without_zero

    @property
    def better(self) -> bool:
        """Whether it moved to the better."""
        return (self.after > self.before) == (self.metric.best == "high")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since `before`, on the `shared` questions that both have."""

    before: Run
    shared: int
    changes: tuple[Change, ...]


def build_figures(outcomes: Sequence[Outcome], *, seed: int) -> tuple[Figure, ...]:
    """Return every figure to which some outcome gives something."""
    found = []
    for metric in metrics_of(outcomes):
        value, count = metric.of(outcomes), metric.count(outcomes)
        if value is not None and count:
            within = interval(metric.values(outcomes), metric.statistic, seed=seed)
            found.append(Figure(metric, value, count, within))
    return tuple(found)


def compare_runs(before: Run, after: Run, *, seed: int) -> Comparison:
    """Return what changed on the questions that both runs have; other questions do not count."""
    earlier = {outcome.question: outcome for outcome in before.outcomes}
    pairs = [(earlier[o.question], o) for o in after.outcomes if o.question in earlier]
    old, new = [one for one, _ in pairs], [other for _, other in pairs]
    changes = []
    for metric in metrics_of(new):
        was, now = metric.of(old), metric.of(new)
        if was is None or now is None or not metric.count(old):
            continue
        within = difference(metric.values(old), metric.values(new), metric.statistic, seed=seed)
        changes.append(Change(metric, was, now, within))
    return Comparison(before, len(pairs), tuple(changes))
