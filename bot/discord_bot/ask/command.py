"""`/ask`: answer a question from the library."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.discord_bot.ask.desk import COG, AskContext, latest
from bot.discord_bot.ask.question import Question
from bot.discord_bot.ask.targets import for_command
from bot.discord_bot.ask.triggers import continues
from bot.discord_bot.delivery.respond import defer, personal_translations, server_translations
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_moderation, check_rate_limit
from bot.discord_bot.inflight import request_id
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.options import parse_filters
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.services import settings_at

_LONGEST = 1_000  # characters of a question typed as an option


class AskCommand(commands.Cog, name=COG):
    """Answers questions asked by command."""

    def __init__(self, desk: AskContext) -> None:
        self.desk = desk

    async def cog_unload(self) -> None:
        """Let votes be shown."""
        await self.desk.recounts.close()

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
    )
    @app_commands.describe(
        question=localized("cmd-ask-opt-question-about", "Your question"),
        category=localized("cmd-ask-opt-category-about", "For example cs.CL; cs includes cs.CL"),
        year_from=localized("cmd-ask-opt-year-from-about", "Only papers from this year or later"),
        year_to=localized("cmd-ask-opt-year-to-about", "Only papers up to this year"),
        author=localized("cmd-ask-opt-author-about", "Only papers by this author"),
        source=localized("cmd-ask-opt-source-about", "Only papers from this source, such as arxiv"),
    )
    @everywhere
    async def ask(
        self,
        interaction: discord.Interaction,
        question: Range[str, 1, _LONGEST],
        category: Range[str, 1, 100] | None = None,
        year_from: Range[int, 1, 9999] | None = None,
        year_to: Range[int, 1, 9999] | None = None,
        author: Range[str, 1, 100] | None = None,
        source: Range[str, 1, 100] | None = None,
    ) -> None:
        """Answer, after having said so at once."""
        settings = await settings_at(interaction)
        personal = personal_translations(interaction)
        if not question.strip():
            raise UserError(personal("asking-empty"), personal("asking-empty-todo"))
        filters = parse_filters(
            personal,
            category=category,
            year_from=year_from,
            year_to=year_to,
            author=author,
            source=source,
        )
        t = server_translations(settings.language, interaction.guild_locale or interaction.locale)
        services = self.desk.services
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
            follows=await self._follows(interaction),
            filters=filters,
            # A server may have Discord hide the answers of apps that its members bring along.
            private=interaction.guild_id is not None and not interaction.is_guild_integration(),
        )
        places = for_command(interaction, asked.turn_id, t, lambda: original)
        live = StreamingReply(places, clock=services.clock)
        await self.desk.answering.answer(asked, live, t, settings)

    async def _follows(self, interaction: discord.Interaction) -> str | None:
        here = interaction.channel_id
        if here is None:
            return None
        talking = interaction.guild_id is None and interaction.context.dm_channel
        if talking or continues(interaction.channel, interaction.client.user):
            return await latest(self.desk.services, here)
        return None
