"""Say how long to wait before asking again: as the service says, else longer each time."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime

AGAIN = frozenset({408, 429, *range(500, 600)})
"""The statuses of a service that is overloaded, restarted or down: it may answer later."""

_FACTOR = 2.0


def retry_after(value: str, now: float) -> float | None:
    """Return the seconds that a `Retry-After` header asks for: a number or an HTTP date.

    RFC 9110, 10.2.3. None where it says nothing, 0 for a date that has passed.
    """
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def growing(tries: int, *, first: float, longest: float, random: Callable[[], float]) -> float:
    """Return the seconds to wait after so many tries (from 1), with half of it left to chance.

    `random` gives a number from 0 to 1. Chance keeps many that failed at once from coming back at
    once.
    """
    wait = min(longest, first * _FACTOR ** (tries - 1))
    return wait / 2 + wait / 2 * random()
