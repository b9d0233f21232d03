"""Make Discord's ids: milliseconds since its epoch, shifted, and unique."""

from __future__ import annotations

from collections.abc import Callable

EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts."""


class Snowflakes:
    """Make ids that rise with time; `now` returns seconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0

    def __call__(self) -> str:
        """Return the next id, as the decimal text that Discord sends."""
        self._last = max(self._last + 1, (int(self._now() * 1000) - EPOCH) << 22)
        return str(self._last)


def seconds_of(snowflake: str) -> float:
    """Return the time of an id in seconds since 1970."""
    return ((int(snowflake) >> 22) + EPOCH) / 1000


def is_snowflake(text: object) -> bool:
    """Return whether a value is an id as JSON has it."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= 20
