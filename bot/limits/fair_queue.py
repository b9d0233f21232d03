"""Limit how many answers are made at the same time, and serve people in turn."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

FIRST_NOTICE_SECONDS = 1.0
"""Wait before a place in the queue is shown; most slots are free sooner."""
NOTICE_INTERVAL_SECONDS = 2.5
"""Time between two updates of a place, longer than Discord requires between edits."""

ShowPlace = Callable[[int], None]
"""Shows how many requests are ahead; must not block."""


class FairQueue:
    """Hands out `concurrency` slots: one to each waiting person before a second to anyone."""

    def __init__(
        self,
        concurrency: int = 8,
        *,
        first_notice: float = FIRST_NOTICE_SECONDS,
        notice_interval: float = NOTICE_INTERVAL_SECONDS,
    ) -> None:
        self._concurrency = concurrency
        self._inside = 0
        self._first_notice, self._notice_interval = first_notice, notice_interval
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def slot(self, person: int, show: ShowPlace | None = None) -> AsyncIterator[None]:
        """Wait for a slot, and hold it for the block.

        Meanwhile, `show` is called with the number of requests ahead whenever it changes. It may
        grow: the first request of a newcomer precedes the second of anyone else.
        """
        await self._enter(person, show)
        try:
            yield
        finally:
            self._leave()

    @property
    def length(self) -> int:
        """How many requests wait in all."""
        return sum(map(len, self._waiting.values()))

    async def _enter(self, person: int, show: ShowPlace | None) -> None:
        if self._inside < self._concurrency:
            self._inside += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(person, deque()).append(turn)
        notices = asyncio.create_task(self._show_place(person, turn, show)) if show else None
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._remove(person, turn)
            else:
                self._leave()  # its slot came free at the same moment
            raise
        finally:
            if notices is not None:
                notices.cancel()

    async def _show_place(self, person: int, turn: asyncio.Future[None], show: ShowPlace) -> None:
        shown = -1
        await asyncio.sleep(self._first_notice)
        while True:
            before = self._count_ahead(person, turn)
            if before is not None and before != shown:
                shown = before
                show(before)
            await asyncio.sleep(self._notice_interval)

    def _count_ahead(self, person: int, turn: asyncio.Future[None]) -> int | None:
        """Return how many requests are ahead of this one; None if its turn has come."""
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
        while self._waiting and self._inside < self._concurrency:
            person, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[person] = turns  # at the end of the queue again
            if not turn.done():
                self._inside += 1
                turn.set_result(None)

    def _remove(self, person: int, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(person)
        if turns and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[person]
