"""Have a message show its votes anew, together where many people vote at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.discord_front.log import log
from bot.discord_front.reply.throttle import Throttle
from bot.error_trace import describe

Show = Callable[[str, discord.Interaction[Any]], Awaitable[None]]
"""Shows the votes on what has an id; the interaction is the newest that cast one."""


class Recounts:
    """Has votes shown: at once after the first, then as edits may leave."""

    def __init__(
        self,
        show: Show,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._show = show
        self._clock = clock
        self._sleep = sleep
        self._newest: dict[str, discord.Interaction[Any]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def due(self, voted_on: str, interaction: discord.Interaction[Any]) -> None:
        """Have the message that was pressed show its votes soon."""
        self._newest[voted_on] = interaction
        if voted_on not in self._tasks:
            task = asyncio.create_task(self._recount(voted_on), name=f"votes on {voted_on}")
            self._tasks[voted_on] = task

    async def close(self) -> None:
        """Let what is due be shown."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=3.0)

    async def _recount(self, voted_on: str) -> None:
        throttle = Throttle(self._clock)
        try:
            while interaction := self._newest.pop(voted_on, None):
                await self._sleep(throttle.wait())
                throttle.sent()
                try:
                    await self._show(voted_on, interaction)
                except Exception as error:
                    # The votes are cast; the next one shows them.
                    log().warning("votes not shown", of=voted_on, error=describe(error))
                await self._sleep(throttle.wait())
        finally:
            del self._tasks[voted_on]
