"""Decide whether and when a request that failed is sent again."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING

from retrieval.openai_server import is_passing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.llm.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is sent in all, and the waits between, in seconds.

    Waits double from `first_wait` and are capped at `longest_wait`, as is a server's own
    Retry-After; up to `jitter` is added at random so that clients do not return together.
    """

    tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 20.0
    jitter: float = 0.5

    def after(self, error: Exception, deadline: Deadline) -> bool | float:
        """Say whether to try again after `error`, or in how many seconds, as stamina asks.

        A wait that outlasts the deadline is not begun.
        """
        if not is_passing(error):
            return False
        response = getattr(error, "response", None)
        asked = retry_after(response.headers) if response is not None else None
        if asked is None:
            return deadline.left > self.first_wait
        wait = min(asked, self.longest_wait)
        return wait if wait < deadline.left else False


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a response asks to wait, given as such or as a date; else None.

    A date is measured against the response's own Date. RFC 9110, section 10.2.3.
    """
    value = headers.get("retry-after", "")
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, seconds) if isfinite(seconds) else None
    try:
        until, sent = map(parsedate_to_datetime, (value, headers.get("date", "")))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
