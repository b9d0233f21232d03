"""Show the library page by page."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.menus import page_buttons
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from retrieval.search.query import Filters
from retrieval.text import patterns as re

LIST_PAGE = re.compile(r"fn:l:page:(?P<token>[0-9A-Za-z]{1,20}):(?P<page>\d{1,6})")

PaperSort = Literal["published", "title", "added"]

_PAPERS_PER_PAGE = 10
_KIND = "listing"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which papers are listed, and in which order."""

    sort: PaperSort = "added"
    filters: Filters = Filters()


class ListPageButton(Control, template=LIST_PAGE):
    """Shows a page of the library."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Replace the presser's own page; otherwise show a new one to them alone."""
        await component_message.begin(interaction)
        services, token = services_of(interaction), self.match["token"]
        t = await component_message.translations(interaction)
        listing = await load_listing(services, token)
        if listing is None:
            raise UserError(t("library-forgotten"), t("library-forgotten-todo"))
        shown = await build_page(services, t, listing, token, int(self.match["page"]))
        await component_message.finish(interaction, shown)


async def build_page(
    services: Services, t: Translations, listing: Listing, token: str, number: int
) -> OutgoingMessage:
    """Build page `number`, counted from 1; the last one if there are fewer."""
    papers = services.application.catalog
    total = await asyncio.to_thread(papers.count, listing.filters)
    pages = max(1, -(-total // _PAPERS_PER_PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * _PAPERS_PER_PAGE
    found = await asyncio.to_thread(
        papers.page, listing.filters, sort=listing.sort, offset=first, limit=_PAPERS_PER_PAGE
    )

    def to(target: int) -> str:
        return f"fn:l:page:{token}:{target}"

    buttons: list[ui.Button[Any]] = page_buttons(t, number, pages, to)
    return render.paper_list(
        t,
        t("library-list", count=total),
        [paper.for_reading() for paper in found],
        footer=render.describe_filters(t, listing.filters) if listing.filters else "",
        buttons=buttons,
        first=first + 1,
        pick=custom_ids.build_hits_pick_id("l", min(number, 999)),
        is_filtered=bool(listing.filters),
    )


async def save_listing(services: Services, listing: Listing) -> str:
    """Save a listing; return its token."""
    payload = {"sort": listing.sort, "categories": list(listing.filters.categories)}
    remembered = services.stores.component_state
    return await asyncio.to_thread(remembered.save, _KIND, payload, services.now())


async def load_listing(services: Services, token: str) -> Listing | None:
    """Return the listing of a token; None if it is gone."""
    found = await asyncio.to_thread(services.stores.component_state.load, _KIND, token)
    if found is None:
        return None
    sort = found.get("sort")
    return Listing(
        cast(PaperSort, sort) if sort in get_args(PaperSort) else "added",
        Filters(categories=tuple(found.get("categories", ()))),
    )
