"""Delays between retries: as the server asks, else exponential with jitter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

RETRY_STATUSES = frozenset({408, 429, *range(500, 600)})
"""The HTTP statuses of a service that is overloaded, restarting or down."""

_BACKOFF_FACTOR = 2.0


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Return the seconds that `Retry-After` asks for, given as a number or an HTTP date.

    RFC 9110, 10.2.3. A date is relative to the answer's own `Date`, since our clock may be wrong,
    else to `now`. None if the header is missing or malformed, 0 for a date that has passed.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    until, sent = _parse_timestamp(text), _parse_timestamp(headers.get("date", ""))
    begin = now if sent is None else sent
    return None if until is None or begin is None else max(0.0, until - begin)


def _parse_timestamp(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def backoff_seconds(
    tries: int, *, first: float, max_wait: float, random: Callable[[], float]
) -> float:
    """Return the seconds to wait after `tries` attempts (from 1), half of it jitter.

    `random` returns a number from 0 to 1. Jitter keeps clients that failed together from retrying
    together.
    """
    wait = min(max_wait, first * _BACKOFF_FACTOR ** (tries - 1))
    return wait / 2 + wait / 2 * random()
