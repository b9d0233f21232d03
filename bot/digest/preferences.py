"""Learn from a channel's votes what it likes: Bayesian linear regression, refitted each time.

The prior is what the ranking believes without votes; the votes say by how much it erred, and papers
like the voted ones inherit the correction (Bishop, Pattern Recognition and Machine Learning, 3.3,
in its dual form: as many equations as voted papers). Nothing random, nothing kept between issues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Learning:
    """How the votes are weighed; chosen on the tuning part of benchmarks/measure/digest_ranking.py.

    `meaning` and `signals` are how much is expected of a paper's vector and of the other signals,
    `noise` is the variance of one vote.
    """

    meaning: float = 1.0
    signals: float = 0.3
    noise: float = 0.8


class Preferences:
    """What a channel's votes say of other papers.

    `features` (voted papers, features) of what was voted on; `errors` are how much better each
    was found than the prior believed, `votes` how many there were on it.
    """

    def __init__(
        self,
        features: NDArray[Any],
        errors: NDArray[Any],
        votes: NDArray[Any],
        noise: float,
    ) -> None:
        self._features = features
        if len(features):
            among = features @ features.T + np.diag(noise / votes)
            self._shares = np.linalg.solve(among, errors)
        else:
            self._shares = errors

    def __call__(self, features: NDArray[Any]) -> NDArray[Any]:
        """Return by how much each paper (papers,) is better than the prior believes."""
        if not len(self._features):
            return np.zeros(len(features))
        return np.asarray(features @ (self._features.T @ self._shares), np.float64)

    def likest(self, features: NDArray[Any], liked: NDArray[np.bool_]) -> int | None:
        """Return which of the `liked` papers adds most to a paper's (features,) value, if any."""
        if not liked.any():
            return None
        parts = np.where(liked, (self._features @ features) * self._shares, -np.inf)
        best = int(np.argmax(parts))
        return best if parts[best] > 0 else None
