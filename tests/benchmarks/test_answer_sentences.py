"""Fitting of the weights of sentences."""

from __future__ import annotations

import numpy as np

from benchmarks.fit.answer_sentences import Example, fit_logistic, fit_ranking


def test_the_feature_of_answers_gets_the_weight():
    """The other feature tells nothing, and the better answer counts for more."""
    one = Example(
        "a", "fact", np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), np.array([1.0, 0, 0])
    )
    other = Example("b", "fact", np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0]))
    weights = fit_ranking([one, other] * 10)

    assert weights[0] > 1 > abs(weights[1])


def test_a_constant_is_not_held_back():
    """Limitations are rare."""
    features = np.array([[1.0, 0.0]] * 9 + [[1.0, 1.0]])
    targets = np.array([0.0] * 9 + [1.0])
    constant, weight = fit_logistic(np.vstack([features] * 10), np.tile(targets, 10))

    assert constant < -2
    assert weight > 2
