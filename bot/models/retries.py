"""Limit how long an answer may take, and decide whether to retry a failed request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from retrieval import backoff
from retrieval.openai_server import is_transient


@dataclass(frozen=True, slots=True)
class Retries:
    """How often to send a request in all, and the waits in between, in seconds.

    Waits double from `first_wait` up to `max_wait`, which also caps a server's Retry-After; up to
    `jitter` is added at random so that clients do not retry together.
    """

    tries: int = 3
    first_wait: float = 0.5
    max_wait: float = 20.0
    jitter: float = 0.5

    def next_wait(self, error: Exception, deadline: Deadline) -> bool | float:
        """Return whether to retry after `error`, or in how many seconds, for stamina.

        There is no retry after the deadline.
        """
        if not is_transient(error):
            return False
        response = getattr(error, "response", None)
        asked = backoff.retry_after(response.headers) if response is not None else None
        if asked is None:
            return deadline.seconds_left > self.first_wait
        wait = min(asked, self.max_wait)
        return wait if wait < deadline.seconds_left else False


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait, in seconds: to connect, to the first token, between tokens, in all."""

    connect: float = 5.0
    first_token: float = 60.0
    between_tokens: float = 30.0
    total: float = 180.0


class DeadlineError(Exception):
    """A time limit passed; `limit` names it and `seconds` says how long it was."""

    def __init__(self, limit: str, seconds: float) -> None:
        super().__init__(f"{limit} of {seconds:g} s passed")
        self.limit = limit
        self.seconds = seconds


class Deadline:
    """The time limit of one answer from now on, in addition to limits of single steps."""

    def __init__(self, total: float) -> None:
        self._total = total
        self._end = asyncio.get_running_loop().time() + total

    @property
    def seconds_left(self) -> float:
        """Seconds until the limit."""
        return self._end - asyncio.get_running_loop().time()

    async def wait_for(self, step: Awaitable[_T], limit: str, seconds: float) -> _T:
        """Await `step`; raise `DeadlineError` after `seconds` or at the limit."""
        shortest = min(seconds, self.seconds_left)
        try:
            async with asyncio.timeout(shortest) as timer:
                return await step
        except TimeoutError:
            if not timer.expired():
                raise
            if shortest < seconds:
                raise DeadlineError("the time limit in all", self._total) from None
            raise DeadlineError(limit, seconds) from None
