"""`/paper`, `/summarize` and `/related`: what there is to know of one paper."""

from __future__ import annotations

import asyncio

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import without_errors
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.options import TitleCompletion, complete_languages
from bot.discord_bot.paper_refs import to_paper_id
from bot.discord_bot.papers import card
from bot.discord_bot.papers.summaries import summarised
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.services import Services, settings_at

_PAPER = localized("cmd-paper-opt-paper", "paper")
_PAPER_ABOUT = localized(
    "cmd-paper-opt-paper-about", "Start typing a title, or give an id, link or DOI"
)


class PaperCommands(commands.Cog):
    """Looks at one paper."""

    def __init__(self, services: Services, titles: TitleCompletion) -> None:
        self._services = services
        self._titles = titles

    @app_commands.command(
        name=localized("cmd-paper", "paper"),
        description=localized("cmd-paper-about", "Show a paper: abstract, links, BibTeX"),
    )
    @app_commands.rename(paper=_PAPER)
    @app_commands.describe(paper=_PAPER_ABOUT)
    @everywhere
    async def paper(self, interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
        """Show a paper's card."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await card.card(self._services, t, paper))

    @app_commands.command(
        name=localized("cmd-summarize", "summarize"),
        description=localized(
            "cmd-summarize-about", "Summarize a paper in a style and language of your choice"
        ),
    )
    @app_commands.rename(
        paper=_PAPER,
        style=localized("cmd-summarize-opt-style", "style"),
        language=localized("cmd-summarize-opt-language", "language"),
    )
    @app_commands.describe(
        paper=_PAPER_ABOUT,
        style=localized("cmd-summarize-opt-style-about", "How to summarize"),
        language=localized("cmd-summarize-opt-language-about", "Language (needs a language model)"),
    )
    @app_commands.choices(
        style=[
            Choice(name=localized("cmd-summarize-style-tldr", "In short"), value="tldr"),
            Choice(
                name=localized("cmd-summarize-style-key-points", "Key points"), value="key-points"
            ),
            Choice(name=localized("cmd-summarize-style-technical", "Technical"), value="technical"),
            Choice(name=localized("cmd-summarize-style-plain", "Plain language"), value="plain"),
        ]
    )
    @everywhere
    async def summarize(
        self,
        interaction: discord.Interaction,
        paper: Range[str, 1, 500],
        style: str = "tldr",
        language: Range[str, 1, 60] | None = None,
    ) -> None:
        """Summarise a paper."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction)
        settings = await settings_at(interaction)
        t = await translations_for(interaction, ephemeral=False)
        services = self._services
        reference = await asyncio.to_thread(to_paper_id, paper, services.stores.remembered)
        wanted = (language or "").strip()
        shown = await summarised(interaction, t, settings, reference, style, wanted)
        await show(interaction, shown)

    @app_commands.command(
        name=localized("cmd-related", "related"),
        description=localized("cmd-related-about", "Find papers related to a paper"),
    )
    @app_commands.rename(paper=_PAPER)
    @app_commands.describe(paper=_PAPER_ABOUT)
    @everywhere
    async def related(self, interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
        """List the nearest papers."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await card.related(self._services, t, paper))

    @paper.autocomplete("paper")
    @summarize.autocomplete("paper")
    @related.autocomplete("paper")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title."""
        return await self._titles(interaction, current)

    @summarize.autocomplete("language")
    @without_errors
    async def languages(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a language."""
        return complete_languages(current)
