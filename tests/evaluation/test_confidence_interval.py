"""The paired bootstrap, where what must come out is known."""

from __future__ import annotations

import numpy as np
import pytest

from bot.evaluation.confidence_interval import bootstrap_difference, bootstrap_interval
from bot.evaluation.metrics import mean, percentile


def _weighed(*values: float) -> np.ndarray:
    return np.array([[value, 1.0] for value in values])


def test_the_interval_of_a_mean_is_that_of_theory():
    """Half of 400 questions right: 1.96 standard errors are 0.049 to either side."""
    found = bootstrap_interval(_weighed(*[0.0, 1.0] * 200), mean, seed=1)

    assert found is not None
    assert found.low == pytest.approx(0.451, abs=0.008)
    assert found.high == pytest.approx(0.549, abs=0.008)


def test_pairs_tell_a_small_change_from_noise():
    """Each question a little better: certain when paired, though the questions differ much."""
    before = np.array([[value, 1.0] for value in np.linspace(0, 0.9, 40)])
    after = before + np.array([0.05, 0.0])

    found = bootstrap_difference(before, after, mean, seed=1)

    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.05), pytest.approx(0.05))
    assert found.excludes_zero


@pytest.mark.parametrize("statistic", [mean, percentile(95)], ids=["mean", "percentile"])
def test_no_question(statistic):
    """Of nothing, nothing."""
    nothing = np.empty((0, 2))

    assert bootstrap_interval(nothing, statistic, seed=1) is None
    assert bootstrap_difference(nothing, nothing, statistic, seed=1) is None


def test_other_questions_are_no_pairs():
    """Runs of different lengths cannot be of the same questions."""
    with pytest.raises(ValueError, match="same questions"):
        bootstrap_difference(_weighed(1.0), _weighed(1.0, 0.0), mean, seed=1)
