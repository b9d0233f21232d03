"""Show the votes under an answer anew."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord_bot.delivery.component_message import edit_keeping_files
from bot.discord_bot.delivery.respond import translations_for
from bot.discord_bot.rendering import answer as answers
from bot.discord_bot.services import services_of


async def show_votes(turn_id: str, interaction: discord.Interaction[Any]) -> None:
    """Change the message that was pressed, one of those with the answer."""
    community = services_of(interaction).stores
    turn = await asyncio.to_thread(community.turns.get, turn_id)
    if turn is None or interaction.message is None:
        return
    tally = await asyncio.to_thread(community.votes.tally, turn_id)
    t = await translations_for(interaction, ephemeral=False)
    shown = answers.answer(t, turn.answer, turn_id, tally=tally)[-1]
    await edit_keeping_files(interaction, shown)
