"""What the commands, listeners and buttons of this package share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.community.conversation import KeptTurn
from bot.discord_front.asking.answering import Answering
from bot.discord_front.errors import Refused
from bot.discord_front.reply.recounts import Recounts
from bot.discord_front.services import Services
from bot.discord_front.words import Words

COG = "asking"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are taken."""

    services: Services
    answering: Answering
    recounts: Recounts


def desk_of(interaction: discord.Interaction[Any]) -> Desk:
    """Return the desk of the bot that an interaction came to."""
    return cast(Desk, interaction.client.get_cog(COG).desk)


async def turn_of(services: Services, turn_id: str, words: Words) -> KeptTurn:
    """Return a turn that a button names; raise `Refused` where it is no longer kept."""
    turn = await asyncio.to_thread(services.community.turns.get, turn_id)
    if turn is None:
        raise Refused(words("asking-forgotten"), words("asking-forgotten-todo"))
    return turn


async def latest(services: Services, channel_id: int) -> str | None:
    """Return the newest turn of a thread, or the one that it was opened from.

    A thread has the id of the message that it was opened from.
    """
    turns = services.community.turns

    def found() -> KeptTurn | None:
        return turns.latest_in(channel_id) or turns.by_answer(channel_id)

    turn = await asyncio.to_thread(found)
    return turn.turn_id if turn else None
