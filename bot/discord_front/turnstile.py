"""Let so many questions be answered at once, and everybody in turn."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turnstile:
    """Lets `at_once` through; of those who wait, one of each person before a second of anyone."""

    def __init__(self, at_once: int = 8) -> None:
        self._free = at_once
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def through(self, person: int) -> AsyncIterator[None]:
        """Wait for one's turn, and take it until the end."""
        await self._enter(person)
        try:
            yield
        finally:
            self._leave()

    def waiting(self, person: int) -> int:
        """Return how many questions of a person wait."""
        return len(self._waiting.get(person, ()))

    @property
    def queue(self) -> int:
        """How many questions wait, of everybody."""
        return sum(map(len, self._waiting.values()))

    async def _enter(self, person: int) -> None:
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._forget(person, turn)
            else:
                self._leave()  # it was let through at the very moment it gave up
            raise

    def _leave(self) -> None:
        while self._waiting:
            person, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[person] = turns  # at the end of the queue again
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _forget(self, person: int, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(person)
        if turns and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[person]
