"""What the commands, listeners and buttons of this package share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.conversations import ConversationTurn
from bot.discord_bot.ask.session import Answering
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.errors import UserError
from bot.discord_bot.permissions import is_here
from bot.discord_bot.services import Services, services_of

COG = "asking"


@dataclass(frozen=True, slots=True)
class AskContext:
    """Where questions are taken."""

    services: Services
    answering: Answering
    recounts: VoteRefresher


def desk_of(interaction: discord.Interaction[Any]) -> AskContext:
    """Return the desk of the bot that an interaction came to."""
    return cast(AskContext, interaction.client.get_cog(COG).desk)


async def turn_of(interaction: discord.Interaction[Any], turn_id: str) -> ConversationTurn:
    """Return a turn that a button or form names; raise `UserError` where none is kept that is here.

    Whoever writes to the bot alone may also mean what they asked elsewhere: an answer that could
    not be shown there comes to them.
    """
    turns = services_of(interaction).stores.turns
    turn = await asyncio.to_thread(turns.get, turn_id)
    alone = interaction.guild_id is None and interaction.context.dm_channel
    if turn is None or not (
        is_here(interaction, turn.channel_id) or (alone and turn.user_id == interaction.user.id)
    ):
        t = personal_translations(interaction)
        raise UserError(t("asking-forgotten"), t("asking-forgotten-todo"))
    return turn


async def latest(services: Services, channel_id: int) -> str | None:
    """Return the newest turn of a thread, or the one that it was opened from.

    A thread has the id of the message that it was opened from.
    """
    turns = services.stores.turns

    def found() -> ConversationTurn | None:
        return turns.latest_in(channel_id) or turns.find_by_answer(channel_id)

    turn = await asyncio.to_thread(found)
    return turn.turn_id if turn else None
