"""Show the library page by page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Literal, cast

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

PaperSort = Literal["published", "title", "added"]

_PAPERS_PER_PAGE = 10
_KIND = "listing"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which papers are listed, and in which order."""

    sort: PaperSort = "added"
    filters: Filters = Filters()


@control(re.compile(r"fn:l:page:(?P<token>[0-9A-Za-z]{1,20}):(?P<page>\d{1,6})"))
async def list_page_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Replace the presser's own page of the library; otherwise show a new one to them alone."""
    await component_message.begin(interaction)
    services, token = services_of(interaction), match["token"]
    listing = await load_listing(services, token)
    if listing is None:
        raise UserError("library-forgotten")
    t = await component_message.translations(interaction)
    shown = await build_page(services, t, listing, token, int(match["page"]))
    await component_message.finish(interaction, shown)


async def build_page(
    services: Services, t: Translations, listing: Listing, token: str, number: int
) -> OutgoingMessage:
    """Build page `number`, counted from 1; the last one if there are fewer."""
    papers, filters = services.application.catalog, listing.filters
    total = await asyncio.to_thread(papers.count, filters)
    page = Page(number, total, _PAPERS_PER_PAGE)
    found = await asyncio.to_thread(
        papers.page, filters, sort=listing.sort, offset=page.first, limit=_PAPERS_PER_PAGE
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


async def save_listing(services: Services, listing: Listing) -> str:
    """Save a listing; return its token."""
    payload = {"sort": listing.sort, "categories": list(listing.filters.categories)}
    return await save_state(services, _KIND, payload)


async def load_listing(services: Services, token: str) -> Listing | None:
    """Return the listing of a token; None if it is gone."""
    found = await asyncio.to_thread(services.stores.component_state.load, _KIND, token)
    if found is None:
        return None
    filters = Filters(categories=tuple(found.get("categories", ())))
    return Listing(cast(PaperSort, found.get("sort", "added")), filters)
