"""Find, fill and show a shelf."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.menus import Page
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, services_of
from bot.records.shelves import ShelfOwner
from retrieval.paper import Paper
from retrieval.text import patterns as re

_PAPERS_PER_PAGE = 10


def personal_shelf(interaction: discord.Interaction[Any]) -> ShelfOwner:
    """Return the person as the owner of a shelf."""
    return ShelfOwner("user", interaction.user.id)


def find_owner(interaction: discord.Interaction[Any], whose: str) -> ShelfOwner:
    """Return the owner of `mine` or `server`; raise `UserError` for the latter outside a server."""
    if whose == "mine":
        return personal_shelf(interaction)
    if interaction.guild_id is None or not interaction.is_guild_integration():
        raise UserError("shelves-no-server")
    return ShelfOwner("guild", interaction.guild_id)


def name_owner(owner: ShelfOwner) -> str:
    """Return `mine` or `server`."""
    return "server" if owner.kind == "guild" else "mine"


async def add_to_shelf(
    interaction: discord.Interaction[Any],
    t: Translations,
    owner: ShelfOwner,
    papers: Sequence[Paper],
) -> OutgoingMessage:
    """Add papers to a shelf; return a notice of how many are new there."""
    services, ids = services_of(interaction), [paper.paper_id for paper in papers]
    add, person = services.stores.shelves.add, interaction.user.id
    added = await asyncio.to_thread(add, owner, ids, person, services.now())
    shown = [paper.for_reading() for paper in papers]
    names = "\n".join(f"- {link_title(paper)}{mark_upload(t, paper)}" for paper in shown)
    if not added:
        return notice(t("shelves-there-already", count=len(papers)), names, papers=shown)
    kept = t("shelves-kept", whose=name_owner(owner), count=added)
    return notice(kept, names, kind="ok", papers=shown)


async def load_papers(services: Services, owner: ShelfOwner) -> list[Paper]:
    """Return the papers of a shelf that are still in the library, the newest first."""

    def load() -> list[Paper]:
        ids = [each.paper_id for each in services.stores.shelves.papers(owner)]
        found = services.application.catalog.get_many(ids).values()
        return list({paper.paper_id: paper for paper in found}.values())

    return await asyncio.to_thread(load)


async def build_page(
    services: Services, t: Translations, owner: ShelfOwner, number: int
) -> OutgoingMessage:
    """Build page `number`, counted from 1; the last one if there are fewer."""
    papers, whose = await load_papers(services, owner), name_owner(owner)
    title = t("shelves-shelf", whose=whose, count=len(papers))
    if not papers:
        return notice(title, t("shelves-empty-todo", whose=whose))
    page = Page(number, len(papers), _PAPERS_PER_PAGE)
    shown = papers[page.first : page.first + _PAPERS_PER_PAGE]
    return render.paper_list(
        t,
        title,
        [paper.for_reading() for paper in shown],
        footer=t("shelves-shelf-hint", whose=whose),
        buttons=page.buttons(t, "k", "page", whose),
        first=page.first + 1,
        pick=custom_ids.build_id("s", "pick", "k", min(page.number, 999)),
    )


@control(re.compile(r"fn:k:page:(?P<whose>mine|server):(?P<page>\d{1,6})"))
async def shelf_page_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Show a page of a shelf; a personal shelf is shown to its owner alone."""
    services, owner = services_of(interaction), find_owner(interaction, match["whose"])
    number, message = int(match["page"]), interaction.message
    is_private = interaction.guild_id is None or (message is not None and message.flags.ephemeral)
    if owner.kind == "user" and not is_private:
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        await show(interaction, await build_page(services, t, owner, number), ephemeral=True)
        return
    await component_message.begin(interaction)
    t = await component_message.translations(interaction)
    await component_message.finish(interaction, await build_page(services, t, owner, number))
