"""Tell a change from noise: the paired bootstrap over questions.

Efron and Tibshirani (1993), “An Introduction to the Bootstrap”, chapter 13: the percentile
interval. Pairing by question, as Koehn (2004, “Statistical Significance Tests for Machine
Translation Evaluation”) does for two systems on one test set: both runs are drawn alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
"""A row a question, and in it what the statistic needs of one."""
Statistic = Callable[[Values], Values]
"""Takes draws × questions × columns, and gives a figure a draw; NaN where there is none."""

DRAWS = 2_000
_BATCH = 1_000_000  # values drawn at once: some 8 MB


@dataclass(frozen=True, slots=True)
class Interval:
    """What holds the middle 95 % of the draws."""

    low: float
    high: float

    @property
    def without_zero(self) -> bool:
        """Whether 0 is outside: as a difference, more than noise."""
        return self.low > 0 or self.high < 0


def interval(values: Values, statistic: Statistic, *, seed: int) -> Interval | None:
    """Return the interval of a statistic over draws of the questions; None without any."""
    return _middle(_drawn((values,), statistic, seed)[0])


def difference(
    before: Values, after: Values, statistic: Statistic, *, seed: int
) -> Interval | None:
    """Return the interval of after − before, each draw of questions being that of both.

    The rows of `before` and `after` must be those of the same questions, in the same order.
    """
    if len(before) != len(after):
        raise ValueError("paired values must be of the same questions")
    old, new = _drawn((before, after), statistic, seed)
    return _middle(new - old)


def _drawn(runs: tuple[Values, ...], statistic: Statistic, seed: int) -> list[Values]:
    questions = len(runs[0])
    if not questions:
        return [np.empty(0) for _ in runs]
    random = np.random.default_rng(seed)
    at_once = max(1, _BATCH // questions)
    found: list[list[Values]] = [[] for _ in runs]
    for begun in range(0, DRAWS, at_once):
        drawn = random.integers(0, questions, (min(at_once, DRAWS - begun), questions))
        for each, values in zip(found, runs, strict=True):
            each.append(statistic(values[drawn]))
    return [np.concatenate(each) for each in found]


def _middle(figures: Values) -> Interval | None:
    known = figures[np.isfinite(figures)]
    if not known.size:
        return None
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(low), float(high))
