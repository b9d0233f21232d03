"""One reply from its first state to its last: edited while it grows, and always brought home."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

import discord

from bot.discord_bot.delivery.failures import Undeliverable, is_lost, is_passing, pause_asked
from bot.discord_bot.delivery.targets import NoSuchPlace, ReplyTarget, SentMessage
from bot.discord_bot.delivery.throttle import Throttle
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.errors import describe

_PAUSES = (1.0, 4.0, 15.0, 30.0)
"""Seconds between tries of what must be sent, after discord.py itself has given up."""
PATIENCE = 2.0
"""Seconds for an edit on its way to end, before the last one overtakes it."""

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")


class StreamingReply:
    """A reply that is shown state by state, in the first of its places that takes it.

    `places` are tried in order; one that is gone or barred is left for the next, with all that
    follows. States between are shown as the throttle lets them, the newest only, and are dropped
    where Discord fails; the last is tried again and again. `clock` is monotonic, in seconds.
    """

    def __init__(
        self,
        places: Sequence[ReplyTarget],
        *,
        clock: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
        patience: float = PATIENCE,
    ) -> None:
        self._places = deque(places)
        self._throttle = Throttle(clock)
        self._clock = clock
        self._since = 0.0
        self._sleep = sleep
        self._patience = patience
        self._newest: Callable[[], OutgoingMessage] | None = None
        self._news = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._states: asyncio.Task[None] | None = None
        self._stands: list[tuple[ReplyTarget, SentMessage]] = []

    @property
    def written(self) -> list[SentMessage]:
        """What stands so far, in reading order."""
        return [written for _, written in self._stands]

    def show(self, state: Callable[[], OutgoingMessage]) -> None:
        """Show a state soon, unless a newer one comes first; `state` is called when it leaves."""
        self._newest = state
        if not self._news.is_set():
            self._since = self._clock()
            self._news.set()
        if self._states is None:
            self._states = asyncio.create_task(self._show_states(), name="states of a reply")

    async def finish(self, messages: Sequence[OutgoingMessage]) -> list[SentMessage]:
        """Show the last state, one message or several; return where they stand.

        Raises `Undeliverable` where no place takes it, and what Discord says of a message that
        it takes nowhere.
        """
        await self.stop()
        await self._sleep(self._throttle.wait(final=True))
        first, *more = messages
        await self._insist(partial(self._put, first))
        for shown in more:
            self._stands.append(await self._insist(partial(self._add, shown)))
        return self.written

    async def stop(self) -> None:
        """Show no more states; an edit on its way may still arrive."""
        states, self._states = self._states, None
        if states is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience), self._one_at_a_time:
                states.cancel()
        states.cancel()
        await asyncio.wait({states})

    async def withdraw(self) -> None:
        """Take away what stands, as far as Discord lets us."""
        await self.stop()
        if not self._stands and self._places:
            with suppress(discord.HTTPException):  # it shows so for a quarter of an hour more
                await self._places[0].clear()
        while self._stands:
            place, written = self._stands.pop()
            try:
                await place.remove(written)
            except discord.HTTPException as error:
                log().info("not taken away", message=written.message_id, error=describe(error))

    async def _show_states(self) -> None:
        while True:
            await self._news.wait()
            wait = self._throttle.wait()
            due = self._clock() + wait if wait else self._since
            await self._sleep(wait)
            async with self._one_at_a_time:
                self._news.clear()
                state = self._newest
                if state is None:  # pragma: no cover - there is no news before the first state
                    continue
                try:
                    shown = state()
                    late = self._clock() - due
                    await self._put(shown)
                    took = self._clock() - due - late
                    log().info("state shown", late_ms=1e3 * late, took_ms=1e3 * took)
                except Undeliverable:
                    return  # the last state will say so
                except Exception as error:
                    # The last state says all there is to say, and may fare better.
                    log().warning("state not shown", error=describe(error))

    async def _put(self, shown: OutgoingMessage) -> None:
        self._throttle.sent()
        self._stands[:1] = [await self._somewhere(lambda place: place.put(shown))]

    async def _add(self, shown: OutgoingMessage) -> tuple[ReplyTarget, SentMessage]:
        return await self._somewhere(lambda place: place.add(shown))

    async def _somewhere(
        self, write: Callable[[ReplyTarget], Awaitable[SentMessage]]
    ) -> tuple[ReplyTarget, SentMessage]:
        while self._places:
            place = self._places[0]
            try:
                return place, await write(place)
            except NoSuchPlace:
                self._places.popleft()
            except Exception as error:
                if not is_lost(error):
                    raise
                log().warning("place lost", place=repr(place), error=describe(error))
                self._places.popleft()
        raise Undeliverable("No place is left where the answer could be shown.")

    async def _insist(self, write: Callable[[], Awaitable[T]]) -> T:
        for pause in _PAUSES:
            try:
                return await write()
            except Exception as error:
                if not is_passing(error):
                    raise
                log().warning("tried again", error=describe(error))
                await self._sleep(max(pause, pause_asked(error)))
        return await write()
