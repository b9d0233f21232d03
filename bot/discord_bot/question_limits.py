"""Apply rate limits, moderation and the queue to what people ask in Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import Response
from bot.discord_bot.errors import UserError
from bot.discord_bot.inflight import RequestSource
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering.answer import queue_message
from bot.discord_bot.services import Services, services_of
from bot.limits.guard import QuestionFlagged, RateLimited


async def check_rate_limit(services: Services, source: RequestSource, count: int = 1) -> None:
    """Raise `UserError` for `count` requests that come too fast.

    To be called before anything is made or announced.
    """
    person = source.user if isinstance(source, discord.Interaction) else source.author
    channel_id = source.channel.id if source.channel else 0
    guild_id = source.guild.id if source.guild else None
    try:
        await services.guard.check_rate_limit(person.id, channel_id, guild_id, count)
    except RateLimited as error:
        raise UserError("guard-rate", scope=error.scope) from error


async def check_moderation(services: Services, question: str) -> None:
    """Raise `UserError` for a question that is flagged."""
    try:
        await services.guard.check_moderation(question)
    except QuestionFlagged as error:
        log().info("question flagged", categories=list(error.categories))
        raise UserError("guard-flagged") from error


@asynccontextmanager
async def queue_slot(interaction: discord.Interaction[Any], t: Translations) -> AsyncIterator[None]:
    """Wait for a slot of the queue, and hold it.

    A deferred reply shows how many are ahead. A message that a button will change stays as it is.
    """
    services = services_of(interaction)
    reply = StreamingReply([Response(interaction)])

    def show_position(ahead: int) -> None:
        reply.update(lambda: queue_message(t, ahead))

    is_thinking = (
        interaction.response.type is discord.InteractionResponseType.deferred_channel_message
    )
    try:
        on_wait = show_position if is_thinking else None
        async with services.queue.slot(interaction.user.id, on_wait):
            await reply.stop()
            yield
    finally:
        await reply.stop()
