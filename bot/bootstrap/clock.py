"""Say where a bot that runs has its time from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, in UTC, and the waiting of what looks again and again what is due.

    `sleep` takes seconds. How fast messages may be edited and how long a service has to answer
    go by this machine's own clock, whatever stands here.
    """

    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]


def utc_now() -> datetime:
    """Return the time by this machine's clock."""
    return datetime.now(UTC)


REAL = Clock(utc_now, asyncio.sleep)
"""This machine's clock."""
