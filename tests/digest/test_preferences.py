"""What votes say of papers that nobody voted on."""

from __future__ import annotations

import numpy as np
import pytest

from bot.digest.ranking import Preferences

AXES = np.eye(3)


def test_without_votes_nothing_is_learned():
    """Every paper is as the prior believes."""
    preferences = Preferences(np.zeros((0, 3)), np.zeros(0), np.zeros(0), 0.5)

    assert preferences(AXES).tolist() == [0, 0, 0]
    assert preferences.find_most_liked_similar(AXES[0], np.zeros(0, bool)) is None


def test_papers_like_the_voted_ones_inherit_their_votes():
    """Up and down; what is unlike either stays where it was."""
    preferences = Preferences(AXES[:2], np.array([0.5, -0.5]), np.ones(2), 0.5)

    up, down, neither = preferences(AXES)

    assert up == pytest.approx(1 / 3)  # half, shrunk by 1 / (1 + noise)
    assert down == pytest.approx(-1 / 3)
    assert neither == 0
    assert preferences.find_most_liked_similar(AXES[0], np.array([True, False])) == 0
    assert preferences.find_most_liked_similar(AXES[1], np.array([True, False])) is None
    assert preferences.find_most_liked_similar(AXES[0], np.array([False, False])) is None


def test_more_votes_weigh_more():
    """The noise of the mean of many votes is less."""
    one = Preferences(AXES[:1], np.array([0.5]), np.array([1.0]), 0.5)
    many = Preferences(AXES[:1], np.array([0.5]), np.array([20.0]), 0.5)

    assert one(AXES)[0] < many(AXES)[0] < 0.5


def test_it_is_ridge_regression():
    """The dual form gives what the primal one does."""
    random = np.random.default_rng(0)
    features, errors = random.normal(size=(20, 6)), random.normal(size=20)
    new = random.normal(size=(5, 6))

    primal = np.linalg.solve(features.T @ features + 0.5 * np.eye(6), features.T @ errors)

    assert Preferences(features, errors, np.ones(20), 0.5)(new) == pytest.approx(new @ primal)


def test_the_same_votes_teach_the_same():
    """To the last bit."""
    random = np.random.default_rng(1)
    features, errors = random.normal(size=(300, 390)), random.normal(size=300)

    a, b = (Preferences(features, errors, np.ones(300), 0.5)(features) for _ in range(2))

    assert a.tolist() == b.tolist()
