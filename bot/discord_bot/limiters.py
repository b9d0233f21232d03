"""Limit how often something happens: once per id, or once in a period."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

_MAX_PLACES = 4_096


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


class Cooldown:
    """Lets something happen in each place once in `seconds`; `clock` is monotonic."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._last: OrderedDict[Hashable, float] = OrderedDict()

    def try_acquire(self, place: Hashable) -> bool:
        """Say whether it may happen in `place` now, and count it if so."""
        now, last = self._clock(), self._last.get(place)
        if last is not None and now - last < self._seconds:
            return False
        self._last[place] = now
        self._last.move_to_end(place)
        if len(self._last) > _MAX_PLACES:
            self._last.popitem(last=False)
        return True
