"""Fit logistic regressions by scikit-learn, judge them on what they have not seen, and print them.

All fits that give a few weights use these: features are standardized for the penalty, folds keep
together what belongs together, and the weights printed are for the features as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Things of which some are right: features (n, k), how right each is (n,), and a group.

    What has the same `key` stays together when a part is held out.
    """

    key: str
    group: str
    features: Floats
    targets: Floats


def fit_logistic(
    features: Floats, targets: NDArray[Any], shares: Floats | None = None, strength: float = 1.0
) -> Floats:
    """Return the bias and the weights; `shares` says how much each row counts."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=strength, max_iter=1_000)
    model.fit(scaler.transform(features), targets, sample_weight=shares)
    weights = model.coef_[0] / scaler.scale_
    return np.append(model.intercept_ - weights @ scaler.mean_, weights)


def predict(weights: Floats, features: Floats) -> Floats:
    """Return the log odds of rows by bias and weights."""
    odds: Floats = weights[0] + features @ weights[1:]
    return odds


def predict_held_out(
    features: Floats,
    targets: NDArray[Any],
    keys: Sequence[str],
    shares: Floats | None = None,
    strength: float = 1.0,
) -> Floats:
    """Return the log odds of each row by a model that has seen no row of its key."""
    odds = np.zeros(len(targets))
    for seen, held in GroupKFold(_FOLDS).split(features, targets, keys):
        kept = None if shares is None else shares[seen]
        fitted = fit_logistic(features[seen], targets[seen], kept, strength)
        odds[held] = predict(fitted, features[held])
    return odds


def fit_choice(choices: Sequence[Choice]) -> Floats:
    """Return weights by which the right things of each choice come first.

    A logistic regression over the differences of right and wrong things (as in RankNet, Burges et
    al., 2005), in which each choice counts alike.
    """
    rows, shares = [], []
    for one in choices:
        right, wrong = np.flatnonzero(one.targets > 0), np.flatnonzero(one.targets <= 0)
        for place in right:
            rows.append(one.features[place] - one.features[wrong])
            share = one.targets[place] / one.targets.sum() / max(1, len(wrong))
            shares.append(np.full(len(wrong), share))
    differences, share = np.vstack(rows), np.concatenate(shares)
    scale = differences.std(axis=0) + 1e-9
    model = LogisticRegression(fit_intercept=False, max_iter=1_000)
    both = np.vstack([differences, -differences]) / scale
    targets = np.repeat([True, False], len(differences))
    model.fit(both, targets, sample_weight=np.tile(share, 2))
    weights: Floats = model.coef_[0] / scale
    return weights


def score_held_out(choices: Sequence[Choice]) -> list[Floats]:
    """Return the scores of the things of each choice, by weights fitted without its key."""
    scores: list[Floats] = [np.zeros(0)] * len(choices)
    keys = [one.key for one in choices]
    for seen, held in GroupKFold(_FOLDS).split(keys, groups=keys):
        weights = fit_choice([choices[i] for i in seen])
        for i in held:
            scores[i] = choices[i].features @ weights
    return scores


def print_right(choices: Sequence[Choice], title: str, scores: Sequence[Floats]) -> None:
    """Print by group how often a right thing comes first, and is among four."""
    for group in sorted({one.group for one in choices}):
        places = [
            int((score > score[one.targets > 0].max()).sum())
            for one, score in zip(choices, scores, strict=True)
            if one.group == group
        ]
        first, four = (np.mean([place < most for place in places]) for most in (1, 4))
        print(f"{title}, {group}: first {first:.3f}, among four {four:.3f}, of {len(places)}")


def print_weights(names: Sequence[str], weights: Floats) -> None:
    """Print weights as they are pasted."""
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(names, weights, strict=True)))
