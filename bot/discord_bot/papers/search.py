"""`/search`, and the buttons that turn its pages."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import discord
from discord.app_commands import Range

from bot.answering.search import SortOrder
from bot.discord_bot import custom_ids
from bot.discord_bot.commands import command
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, show, translations_for
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import complete_category, complete_source, parse_filters
from bot.discord_bot.papers.tokens import Query, load_query, save_query
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.menus import Page
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from retrieval.search.query import parse_query
from retrieval.text import patterns as re

_PAGE_HITS = 5
_MAX_HITS = 50  # beyond these, people should refine the query


@command(
    "search",
    choices={
        "sort": {
            "relevance": localized("cmd-search-sort-relevance"),
            "newest": localized("cmd-search-sort-newest"),
            "oldest": localized("cmd-search-sort-oldest"),
        }
    },
    complete={"category": complete_category, "source": complete_source},
)
async def search(
    interaction: discord.Interaction,
    query: Range[str, 1, 500],
    sort: str = "relevance",
    category: Range[str, 1, 100] | None = None,
    year_from: Range[int, 1, 9999] | None = None,
    year_to: Range[int, 1, 9999] | None = None,
    author: Range[str, 1, 100] | None = None,
    source: Range[str, 1, 100] | None = None,
) -> None:
    """Show the first page of what is found."""
    if not query.strip():
        raise UserError("papers-empty-query")
    filters = parse_filters(category, year_from, year_to, author, source)
    await defer(interaction)
    services, wanted = services_of(interaction), Query(query, cast(SortOrder, sort), filters)
    token = await save_query(services, wanted)
    t = await translations_for(interaction)
    await show(interaction, await _build_page(services, t, wanted, token, 1))


@control(custom_ids.HITS_PAGE)
async def turn_page(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Turn the page of the person who searched; show anyone else a page of their own."""
    await component_message.begin(interaction)
    services, token = services_of(interaction), match["token"]
    query = await load_query(services, token)
    if query is None:
        raise UserError("papers-forgotten")
    t = await component_message.translations(interaction)
    shown = await _build_page(services, t, query, token, int(match["page"]))
    await component_message.finish(interaction, shown)


async def _build_page(
    services: Services, t: Translations, query: Query, token: str, number: int
) -> OutgoingMessage:
    application = services.application
    found = await application.search(
        query.text, filters=query.filters, sort=query.sort, limit=_MAX_HITS
    )
    page = Page(number, len(found.hits), _PAGE_HITS)
    by_words = parse_query(query.text).identifier or any(hit.lexical for hit in found.hits)
    is_empty = not found.hits and not await asyncio.to_thread(application.catalog.count)
    return render.search_results(
        t,
        query.text,
        found.hits[page.first : page.first + _PAGE_HITS],
        token=token,
        page=page,
        filters=query.filters,
        only_meaning=not by_words,
        is_library_empty=is_empty,
    )
