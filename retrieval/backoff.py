"""How long to wait before a request is sent again: as the server asks, else longer each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

RETRY_STATUSES = frozenset({408, 429, *range(500, 600)})
"""The statuses of a service that is overloaded, restarted or down: it may answer later."""

_FACTOR = 2.0


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds that `Retry-After` asks for: as a number, or as an HTTP date.

    RFC 9110, 10.2.3. A date counts from the answer's own `Date`, since our clock may be wrong, or
    from `now` without one. None if nothing readable is asked for, 0 for a date that has passed.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    until, sent = _moment(text), _moment(headers.get("date", ""))
    begin = now if sent is None else sent
    return None if until is None or begin is None else max(0.0, until - begin)


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def backoff_seconds(
    tries: int, *, first: float, max_wait: float, random: Callable[[], float]
) -> float:
    """Return the seconds to wait after so many tries (from 1), with half of it left to chance.

    `random` gives a number from 0 to 1. Chance keeps many that failed at once from coming back at
    once.
    """
    wait = min(max_wait, first * _FACTOR ** (tries - 1))
    return wait / 2 + wait / 2 * random()
