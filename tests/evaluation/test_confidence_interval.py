"""The paired bootstrap, where what must come out is known."""

from __future__ import annotations

import numpy as np
import pytest

from bot.evaluation.confidence_interval import Interval, bootstrap_difference, bootstrap_interval
from bot.evaluation.metrics import mean, percentile


def _weighed(*values: float) -> np.ndarray:
    return np.array([[value, 1.0] for value in values])


def test_what_does_not_vary_has_no_width():
    """All questions alike: every draw gives the same."""
    assert bootstrap_interval(_weighed(0.5, 0.5, 0.5), mean, seed=1) == Interval(0.5, 0.5)


def test_the_interval_of_a_mean_is_that_of_theory():
    """Half of 400 questions right: 1.96 standard errors are 0.049 to either side."""
    found = bootstrap_interval(_weighed(*[0.0, 1.0] * 200), mean, seed=1)

    assert found is not None
    assert found.low == pytest.approx(0.451, abs=0.008)
    assert found.high == pytest.approx(0.549, abs=0.008)


def test_the_same_seed_gives_the_same():
    """Nothing but the seed decides what is drawn."""
    values = _weighed(*[0.0, 1.0, 1.0] * 10)

    assert bootstrap_interval(values, mean, seed=7) == bootstrap_interval(values, mean, seed=7)


def test_pairs_tell_a_small_change_from_noise():
    """Each question a little better: certain when paired, though the questions differ much."""
    before = np.array([[value, 1.0] for value in np.linspace(0, 0.9, 40)])
    after = before + np.array([0.05, 0.0])

    found = bootstrap_difference(before, after, mean, seed=1)

    assert found is not None
    assert (found.low, found.high) == (pytest.approx(0.05), pytest.approx(0.05))
    assert found.excludes_zero


def test_one_question_of_many_is_noise():
    """One more right of forty may as well be chance: some draws do without it."""
    before = _weighed(*[1.0] * 20, *[0.0] * 20)
    after = _weighed(*[1.0] * 21, *[0.0] * 19)

    found = bootstrap_difference(before, after, mean, seed=1)

    assert found is not None
    assert found.low == 0
    assert not found.excludes_zero


def test_many_questions_are_more_than_noise():
    """Ten more right of forty are no chance."""
    before = _weighed(*[1.0] * 20, *[0.0] * 20)
    after = _weighed(*[1.0] * 30, *[0.0] * 10)

    found = bootstrap_difference(before, after, mean, seed=1)

    assert found is not None
    assert found.excludes_zero


def test_weights_count():
    """A mean over sentences: two of three, and one of one, are three of four."""
    assert mean(np.array([[2.0, 3.0], [1.0, 1.0], [0.0, 0.0]])) == 0.75


def test_percentiles():
    """The median of an even number is the middle of two."""
    assert percentile(50)(_weighed(1.0, 2.0, 3.0, 10.0)) == 2.5


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
