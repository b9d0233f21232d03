"""Both errors of a cut-off, over every cut-off, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.96  # for 95 %
STEPS = tuple(n / 20 for n in range(1, 20))
"""The cut-offs of a curve."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of some questions, and its 95 % interval; all 0 to 1."""

    value: float
    low: float
    high: float
    of: int

    @classmethod
    def counted(cls, hits: int, of: int) -> Share:
        """Return the share with Wilson's interval (Wilson, 1927); nothing is known of none."""
        if not of:
            return cls(0.0, 0.0, 1.0, 0)
        p, z2 = hits / of, _Z * _Z
        middle = (p + z2 / (2 * of)) / (1 + z2 / of)
        reach = _Z / (1 + z2 / of) * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of))
        return cls(p, max(0.0, middle - reach), min(1.0, middle + reach), of)


@dataclass(frozen=True, slots=True)
class Point:
    """What a cut-off does: answerable questions refused, unanswerable ones answered."""

    cutoff: float
    refused: Share
    answered: Share


def errors(cutoff: float, answerable: Sequence[float], unanswerable: Sequence[float]) -> Point:
    """Return both errors at a cut-off, given the confidence of each question."""
    refused = sum(c < cutoff for c in answerable)
    answered = sum(c >= cutoff for c in unanswerable)
    return Point(
        cutoff,
        Share.counted(refused, len(answerable)),
        Share.counted(answered, len(unanswerable)),
    )


def curve(answerable: Sequence[float], unanswerable: Sequence[float]) -> tuple[Point, ...]:
    """Return both errors at each of `STEPS`."""
    return tuple(errors(cutoff, answerable, unanswerable) for cutoff in STEPS)
