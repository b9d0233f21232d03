"""Show votes, one edit after the other where many people vote at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final
from weakref import WeakValueDictionary

import discord

from bot.discord_bot.delivery.respond import acknowledge
from bot.discord_bot.log import log
from bot.errors import describe

_SHOW_SECONDS: Final = 30.0  # edits of old messages may have to wait for twenty

Show = Callable[[], Awaitable[None]]
"""Shows the votes that have been cast by now."""


class VoteRefresher:
    """Has the newest votes shown, once for all that were cast while they could not be."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._waiting: set[str] = set()

    async def refresh(
        self, voted_on: str, interaction: discord.Interaction[Any], show: Show
    ) -> None:
        """Show the votes on something in answer to a press that cast one.

        Where others are being shown the press is acknowledged, as Discord gives three seconds.
        """
        lock = self._locks.setdefault(voted_on, asyncio.Lock())
        if lock.locked():
            await acknowledge(interaction)
            if voted_on in self._waiting:
                return  # what waits to be shown has this vote, too
            self._waiting.add(voted_on)
        async with lock:
            self._waiting.discard(voted_on)
            try:
                async with asyncio.timeout(_SHOW_SECONDS):
                    await show()
            except Exception as error:
                # The votes are cast; the next one shows them.
                log().warning("votes not shown", of=voted_on, error=describe(error))
                await acknowledge(interaction)
