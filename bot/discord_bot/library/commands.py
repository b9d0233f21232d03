"""`/library add`, `list`, `stats` and `remove`, and "Add papers from this message"."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_bot.delivery.respond import (
    defer,
    defer_if_slow,
    personal_translations,
    show,
    translations_for,
)
from bot.discord_bot.errors import UserError, without_errors
from bot.discord_bot.library import listing
from bot.discord_bot.library.add import MAX_FILES, PapersToAdd, add_papers, check_adding_rate
from bot.discord_bot.library.listing import Listing, PaperSort
from bot.discord_bot.library.remove import build_confirmation, check_can_remove
from bot.discord_bot.library.stats import describe_growth, find_feed_states, stats_message
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.options import FilterCompletion, TitleCompletion, parse_categories
from bot.discord_bot.paper_refs import MentionedPapers, find_in_message, find_in_text
from bot.discord_bot.permissions import everywhere, require_server
from bot.discord_bot.services import Services, services_of
from retrieval.search.query import Filters


@everywhere
class LibraryCommands(
    commands.GroupCog,
    name="Library",
    group_name=localized("cmd-library", "library"),
    group_description=localized(
        "cmd-library-about", "Add papers to the library, and see what is in it"
    ),
):
    """Manages the library, which all servers of this installation share."""

    def __init__(
        self, services: Services, titles: TitleCompletion, filters: FilterCompletion
    ) -> None:
        super().__init__()
        self._services = services
        self._titles = titles
        self._filters = filters

    async def cog_load(self) -> None:
        """Load the titles before anyone types."""
        await self._titles.warm()

    @app_commands.command(
        name=localized("cmd-library-add", "add"),
        description=localized("cmd-library-add-about", "Add papers from a file, or by link or id"),
    )
    @app_commands.rename(
        file=localized("cmd-library-add-opt-file", "file"),
        papers=localized("cmd-library-add-opt-papers", "papers"),
    )
    @app_commands.describe(
        file=localized(
            "cmd-library-add-opt-file-about", "BibTeX, RIS, CSV, JSON Lines, or a saved page"
        ),
        papers=localized("cmd-library-add-opt-papers-about", "Links, arXiv ids or DOIs"),
    )
    async def add(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment | None = None,
        papers: Range[str, 1, 2000] | None = None,
    ) -> None:
        """Add papers, and say what became of them."""
        require_server(interaction)
        t = personal_translations(interaction)
        if file is None and not (papers or "").strip():
            raise UserError(t("library-add-nothing"), t("library-add-nothing-todo"))
        catalog = services_of(interaction).application.catalog
        named = await defer_if_slow(interaction, partial(find_in_text, papers or "", catalog))
        if papers and file is None and named == MentionedPapers():
            raise UserError(t("library-no-reference"), t("library-no-reference-todo"))
        given = PapersToAdd([file] if file else [], named)
        await check_adding_rate(interaction, given)
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await add_papers(interaction, t, given))

    @app_commands.command(
        name=localized("cmd-library-list", "list"),
        description=localized("cmd-library-list-about", "Page through the library"),
    )
    @app_commands.rename(
        sort=localized("cmd-library-list-opt-sort", "sort"),
        category=localized("cmd-library-list-opt-category", "category"),
    )
    @app_commands.describe(
        sort=localized("cmd-library-list-opt-sort-about", "The order of the list"),
        category=localized(
            "cmd-library-list-opt-category-about", "Start typing a name or code, such as cs.CV"
        ),
    )
    @app_commands.choices(
        sort=[
            Choice(
                name=localized("cmd-library-list-sort-added", "Most recently added first"),
                value="added",
            ),
            Choice(
                name=localized("cmd-library-list-sort-published", "Newest first"), value="published"
            ),
            Choice(name=localized("cmd-library-list-sort-title", "By title"), value="title"),
        ]
    )
    async def list_papers(
        self,
        interaction: discord.Interaction,
        sort: str = "added",
        category: Range[str, 1, 100] | None = None,
    ) -> None:
        """Show the first page."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        wanted = Listing(cast(PaperSort, sort), Filters(categories=parse_categories(category)))
        services = services_of(interaction)
        token = await listing.save_listing(services, wanted)
        await show(interaction, await listing.build_page(services, t, wanted, token, 1))

    @list_papers.autocomplete("category")
    @without_errors
    async def complete_category(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a category of the library by its code or name."""
        return await self._filters.categories(current)

    @app_commands.command(
        name=localized("cmd-library-stats", "stats"),
        description=localized(
            "cmd-library-stats-about", "Count papers, years, categories and sources"
        ),
    )
    async def stats(self, interaction: discord.Interaction) -> None:
        """Show the counts."""
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        names = self._services.application.settings.auto_ingest
        lines = describe_growth(t, names, await asyncio.to_thread(find_feed_states, self._services))
        await show(interaction, stats_message(t, await self._filters.count_library(), lines))

    @app_commands.command(
        name=localized("cmd-library-remove", "remove"),
        description=localized("cmd-library-remove-about", "Remove a paper (server managers only)"),
    )
    @app_commands.rename(paper=localized("cmd-library-remove-opt-paper", "paper"))
    @app_commands.describe(
        paper=localized(
            "cmd-library-remove-opt-paper-about", "Start typing a title, or give an id, link or DOI"
        )
    )
    async def remove(self, interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
        """Ask whether to remove it."""
        check_can_remove(interaction)
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        shown = await build_confirmation(services_of(interaction), t, paper)
        await show(interaction, shown, ephemeral=True)

    @remove.autocomplete("paper")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title."""
        return await self._titles(interaction, current)

    async def add_from_message(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Add what a message has attached and names, and show what of it is there already."""
        require_server(interaction)
        t = personal_translations(interaction)
        named = await defer_if_slow(
            interaction, partial(find_in_message, message, services_of(interaction))
        )
        files = message.attachments[:MAX_FILES]
        if not files and named == MentionedPapers():
            raise UserError(t("library-message-nothing"), t("library-message-nothing-todo"))
        given = PapersToAdd(files, named)
        await check_adding_rate(interaction, given)
        await defer(interaction)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await add_papers(interaction, t, given))
