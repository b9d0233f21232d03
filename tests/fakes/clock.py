"""A clock that moves only when somebody sleeps by it."""

from __future__ import annotations

import threading


class FakeTime:
    """Seconds since 1970 and a sleep, for what takes both as arguments."""

    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def clock(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let so much time pass at once."""
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds
