"""Let so much happen in a place within some time, and no more."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable


class SlidingWindow:
    """Lets `most` happen in each place within `seconds`; `clock` is monotonic."""

    def __init__(
        self, clock: Callable[[], float], most: int, seconds: float, places: int = 4_096
    ) -> None:
        self._clock = clock
        self._most = most
        self._seconds = seconds
        self._places = places
        self._spent: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def take(self, place: Hashable, count: int) -> bool:
        """Say whether `count` more may happen in `place` now, and take them as happened."""
        now = self._clock()
        spent = self._spent.pop(place, deque())
        self._spent[place] = spent
        if len(self._spent) > self._places:
            self._spent.popitem(last=False)
        while spent and now - spent[0] >= self._seconds:
            spent.popleft()
        if len(spent) + count > self._most:
            return False
        spent.extend([now] * count)
        return True
