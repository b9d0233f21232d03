"""Decide when the next edit of a message may leave."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

EVERY = 1.2
"""Seconds between two edits while an answer grows."""
_MOST = 5
_WINDOW = 5.0  # seconds: Discord stalls a sixth edit within them


class Throttle:
    """The edits of one message: at most one in `every` seconds, and five in any five.

    `clock` is monotonic, in seconds.
    """

    def __init__(self, clock: Callable[[], float], every: float = EVERY) -> None:
        self._clock = clock
        self._every = every
        self._left: deque[float] = deque(maxlen=_MOST)

    def wait(self, *, final: bool = False) -> float:
        """Return for how many seconds an edit must wait; the first need not.

        The final one waits for Discord's own limit alone.
        """
        if not self._left:
            return 0.0
        earliest = 0.0 if final else self._left[-1] + self._every
        if len(self._left) == _MOST:
            earliest = max(earliest, self._left[0] + _WINDOW)
        return max(earliest - self._clock(), 0.0)

    def sent(self) -> None:
        """Note that an edit leaves now."""
        self._left.append(self._clock())
