"""Name the ways in which services fail, and choose among them by chance."""

from __future__ import annotations

import random
from enum import Enum, auto


class Fault(Enum):
    """A way to spoil an answer."""

    BUSY = auto()  # 429 with Retry-After in seconds
    BUSY_SILENT = auto()  # 429 without
    DOWN = auto()  # 503 with Retry-After as a date
    DOWN_SILENT = auto()  # 503 without
    TRUNCATED = auto()  # the first half of the body, framed as if it were whole
    WRONG_ENCODING = auto()  # Latin-1 that says it is UTF-8
    WEB_PAGE = auto()  # 200, and a page for people that says sorry
    REPEATED = auto()  # the page before this one, once more
    SHORT = auto()  # some papers of a page are left out
    EMPTY = auto()  # all of them are
    CUT = auto()  # the connection ends in the middle
    SLOW = auto()  # the body comes in pieces
    # no client can heal these
    OVERSIZED = auto()
    BOMB = auto()  # a little gzip that becomes a lot
    FOREIGN = auto()  # a redirect to another host


HEALED = tuple(fault for fault in Fault if fault.value < Fault.OVERSIZED.value)
"""The faults after which a patient client still gets all."""
OF_ANY_ANSWER = tuple(
    fault for fault in HEALED if fault not in (Fault.REPEATED, Fault.SHORT, Fault.EMPTY)
)
"""Those of them that need no pages."""


class Faults:
    """Spoils answers at a rate from 0 to 1, the same ones for the same seed."""

    def __init__(self, seed: int, rate: float, kinds: tuple[Fault, ...] = HEALED) -> None:
        self._chance = random.Random(seed)
        self._rate = rate
        self._kinds = kinds

    def next(self) -> Fault | None:
        """Return how the next answer is spoiled, or None."""
        return self._chance.choice(self._kinds) if self._chance.random() < self._rate else None
