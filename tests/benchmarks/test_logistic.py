"""Fitting of weights by scikit-learn, which is installed only with the group `fit`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the group `fit` is not installed")

from benchmarks.fit.logistic import Choice, Row, fit_choice, fit_logistic, predict_held_out


def test_the_feature_of_answers_gets_the_weight():
    """The other feature says nothing, and what comes first is right."""
    one = Choice("a", "fact", np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), np.array([1.0, 0, 0]))
    other = Choice("b", "fact", np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0]))
    weights = fit_choice([one, other] * 10)

    assert weights[0] > 1 > abs(weights[1])


def _to_rows(features: Sequence[float], targets: Sequence[bool]) -> list[Row]:
    return [
        Row(str(n), "", (f,), t) for n, (f, t) in enumerate(zip(features, targets, strict=True))
    ]


def test_weights_are_for_the_features_as_they_are():
    """A feature in other units gets another weight."""
    features, targets = [0.0, 1.0, 2.0, 3.0] * 10, [False, True, False, True] * 10
    bias, weight = fit_logistic(_to_rows(features, targets))

    assert fit_logistic(_to_rows([1000 * f for f in features], targets)) == pytest.approx(
        [bias, weight / 1000], rel=1e-4
    )


def test_a_bias_is_not_held_back():
    """Limitations are rare."""
    bias, weight = fit_logistic(_to_rows(([0.0] * 9 + [1.0]) * 10, ([False] * 9 + [True]) * 10))

    assert bias < -2
    assert weight > 2


def test_a_row_is_judged_by_others_alone():
    """A feature that all rows of a key share says nothing of another key."""
    rows = [Row(key, "", (float(key == "a"),), key in "ab") for key in "abcde" for _ in range(4)]

    assert max(predict_held_out(rows)[:4]) < 0
