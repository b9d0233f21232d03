"""`/compare`: two to five papers side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import without_errors
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.paper_refs import to_paper_id
from bot.discord_bot.papers.comparisons import aspects_in, compared
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.services import Services, settings_at

_ABOUT = localized(
    "cmd-compare-opt-paper-about", "Start typing a title, or give an id, link or DOI"
)
_MORE_ABOUT = localized("cmd-compare-opt-more-about", "Another paper (optional)")


class CompareCommand(commands.Cog):
    """Compares papers."""

    def __init__(self, services: Services, titles: TitleCompletion) -> None:
        self._services = services
        self._titles = titles

    @app_commands.command(
        name=localized("cmd-compare", "compare"),
        description=localized("cmd-compare-about", "Compare two to five papers, aspect by aspect"),
    )
    @app_commands.rename(
        paper1=localized("cmd-compare-opt-paper1", "paper1"),
        paper2=localized("cmd-compare-opt-paper2", "paper2"),
        paper3=localized("cmd-compare-opt-paper3", "paper3"),
        paper4=localized("cmd-compare-opt-paper4", "paper4"),
        paper5=localized("cmd-compare-opt-paper5", "paper5"),
        aspects=localized("cmd-compare-opt-aspects", "aspects"),
    )
    @app_commands.describe(
        paper1=_ABOUT,
        paper2=_ABOUT,
        paper3=_MORE_ABOUT,
        paper4=_MORE_ABOUT,
        paper5=_MORE_ABOUT,
        aspects=localized("cmd-compare-opt-aspects-about", "What to compare, separated by commas"),
    )
    @everywhere
    async def compare(
        self,
        interaction: discord.Interaction,
        paper1: Range[str, 1, 500],
        paper2: Range[str, 1, 500],
        paper3: Range[str, 1, 500] | None = None,
        paper4: Range[str, 1, 500] | None = None,
        paper5: Range[str, 1, 500] | None = None,
        aspects: Range[str, 1, 1000] | None = None,
    ) -> None:
        """Show the comparison."""
        await check_rate_limit(self._services, personal_translations(interaction), interaction)
        await defer(interaction)
        settings = await settings_at(interaction)
        t = await translations_for(interaction, ephemeral=False)
        given = [paper for paper in (paper1, paper2, paper3, paper4, paper5) if paper]
        ids = await asyncio.to_thread(self._ids, given)
        rows = aspects_in(aspects or "")
        await show(interaction, await compared(interaction, t, settings, ids, rows))

    @compare.autocomplete("paper1")
    @compare.autocomplete("paper2")
    @compare.autocomplete("paper3")
    @compare.autocomplete("paper4")
    @compare.autocomplete("paper5")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title."""
        return await self._titles(interaction, current)

    def _ids(self, references: Sequence[str]) -> list[str]:
        remembered = self._services.stores.remembered
        return [to_paper_id(reference, remembered) for reference in references]
