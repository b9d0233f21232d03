"""Offer `/ask` and `/why`: answer a question, and show how an answer came about."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord.app_commands import Range

from bot.discord_bot.apply_guard import check_moderation, check_rate_limit
from bot.discord_bot.ask.question import Question
from bot.discord_bot.ask.targets import command_targets
from bot.discord_bot.ask.triggers import is_own_thread
from bot.discord_bot.ask.turns import find_latest_turn, find_newest_seen
from bot.discord_bot.commands import command
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.errors import NothingYet, UserError
from bot.discord_bot.options import (
    complete_category,
    complete_model,
    complete_source,
    find_model,
    parse_filters,
)
from bot.discord_bot.rendering.answer import thinking_message
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.receipt import receipt
from bot.discord_bot.services import Services, load_server_settings, load_settings, services_of
from bot.records.conversations import ConversationTurn
from bot.records.receipts import retention_days
from bot.records.server_settings import ServerSettings
from retrieval.text import patterns as re

_MAX_QUESTION_CHARS = 1_000  # characters of a question typed as an option

_LINK = re.compile(r"/channels/(?:@me|\d{1,20})/\d{1,20}/(\d{1,20})/?\s*$", re.ASCII)
_MAX_REFERENCE_CHARS = 200


@command(
    "ask",
    complete={"category": complete_category, "source": complete_source, "model": complete_model},
)
async def ask(
    interaction: discord.Interaction,
    question: Range[str, 1, _MAX_QUESTION_CHARS],
    category: Range[str, 1, 100] | None = None,
    year_from: Range[int, 1, 9999] | None = None,
    year_to: Range[int, 1, 9999] | None = None,
    author: Range[str, 1, 100] | None = None,
    source: Range[str, 1, 100] | None = None,
    model: Range[str, 1, 100] | None = None,
) -> None:
    """Answer a question."""
    services, settings = services_of(interaction), await load_settings(interaction)
    if not question.strip():
        raise UserError("ask-empty")
    filters = parse_filters(category, year_from, year_to, author, source)
    if model is not None:
        settings = replace(settings, model=find_model(model, services))
    await check_rate_limit(services, interaction)
    original = await defer(interaction)
    await check_moderation(services, question)
    asked = Question.from_interaction(
        interaction,
        question.strip(),
        parent_id=await _find_parent(interaction),
        filters=filters,
        # A server may have Discord hide the answers of apps that its members bring along.
        private=interaction.guild_id is not None and not interaction.is_guild_integration(),
    )
    await answer_interaction(interaction, asked, settings, original)


async def answer_interaction(
    interaction: discord.Interaction[Any],
    asked: Question,
    settings: ServerSettings,
    message_id: int | None,
    fallback: Sequence[OutgoingMessage] = (),
) -> ConversationTurn | None:
    """Answer a question in response to an interaction; return the turn, if there is an answer.

    `message_id` is that of the original response, where it is known. `fallback`, what was there
    before, is shown again if answering fails.
    """
    services, t = services_of(interaction), await translations_for(interaction)
    nonce = services.new_id() if fallback else asked.turn_id
    live = StreamingReply(command_targets(interaction, nonce, t, message_id), clock=services.clock)
    if fallback:
        live.update(lambda: thinking_message(t, asked.shown_text))
    turn: ConversationTurn | None = await interaction.client.answering.answer(
        asked, live, t, settings, fallback=fallback
    )
    return turn


async def _find_parent(interaction: discord.Interaction) -> str | None:
    here = interaction.channel_id
    talking = interaction.guild_id is None and interaction.context.dm_channel
    if here and (talking or is_own_thread(interaction.channel, interaction.client.user)):
        return await find_latest_turn(services_of(interaction), here)
    return None


@command("why")
async def why(
    interaction: discord.Interaction, answer: Range[str, 1, _MAX_REFERENCE_CHARS] | None = None
) -> None:
    """Show the receipt of an answer to people who can see it, each alone."""
    await defer(interaction, ephemeral=True)
    turn_id = await _find_turn_id(interaction, answer)
    await show(interaction, await load_receipt_message(interaction, turn_id), ephemeral=True)


async def load_receipt_message(
    interaction: discord.Interaction[Any], turn_id: str
) -> OutgoingMessage:
    """Return the message of an answer's receipt; raise `UserError` if there is none."""
    services = services_of(interaction)
    kept = await asyncio.to_thread(services.stores.receipts.get, turn_id)
    if kept is None:
        settings = await load_server_settings(services, interaction.guild_id)
        days = retention_days(settings, services.application.settings.receipt_days)
        raise UserError("receipt-gone", days=days)
    return receipt(personal_translations(interaction), kept)


async def _find_turn_id(interaction: discord.Interaction[Any], answer: str | None) -> str:
    """Return the id of the turn that a reference names, or of the newest turn here."""
    if answer is None:
        newest = await find_newest_seen(interaction)
        if newest is None:
            raise NothingYet("receipt-nothing-here")
        return newest
    turn = await asyncio.to_thread(_find_named_turn, services_of(interaction), answer)
    if turn is None or not _can_see(interaction, turn):
        raise UserError("receipt-unknown")
    return turn.turn_id


def _find_named_turn(services: Services, answer: str) -> ConversationTurn | None:
    """Return the turn that a link or an id names; block."""
    turns = services.stores.turns
    if found := _LINK.search(answer):
        return turns.find_by_answer(int(found[1]))
    return turns.get(answer.strip())


def _can_see(interaction: discord.Interaction[Any], turn: ConversationTurn) -> bool:
    """Say whether the person can read the channel of an answer.

    The members of a private thread elsewhere are unknown, so its answers count as unreadable.
    """
    if turn.private and turn.user_id != interaction.user.id:
        return False
    if turn.channel_id == interaction.channel_id:
        return True
    guild, person = interaction.guild, interaction.user
    if guild is None or turn.guild_id != guild.id or not isinstance(person, discord.Member):
        return False
    channel = guild.get_channel_or_thread(turn.channel_id)
    if channel is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    allowed_there = channel.permissions_for(person)
    return allowed_there.view_channel and allowed_there.read_message_history
