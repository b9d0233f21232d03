"""Say the same thing seldom."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable


class Cooldown:
    """Lets each thing be said once in `every` seconds; `clock` is monotonic."""

    def __init__(self, clock: Callable[[], float], every: float, most: int = 4_096) -> None:
        self._clock = clock
        self._every = every
        self._most = most
        self._said: OrderedDict[Hashable, float] = OrderedDict()

    def may(self, thing: Hashable) -> bool:
        """Say whether it may be said now, and take it as said."""
        now = self._clock()
        last = self._said.pop(thing, None)
        if last is not None and now - last < self._every:
            self._said[thing] = last
            return False
        self._said[thing] = now
        if len(self._said) > self._most:
            self._said.popitem(last=False)
        return True
