"""Hold one answer of a model to its time limits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

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
    """The limit in all of one answer, from now on, beside any shorter limit of a step."""

    def __init__(self, total: float) -> None:
        self._total = total
        self._end = asyncio.get_running_loop().time() + total

    @property
    def left(self) -> float:
        """Seconds until the limit in all."""
        return self._end - asyncio.get_running_loop().time()

    async def within(self, step: Awaitable[_T], limit: str, seconds: float) -> _T:
        """Await `step`; raise `DeadlineError` after `seconds` or at the limit in all."""
        shortest = min(seconds, self.left)
        try:
            async with asyncio.timeout(shortest) as timer:
                return await step
        except TimeoutError:
            if not timer.expired():
                raise
            if shortest < seconds:
                raise DeadlineError("the time limit in all", self._total) from None
            raise DeadlineError(limit, seconds) from None
