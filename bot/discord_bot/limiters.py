"""Limit how often something happens: once per id, or so often in a period."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable


class SeenIds:
    """Recently seen ids; the oldest are forgotten if there are more than `max_ids`."""

    def __init__(self, max_ids: int = 8_192) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._max_ids = max_ids

    def has_seen(self, event_id: int) -> bool:
        """Say whether an id is remembered."""
        return event_id in self._seen

    def add(self, event_id: int) -> bool:
        """Say whether an id comes for the first time, and remember it."""
        if event_id in self._seen:
            return False
        self._seen[event_id] = None
        if len(self._seen) > self._max_ids:
            self._seen.popitem(last=False)
        return True


class SlidingWindow:
    """Lets `limit` events happen in each place within `seconds`; `clock` is monotonic."""

    def __init__(
        self, clock: Callable[[], float], limit: int, seconds: float, max_keys: int = 4_096
    ) -> None:
        self._clock = clock
        self._limit = limit
        self._seconds = seconds
        self._max_keys = max_keys
        self._spent: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def try_acquire(self, place: Hashable, count: int = 1) -> bool:
        """Say whether `count` more may happen in `place` now, and count them if so."""
        now = self._clock()
        spent = self._spent.pop(place, deque())
        self._spent[place] = spent
        if len(self._spent) > self._max_keys:
            self._spent.popitem(last=False)
        while spent and now - spent[0] >= self._seconds:
            spent.popleft()
        if len(spent) + count > self._limit:
            return False
        spent.extend([now] * count)
        return True
