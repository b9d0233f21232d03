"""Tell changes from noise with the paired bootstrap over questions.

Efron and Tibshirani (1993), “An Introduction to the Bootstrap”, chapter 13: the percentile
interval. Pairing by question, as Koehn (2004, “Statistical Significance Tests for Machine
Translation Evaluation”) does for two systems on one test set: each draw
applies to both runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
"""A row per question, with the columns that the statistic needs."""
Statistic = Callable[[Values], Values]
"""Takes draws × questions × columns, and returns a figure per draw; NaN if undefined."""

DRAWS = 2_000
_BATCH_VALUES = 1_000_000  # drawn at once: about 8 MB


@dataclass(frozen=True, slots=True)
class Interval:
    """The interval that contains the middle 95 % of the draws."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether 0 is outside, which for a difference means more than noise."""
        return self.low > 0 or self.high < 0


def bootstrap_interval(values: Values, statistic: Statistic, *, seed: int) -> Interval | None:
    """Return the interval of a statistic over draws of the questions; None if undefined."""
    return _percentile_interval(_draw((values,), statistic, seed)[0])


def bootstrap_difference(
    before: Values, after: Values, statistic: Statistic, *, seed: int
) -> Interval | None:
    """Return the interval of after − before, drawing the same questions from both.

    The rows of `before` and `after` must belong to the same questions in the same order.
    """
    if len(before) != len(after):
        raise ValueError("paired values must belong to the same questions")
    old, new = _draw((before, after), statistic, seed)
    return _percentile_interval(new - old)


def _draw(runs: tuple[Values, ...], statistic: Statistic, seed: int) -> list[Values]:
    questions = len(runs[0])
    if not questions:
        return [np.empty(0) for _ in runs]
    random = np.random.default_rng(seed)
    at_once = max(1, _BATCH_VALUES // questions)
    found: list[list[Values]] = [[] for _ in runs]
    for begun in range(0, DRAWS, at_once):
        drawn = random.integers(0, questions, (min(at_once, DRAWS - begun), questions))
        for each, values in zip(found, runs, strict=True):
            each.append(statistic(values[drawn]))
    return [np.concatenate(each) for each in found]


def _percentile_interval(figures: Values) -> Interval | None:
    known = figures[np.isfinite(figures)]
    if not known.size:
        return None
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(low), float(high))
