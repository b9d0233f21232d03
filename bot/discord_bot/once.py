"""Handle each event once, though the gateway may tell of it again."""

from __future__ import annotations

from collections import OrderedDict


class SeenIds:
    """The ids seen lately; the oldest are forgotten where there are more than `most`."""

    def __init__(self, most: int = 8_192) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._most = most

    def seen(self, event_id: int) -> bool:
        """Say whether an id is remembered."""
        return event_id in self._seen

    def first(self, event_id: int) -> bool:
        """Say whether an id comes for the first time, and remember it."""
        if event_id in self._seen:
            return False
        self._seen[event_id] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True
