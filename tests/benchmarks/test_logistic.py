"""Fitting of weights by scikit-learn, which is installed only with the group `fit`."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the group `fit` is not installed")

from benchmarks.fit.logistic import Choice, fit_choice, fit_logistic, predict


def test_the_feature_of_answers_gets_the_weight():
    """The other feature says nothing, and what comes first is right."""
    one = Choice("a", "fact", np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), np.array([1.0, 0, 0]))
    other = Choice("b", "fact", np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0]))
    weights = fit_choice([one, other] * 10)

    assert weights[0] > 1 > abs(weights[1])


def test_weights_are_for_the_features_as_they_are():
    """A feature in other units gets another weight, and the same odds."""
    features = np.array([[0.0], [1.0], [2.0], [3.0]] * 10)
    targets = np.array([False, True, False, True] * 10)
    small, large = fit_logistic(features, targets), fit_logistic(1000 * features, targets)

    assert small[1] == pytest.approx(1000 * large[1])
    assert predict(small, features) == pytest.approx(predict(large, 1000 * features))


def test_a_bias_is_not_held_back():
    """Limitations are rare."""
    features = np.array([[0.0]] * 9 + [[1.0]])
    rare = np.tile(features.ravel() > 0.5, 10)
    bias, weight = fit_logistic(np.vstack([features] * 10), rare)

    assert bias < -2
    assert weight > 2
