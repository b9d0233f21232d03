"""Show the library page by page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.menus import Page
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, save_state, services_of
from retrieval.search.query import Filters
from retrieval.text import patterns as re

_PAPERS_PER_PAGE = 10
_KIND = "listing"


@control(re.compile(r"fn:l:page:(?P<token>[0-9A-Za-z]{1,20}):(?P<page>\d{1,6})"))
async def list_page_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Replace the presser's own page of the library; otherwise show a new one to them alone."""
    await component_message.begin(interaction)
    services, token = services_of(interaction), match["token"]
    wanted = await asyncio.to_thread(services.stores.component_state.load, _KIND, token)
    if wanted is None:
        raise UserError("library-forgotten")
    t = await component_message.translations(interaction)
    shown = await _build_page(services, t, wanted, token, int(match["page"]))
    await component_message.finish(interaction, shown)


async def build_first_page(
    services: Services, t: Translations, sort: str, categories: tuple[str, ...]
) -> OutgoingMessage:
    """Build the first page of the papers of `categories`; `sort` is added, published or title."""
    wanted = {"sort": sort, "categories": list(categories)}
    return await _build_page(services, t, wanted, await save_state(services, _KIND, wanted), 1)


async def _build_page(
    services: Services, t: Translations, wanted: Mapping[str, Any], token: str, number: int
) -> OutgoingMessage:
    """Build page `number`, counted from 1; the last one if there are fewer."""
    papers = services.application.catalog
    filters, sort = Filters(categories=tuple(wanted.get("categories", ()))), wanted.get("sort")
    total = await asyncio.to_thread(papers.count, filters)
    page = Page(number, total, _PAPERS_PER_PAGE)
    found = await asyncio.to_thread(
        papers.page, filters, sort=sort or "added", offset=page.first, limit=_PAPERS_PER_PAGE
    )
    return render.paper_list(
        t,
        t("library-list", count=total),
        [paper.for_reading() for paper in found],
        footer=render.describe_filters(t, filters) if filters else "",
        buttons=page.buttons(t, "l", "page", token),
        first=page.first + 1,
        pick=custom_ids.build_id("s", "pick", "l", min(page.number, 999)),
        is_filtered=bool(filters),
    )
