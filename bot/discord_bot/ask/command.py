"""Offer `/ask` and `/why`: answer a question, and show how an answer came about."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.conversations import ConversationTurn
from bot.discord_bot.ask.question import Question
from bot.discord_bot.ask.session import COG, AnswerService
from bot.discord_bot.ask.targets import command_targets
from bot.discord_bot.ask.triggers import is_own_thread
from bot.discord_bot.ask.turns import find_latest_turn, find_newest_seen
from bot.discord_bot.delivery.respond import defer, personal_translations, server_translations, show
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.errors import NothingYet, UserError, without_errors
from bot.discord_bot.guard_messages import check_moderation, check_rate_limit
from bot.discord_bot.inflight import request_id
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import (
    FilterCompletion,
    complete_models,
    find_model,
    parse_filters,
)
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.receipt import receipt
from bot.discord_bot.services import Services, load_server_settings, load_settings
from bot.receipts.receipt import retention_days
from retrieval.text import patterns as re

_MAX_QUESTION_CHARS = 1_000  # characters of a question typed as an option

_LINK = re.compile(r"/channels/(?:@me|\d{1,20})/\d{1,20}/(\d{1,20})/?\s*$", re.ASCII)
_MAX_REFERENCE_CHARS = 200


class AskCommand(commands.Cog, name=COG):
    """Answers questions asked by command."""

    def __init__(self, answering: AnswerService, filters: FilterCompletion) -> None:
        self.answering = answering
        self._filters = filters

    async def cog_unload(self) -> None:
        """Let votes be shown."""
        await self.answering.votes.close()

    @app_commands.command(
        name=localized("cmd-ask", "ask"),
        description=localized(
            "cmd-ask-about", "Ask the library; every sentence carries a footnote"
        ),
    )
    @app_commands.rename(
        question=localized("cmd-ask-opt-question", "question"),
        category=localized("cmd-ask-opt-category", "category"),
        year_from=localized("cmd-ask-opt-year-from", "year_from"),
        year_to=localized("cmd-ask-opt-year-to", "year_to"),
        author=localized("cmd-ask-opt-author", "author"),
        source=localized("cmd-ask-opt-source", "source"),
        model=localized("cmd-ask-opt-model", "model"),
    )
    @app_commands.describe(
        question=localized("cmd-ask-opt-question-about", "Your question"),
        category=localized(
            "cmd-ask-opt-category-about", "Start typing a name or code, such as cs.CV"
        ),
        year_from=localized("cmd-ask-opt-year-from-about", "Only papers from this year or later"),
        year_to=localized("cmd-ask-opt-year-to-about", "Only papers up to this year"),
        author=localized("cmd-ask-opt-author-about", "Only papers by this author"),
        source=localized("cmd-ask-opt-source-about", "Only papers from this source, such as arxiv"),
        model=localized(
            "cmd-ask-opt-model-about", "The language model that answers (default: the server’s)"
        ),
    )
    @everywhere
    async def ask(
        self,
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
        settings = await load_settings(interaction)
        personal = personal_translations(interaction)
        if not question.strip():
            raise UserError(personal("ask-empty"), personal("ask-empty-todo"))
        filters = parse_filters(
            personal,
            category=category,
            year_from=year_from,
            year_to=year_to,
            author=author,
            source=source,
        )
        services = self.answering.services
        if model is not None:
            settings = replace(settings, model=find_model(model, services, personal))
        locale = interaction.guild_locale or interaction.locale
        t = server_translations(settings.language, locale, services)
        await check_rate_limit(services, personal, interaction)
        original = await defer(interaction)
        await check_moderation(services, personal, question)
        asked = Question(
            request_id(services.new_id),
            question.strip(),
            services.now(),
            interaction.guild_id,
            interaction.channel_id or 0,
            interaction.user.id,
            parent_id=await self._find_parent(interaction),
            filters=filters,
            # A server may have Discord hide the answers of apps that its members bring along.
            private=interaction.guild_id is not None and not interaction.is_guild_integration(),
        )
        places = command_targets(interaction, asked.turn_id, t, lambda: original)
        live = StreamingReply(places, clock=services.clock)
        await self.answering.answer(asked, live, t, settings)

    @ask.autocomplete("model")
    @without_errors
    async def complete_model(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete the name of a model that the operator offers."""
        return complete_models(self.answering.services, current)

    @ask.autocomplete("category")
    @without_errors
    async def complete_category(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a category of the library by its code or name."""
        return await self._filters.categories(current)

    @ask.autocomplete("source")
    @without_errors
    async def complete_source(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a source of the library."""
        return await self._filters.sources(current)

    async def _find_parent(self, interaction: discord.Interaction) -> str | None:
        here = interaction.channel_id
        if here is None:
            return None
        talking = interaction.guild_id is None and interaction.context.dm_channel
        if talking or is_own_thread(interaction.channel, interaction.client.user):
            return await find_latest_turn(self.answering.services, here)
        return None


class WhyCommand(commands.Cog):
    """Shows receipts to people who can see the answer."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(
        name=localized("cmd-why", "why"),
        description=localized("cmd-why-about", "See how an answer was made"),
    )
    @app_commands.rename(answer=localized("cmd-why-opt-answer", "answer"))
    @app_commands.describe(
        answer=localized(
            "cmd-why-opt-answer-about",
            "A link to the answer or its receipt id (default: the newest answer here)",
        )
    )
    @everywhere
    async def why(
        self,
        interaction: discord.Interaction,
        answer: Range[str, 1, _MAX_REFERENCE_CHARS] | None = None,
    ) -> None:
        """Show the receipt, to the person alone."""
        await defer(interaction, ephemeral=True)
        services, t = self._services, personal_translations(interaction)
        turn_id = await _find_turn_id(services, interaction, answer, t)
        shown = await load_receipt_message(services, interaction, turn_id, t)
        await show(interaction, shown, ephemeral=True)


async def load_receipt_message(
    services: Services, interaction: discord.Interaction[Any], turn_id: str, t: Translations
) -> OutgoingMessage:
    """Return the message of an answer's receipt; raise `UserError` if there is none."""
    kept = await asyncio.to_thread(services.stores.receipts.get, turn_id)
    if kept is None:
        settings = await load_server_settings(services, interaction.guild_id)
        days = retention_days(settings, services.application.settings.receipt_days)
        raise UserError(t("receipt-gone"), t("receipt-gone-todo", days=days))
    return receipt(t, kept)


async def _find_turn_id(
    services: Services,
    interaction: discord.Interaction[Any],
    answer: str | None,
    t: Translations,
) -> str:
    """Return the id of the turn that a reference names, or of the newest turn here."""
    if answer is None:
        newest = await find_newest_seen(interaction)
        if newest is None:
            raise NothingYet(t("receipt-nothing-here"), t("receipt-nothing-here-todo"))
        return newest
    turn = await asyncio.to_thread(_find_named_turn, services, answer)
    if turn is None or not _can_see(interaction, turn):
        raise UserError(t("receipt-unknown"), t("receipt-unknown-todo"))
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
