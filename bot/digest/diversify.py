"""Choose the papers of a post among those ranked: the best, and not all of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.digest.ranking import Ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOKED_AT = 60  # of the best: diversity is no reason to show a poor paper
_LIKE = 0.6  # cosine from which two papers are alike
_COST = 0.5  # of each further hundredth, in hundredths of a score


def pick(ranked: Sequence[Ranked], vectors: NDArray[np.float32], many: int) -> list[Ranked]:
    """Return up to `many`, the best first, each next the best in view of those before it.

    Carbonell and Goldstein's maximal marginal relevance (1998). `vectors` are those of the rows
    that `ranked` tells.
    """
    left = list(ranked[:_LOOKED_AT])
    costs = np.zeros(len(left))
    picked: list[Ranked] = []
    while left and len(picked) < many:
        worth = [r.score - c for r, c in zip(left, costs, strict=True)]
        best = int(np.argmax(worth))
        picked.append(left.pop(best))
        costs = np.delete(costs, best)
        likeness = vectors[[r.row for r in left]] @ vectors[picked[-1].row]
        costs = np.maximum(costs, _COST * np.maximum(likeness - _LIKE, 0))
    return picked
