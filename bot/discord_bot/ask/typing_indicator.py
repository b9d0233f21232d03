"""Show that the bot is typing while it works on a message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
from discord.abc import Messageable

from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS

_SOON = 0.4  # seconds: what is answered sooner needs no sign
_AGAIN = 8.0  # seconds: Discord shows it for ten


@asynccontextmanager
async def typing_in(channel: Messageable) -> AsyncIterator[None]:
    """Show the bot typing in a channel, as long as Discord lets it and no longer than needed."""
    task = asyncio.create_task(_typing(channel), name="typing")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _typing(channel: Messageable) -> None:
    await asyncio.sleep(_SOON)
    with suppress(discord.HTTPException, *CONNECTION_ERRORS):
        while True:
            await channel.typing()
            await asyncio.sleep(_AGAIN)
