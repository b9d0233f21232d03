"""`/search`, and the buttons that turn its pages."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.answering.search import SortOrder
from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import UserError, without_errors
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import FilterCompletion, parse_filters
from bot.discord_bot.papers.tokens import Query, load_query, save_query
from bot.discord_bot.permissions import everywhere
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from retrieval.search.query import parse_query

_PAGE_HITS = 5
_MAX_HITS = 50  # beyond these, people should refine the query


class SearchCommand(commands.Cog):
    """Finds papers."""

    def __init__(self, services: Services, filters: FilterCompletion) -> None:
        self._services = services
        self._filters = filters

    @app_commands.command(
        name=localized("cmd-search", "search"),
        description=localized("cmd-search-about", "Find papers in the library"),
    )
    @app_commands.rename(
        query=localized("cmd-search-opt-query", "query"),
        sort=localized("cmd-search-opt-sort", "sort"),
        category=localized("cmd-search-opt-category", "category"),
        year_from=localized("cmd-search-opt-year-from", "year_from"),
        year_to=localized("cmd-search-opt-year-to", "year_to"),
        author=localized("cmd-search-opt-author", "author"),
        source=localized("cmd-search-opt-source", "source"),
    )
    @app_commands.describe(
        query=localized(
            "cmd-search-opt-query-about", "Words, a “quoted phrase”, an author or an id"
        ),
        sort=localized("cmd-search-opt-sort-about", "The order of the results"),
        category=localized(
            "cmd-search-opt-category-about", "Start typing a name or code, such as cs.CV"
        ),
        year_from=localized("cmd-search-opt-year-from-about", "From this year or later"),
        year_to=localized("cmd-search-opt-year-to-about", "Up to this year"),
        author=localized("cmd-search-opt-author-about", "By this author"),
        source=localized("cmd-search-opt-source-about", "From this source, such as arxiv"),
    )
    @app_commands.choices(
        sort=[
            Choice(name=localized("cmd-search-sort-relevance", "Relevance"), value="relevance"),
            Choice(name=localized("cmd-search-sort-newest", "Newest first"), value="newest"),
            Choice(name=localized("cmd-search-sort-oldest", "Oldest first"), value="oldest"),
        ]
    )
    @everywhere
    async def search(
        self,
        interaction: discord.Interaction,
        query: Range[str, 1, 500],
        sort: str = "relevance",
        category: Range[str, 1, 100] | None = None,
        year_from: Range[int, 1, 9999] | None = None,
        year_to: Range[int, 1, 9999] | None = None,
        author: Range[str, 1, 100] | None = None,
        source: Range[str, 1, 100] | None = None,
    ) -> None:
        """Show the first page."""
        t = personal_translations(interaction)
        if not query.strip():
            raise UserError(t("papers-empty-query"))
        filters = parse_filters(
            t,
            category=category,
            year_from=year_from,
            year_to=year_to,
            author=author,
            source=source,
        )
        await defer(interaction)
        search = Query(query, cast(SortOrder, sort), filters)
        token = await save_query(self._services, search)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await _build_page(services_of(interaction), t, search, token, 1))

    @search.autocomplete("category")
    @without_errors
    async def complete_category(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a category of the library by its code or name."""
        return await self._filters.categories(current)

    @search.autocomplete("source")
    @without_errors
    async def complete_source(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a source of the library."""
        return await self._filters.sources(current)


class TurnPage(Control, template=custom_ids.HITS_PAGE):
    """Turns to another page of a search."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Replace the page of the person who searched; show anyone else a page of their own."""
        await component_message.begin(interaction)
        services = services_of(interaction)
        query = await load_query(services, self.match["token"])
        t = await component_message.translations(interaction)
        if query is None:
            raise UserError(t("papers-forgotten"), t("papers-forgotten-todo"))
        number = int(self.match["page"])
        shown = await _build_page(services, t, query, self.match["token"], number)
        await component_message.finish(interaction, shown)


async def _build_page(
    services: Services, t: Translations, query: Query, token: str, number: int
) -> OutgoingMessage:
    """Return page `number`, counted from 1, or the last page if there are fewer."""
    found = await services.application.search(
        query.text, filters=query.filters, sort=query.sort, limit=_MAX_HITS
    )
    pages = max(1, -(-len(found.hits) // _PAGE_HITS))
    number = min(max(number, 1), pages)
    first = (number - 1) * _PAGE_HITS
    return render.search_results(
        t,
        query.text,
        found.hits[first : first + _PAGE_HITS],
        token=token,
        page=number,
        pages=pages,
        filters=query.filters,
        first=first + 1,
        only_meaning=not (
            parse_query(query.text).identifier or any(hit.lexical for hit in found.hits)
        ),
        is_library_empty=not found.hits
        and not await asyncio.to_thread(services.application.catalog.count),
    )
