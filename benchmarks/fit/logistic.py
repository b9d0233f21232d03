"""Fit logistic regressions by scikit-learn, judge them on what they have not seen, and print them.

All fits that give a few weights use these: features are standardized for the penalty, folds keep
together what belongs together, and the weights printed are for the features as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

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


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that is so or not, what is known of it, and the group in which it is reported.

    What has the same `key` stays together when a part is held out; `share` is how much it counts.
    """

    key: str
    group: str
    features: Sequence[float]
    is_so: bool
    share: float = 1.0


def fit_logistic(rows: Sequence[Row], strength: float = 1.0) -> Floats:
    """Return the bias and the weights of the features."""
    scaler = StandardScaler()
    features = scaler.fit_transform(np.array([row.features for row in rows]))
    model = LogisticRegression(C=strength, max_iter=1_000)
    shares = [row.share for row in rows]
    model.fit(features, [row.is_so for row in rows], sample_weight=shares)
    weights = model.coef_[0] / scaler.scale_
    return np.append(model.intercept_ - weights @ scaler.mean_, weights)


def predict_held_out(rows: Sequence[Row], strength: float = 1.0) -> Floats:
    """Return the log odds of each row by a model that has seen no row of its key."""
    odds, features = np.zeros(len(rows)), np.array([row.features for row in rows])
    for seen, held in GroupKFold(_FOLDS).split(features, groups=[row.key for row in rows]):
        bias, *weights = fit_logistic([rows[i] for i in seen], strength)
        odds[held] = bias + features[held] @ weights
    return odds


def print_below(rows: Sequence[Row], odds: Floats, limits: Sequence[float]) -> None:
    """Print the area under the curve, and the share of each group that is below some log odds."""
    print(f"area {roc_auc_score([row.is_so for row in rows], odds):.3f}; share below {limits}")
    groups = np.array([row.group for row in rows])
    for group in dict.fromkeys(groups.tolist()):
        mine = odds[groups == group]
        shares = "  ".join(f"{(mine < limit).mean():6.3f}" for limit in limits)
        print(f"{group:28}{len(mine):5}  {shares}")


def print_fit(rows: Sequence[Row], names: Sequence[str], limits: Sequence[float]) -> None:
    """Print how rows are judged by models that have not seen them, and the weights of all."""
    print_below(rows, predict_held_out(rows), limits)
    print_weights(("bias", *names), fit_logistic(rows))


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
