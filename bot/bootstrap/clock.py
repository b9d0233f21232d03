"""The clock that a running bot goes by."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day, in UTC, and the pauses between two looks at what is due.

    How fast messages may be edited, and how long a service has to answer, always go by this
    machine's own clock.
    """

    now: Callable[[], datetime]
    sleep: Sleep


def utc_now() -> datetime:
    """Return the time by this machine's clock."""
    return datetime.now(UTC)


SYSTEM_CLOCK = Clock(utc_now, asyncio.sleep)
"""This machine's clock."""
