"""Offer `/ask` and `/why`: answer a question, and show how an answer came about."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord.app_commands import Range

from bot.discord_bot.ask.question import build_question
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
    complete_title,
    find_model,
    parse_filters,
)
from bot.discord_bot.paper_refs import find_paper
from bot.discord_bot.question_limits import check_moderation, check_rate_limit
from bot.discord_bot.rendering.answer import thinking_message
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.receipt import receipt
from bot.discord_bot.services import load_server_settings, load_settings, services_of
from bot.records.conversations import ConversationTurn, Question
from bot.records.receipts import retention_days
from bot.records.server_settings import ServerSettings

_MAX_QUESTION_CHARS = 1_000  # characters of a question typed as an option


@command(
    "ask",
    complete={
        "paper": complete_title,
        "category": complete_category,
        "source": complete_source,
        "model": complete_model,
    },
)
async def ask(
    interaction: discord.Interaction,
    question: Range[str, 1, _MAX_QUESTION_CHARS],
    paper: Range[str, 1, 500] | None = None,
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
    if paper is not None:
        filters = replace(filters, paper=await _find_paper_id(interaction, paper))
    await check_moderation(services, question)
    asked = build_question(
        interaction,
        question.strip(),
        await _find_parent(interaction),
        filters,
        # A server may have Discord hide the answers of apps that its members bring along.
        private=interaction.guild_id is not None and not interaction.is_guild_integration(),
    )
    await answer_interaction(interaction, asked, settings, original)


async def _find_paper_id(interaction: discord.Interaction, reference: str) -> str:
    """Return the id of the paper of a key, id, link, DOI or title; raise `PaperNotFound`."""
    services = services_of(interaction)
    catalog, remembered = services.application.catalog, services.stores.component_state
    return (await asyncio.to_thread(find_paper, reference, catalog, remembered)).paper_id


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
    live = StreamingReply(command_targets(interaction, nonce, t, message_id))
    if fallback:
        live.update(lambda: thinking_message(t, asked.shown_question))
    turn: ConversationTurn | None = await interaction.client.answering.answer(
        asked, live, t, settings, fallback=fallback
    )
    return turn


async def _find_parent(interaction: discord.Interaction) -> str | None:
    here = interaction.channel_id
    talking = interaction.guild_id is None and interaction.context.dm_channel
    if here and (talking or is_own_thread(interaction.channel, interaction.client.user)):
        turn = await find_latest_turn(services_of(interaction), here)
        return turn.turn_id if turn else None
    return None


@command("why")
async def why(interaction: discord.Interaction) -> None:
    """Show the receipt of the newest answer here to the person alone."""
    await defer(interaction, ephemeral=True)
    turn_id = await find_newest_seen(interaction)
    if turn_id is None:
        raise NothingYet("receipt-nothing-here")
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
