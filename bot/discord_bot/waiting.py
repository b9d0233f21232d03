"""Wait for one's turn with what an interaction asks for, and show how many are before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import Response
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering.notices import waiting
from bot.discord_bot.services import services_of

_THINKING = discord.InteractionResponseType.deferred_channel_message


@asynccontextmanager
async def in_turn(interaction: discord.Interaction[Any], t: Translations) -> AsyncIterator[None]:
    """Take one's turn until the end; the place shows where "Footnote is thinking" stood.

    A message that was there before, which a button will change, stays as it is meanwhile.
    """
    services = services_of(interaction)
    live = StreamingReply([Response(interaction)], clock=services.clock)

    def show(before: int) -> None:
        live.update(lambda: waiting(t, before))

    thinking = interaction.response.type is _THINKING
    try:
        async with services.queue.slot(interaction.user.id, show if thinking else None):
            await live.stop()
            yield
    finally:
        await live.stop()
