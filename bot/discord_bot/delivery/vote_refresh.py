"""Refresh the votes that a message shows, in batches if many people vote at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import discord

from bot.discord_bot.delivery.respond import acknowledge
from bot.discord_bot.delivery.streaming import Throttle
from bot.discord_bot.log import log
from bot.errors import describe

_ACKNOWLEDGE_AFTER_SECONDS: Final = 1.5  # seconds: after three, Discord takes none
_SHOW_SECONDS: Final = 30.0  # seconds: edits of old messages may have to wait for twenty

Show = Callable[[str, discord.Interaction[Any]], Awaitable[None]]
"""Shows the votes on what has an id; the interaction is the newest that cast one, and may be
answered with them."""


class _Press:
    """A press, answered once; `over` when nothing more comes of it."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self.interaction = interaction
        self.over = asyncio.Event()
        self._taken = False

    @property
    def is_answered(self) -> bool:
        """Say whether it is answered, or somebody is about to."""
        return self._taken or self.interaction.response.is_done()

    async def acknowledge(self) -> None:
        """Answer that it was seen, unless it is answered."""
        if not self.is_answered:
            self._taken = True
            await acknowledge(self.interaction)

    async def acknowledge_late(self) -> None:
        """Answer that it was seen where nothing else comes in time."""
        await asyncio.sleep(_ACKNOWLEDGE_AFTER_SECONDS)
        await self.acknowledge()

    def take(self) -> None:
        """Claim it for an answer."""
        self._taken = True


class VoteRefresher:
    """Refreshes votes: at once after the first, then as the throttle allows."""

    def __init__(
        self,
        show: Show,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._show = show
        self._clock = clock
        self._sleep = sleep
        self._newest: dict[str, _Press] = {}
        self._due: dict[str, _Press] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def refresh_after(
        self, voted_on: str, interaction: discord.Interaction[Any]
    ) -> AsyncIterator[None]:
        """Cast a vote within; then the message shows it, in answer to the newest press.

        A press that a newer one overtakes, or whose answer takes long, is acknowledged.
        """
        press = _Press(interaction)
        overtaken, self._newest[voted_on] = self._newest.get(voted_on), press
        late = asyncio.create_task(press.acknowledge_late(), name="acknowledging")
        try:
            if overtaken is not None:
                await overtaken.acknowledge()
            yield
            self._count(voted_on, press)
            await press.over.wait()
            await press.acknowledge()
        finally:
            if self._newest.get(voted_on) is press:
                del self._newest[voted_on]
            late.cancel()
            await asyncio.wait({late})

    async def close(self) -> None:
        """Finish the refreshes that are due."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=3.0)

    def _count(self, voted_on: str, press: _Press) -> None:
        """Schedule a refresh, preferably in reply to a press that has no answer yet."""
        waiting = self._due.get(voted_on)
        if waiting is not None and press.is_answered:
            press.over.set()  # what is about to be shown has this vote too
            return
        if waiting is not None:
            waiting.over.set()
        self._due[voted_on] = press
        if voted_on not in self._tasks:
            task = asyncio.create_task(self._recount(voted_on), name=f"votes on {voted_on}")
            self._tasks[voted_on] = task

    async def _recount(self, voted_on: str) -> None:
        throttle = Throttle(self._clock)
        try:
            while voted_on in self._due:
                await self._sleep(throttle.seconds_to_wait())
                throttle.record_edit()
                press = self._due.pop(voted_on)
                press.take()
                try:
                    async with asyncio.timeout(_SHOW_SECONDS):
                        await self._show(voted_on, press.interaction)
                except Exception as error:
                    # The votes are cast; the next one shows them.
                    log().warning("votes not shown", of=voted_on, error=describe(error))
                press.over.set()
                await self._sleep(throttle.seconds_to_wait())
        finally:
            del self._tasks[voted_on]
