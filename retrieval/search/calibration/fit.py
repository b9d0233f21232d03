"""Fit a slope, a shift and a cut-off, held near the defaults where there are few questions.

The confidence of `retrieval.search.confidence` is a logistic model fitted on other libraries.
Platt's scaling (1999) with a Gaussian prior brings it onto this one: confidence 0.5 then means that
a question is as likely answerable as not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

_DEVIATIONS = (0.3, 0.5)  # of the priors of slope and shift
_SLOPES = (0.01, 50.0)
_SMOOTHING = 0.35  # of the errors, as logits: a few questions must not place the cut-off alone
_PRIOR_WEIGHT = 1.0
"""Share of error that one logit away from the default must save, times the number of questions."""

_COSTS = (0.75, 1.25)  # of a wrong refusal and a wrong answer: the goals are 5 % and 3 %


@dataclass(frozen=True, slots=True)
class Fit:
    """Confidence becomes 1 / (1 + exp(-(slope · logit + shift))); below `cutoff` is refused."""

    slope: float = 1.0
    shift: float = 0.0
    cutoff: float = 0.45


def fit(
    answerable: Sequence[float],
    unanswerable: Sequence[float],
    default: Fit,
    *,
    trust: float = 1.0,
) -> Fit:
    """Return the fit for the logits of some questions; `default` where one sort is missing.

    Both sorts count alike, however many of each there are. `trust` is what a question counts for
    against the defaults: 1 where people asked it, less where it was made.
    """
    if not answerable or not unanswerable:
        return default
    logits = np.array([*answerable, *unanswerable])
    wanted = np.repeat([1.0, 0.0], [len(answerable), len(unanswerable)])
    half = len(logits) / 2
    weights = np.repeat(
        [half / len(answerable), half / len(unanswerable)], [len(answerable), len(unanswerable)]
    )
    slope, shift = _fit_scale(logits, wanted, trust * weights)
    z = slope * logits + shift
    held = _PRIOR_WEIGHT / (trust * len(logits))
    cutoff = _fit_cutoff(z, wanted, weights / len(logits), default.cutoff, held)
    return Fit(round(slope, 4), round(shift, 4), round(cutoff, 3))


def to_confidence(logit: float, found: Fit) -> float:
    """Return the confidence of a logit under a fit."""
    z = found.slope * logit + found.shift
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, z))))


def _fit_scale(logits: Values, wanted: Values, weights: Values) -> tuple[float, float]:
    """Return slope and shift: the posterior's maximum, by Newton's method with halved steps."""
    x = np.column_stack([logits, np.ones(len(logits))])
    mean = np.array([1.0, 0.0])
    held = np.diag([1 / deviation**2 for deviation in _DEVIATIONS])

    def loss(b: Values) -> float:
        z = x @ b
        likely = weights @ (np.logaddexp(0.0, z) - wanted * z)
        return float(likely + 0.5 * (b - mean) @ held @ (b - mean))

    at = mean
    for _ in range(100):
        p = _sigmoid(x @ at)
        gradient = x.T @ (weights * (p - wanted)) + held @ (at - mean)
        step = np.linalg.solve((x.T * (weights * p * (1 - p))) @ x + held, gradient)
        size = 1.0
        while size > 1e-6 and loss(at - size * step) > loss(at):
            size /= 2
        at = at - size * step
        if float(np.abs(size * step).max()) < 1e-9:
            break
    return float(np.clip(at[0], *_SLOPES)), float(at[1])


def _fit_cutoff(
    z: Values,
    wanted: Values,
    parts: Values,
    default: float,
    held: float,
) -> float:
    """Return the cut-off of least smoothed error, each sort weighed by `_COSTS`."""
    shares = np.arange(0.02, 0.985, 0.005)
    tried = np.log(shares / (1 - shares))
    refused = _sigmoid((tried[:, None] - z) / _SMOOTHING)
    refusing, answering = _COSTS
    wrong = np.where(wanted > 0, refusing * refused, answering * (1.0 - refused)) @ parts
    far = held * (tried - math.log(default / (1 - default))) ** 2
    return float(shares[int(np.argmin(wrong + far))])


def _sigmoid(z: Values) -> Values:
    return 1.0 / (1.0 + np.exp(-np.clip(z, -60.0, 60.0)))
