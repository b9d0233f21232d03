"""Let so many questions be answered at once, and everybody in turn."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

SOON = 1.0
"""Seconds of waiting before who waits is told its place: most turns come sooner."""
AGAIN = 2.5
"""Seconds between two looks at a place, which are further apart than edits may be."""

Show = Callable[[int], None]
"""Shows how many are before one; must not block."""


class FairQueue:
    """Lets `at_once` through; of those who wait, one of each person before a second of anyone."""

    def __init__(self, at_once: int = 8, *, soon: float = SOON, again: float = AGAIN) -> None:
        self._at_once = at_once
        self._inside = 0
        self.soon, self.again = soon, again
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def through(self, person: int, show: Show | None = None) -> AsyncIterator[None]:
        """Wait for one's turn, and take it until the end.

        `show` is given how many that wait are before one, where that takes a while, and again
        when it has changed; it may grow, where people come who have not had a turn yet.
        """
        await self._enter(person, show)
        try:
            yield
        finally:
            self._leave()

    def let(self, at_once: int) -> None:
        """Let another number through from now on; whoever is through stays so."""
        self._at_once = at_once
        self._admit()

    def waiting(self, person: int) -> int:
        """Return how many questions of a person wait."""
        return len(self._waiting.get(person, ()))

    @property
    def queue(self) -> int:
        """How many questions wait, of everybody."""
        return sum(map(len, self._waiting.values()))

    async def _enter(self, person: int, show: Show | None) -> None:
        if self._inside < self._at_once:
            self._inside += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, deque()).append(turn)
        telling = asyncio.create_task(self._tell(person, turn, show)) if show else None
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._forget(person, turn)
            else:
                self._leave()  # it was let through at the very moment it gave up
            raise
        finally:
            if telling is not None:
                telling.cancel()

    async def _tell(self, person: int, turn: asyncio.Future[None], show: Show) -> None:
        said = -1
        await asyncio.sleep(self.soon)
        while True:
            before = self._before(person, turn)
            if before is not None and before != said:
                said = before
                show(before)
            await asyncio.sleep(self.again)

    def _before(self, person: int, turn: asyncio.Future[None]) -> int | None:
        """Return how many have their turn before this one; None where it has come."""
        own = self._waiting.get(person, ())
        if turn not in own:
            return None
        nth = list(own).index(turn)
        before, earlier = nth, 1  # those in the queue before this person: one turn more each
        for other, turns in self._waiting.items():
            if other == person:
                earlier = 0
            else:
                before += min(len(turns), nth + earlier)
        return before

    def _leave(self) -> None:
        self._inside -= 1
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._inside < self._at_once:
            person, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[person] = turns  # at the end of the queue again
            if not turn.done():
                self._inside += 1
                turn.set_result(None)

    def _forget(self, person: int, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(person)
        if turns and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[person]
