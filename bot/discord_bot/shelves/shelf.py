"""Find, fill and show a shelf."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.component_message import is_pressers_own
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.undo import check_can_undo
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.menus import page_buttons
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.services import Services, services_of
from bot.shelves import SHELF_UNDO, ShelfOwner, ShelvedPaper
from retrieval.paper import Paper
from retrieval.text import patterns as re

SHELF_PAGE = re.compile(r"fn:k:page:(?P<whose>mine|server):(?P<page>\d{1,6})")

_PAPERS_PER_PAGE = 10


def personal_shelf(interaction: discord.Interaction[Any]) -> ShelfOwner:
    """Return the person as the owner of a shelf."""
    return ShelfOwner("user", interaction.user.id)


def find_owner(interaction: discord.Interaction[Any], whose: str) -> ShelfOwner:
    """Return the owner of `mine` or `server`; raise `UserError` for the latter outside a server."""
    if whose == "mine":
        return personal_shelf(interaction)
    if interaction.guild_id is None or not interaction.is_guild_integration():
        t = personal_translations(interaction)
        raise UserError(t("shelves-no-server"), t("shelves-no-server-todo"))
    return ShelfOwner("guild", interaction.guild_id)


async def add_to_shelf(
    services: Services,
    interaction: discord.Interaction[Any],
    t: Translations,
    owner: ShelfOwner,
    papers: Sequence[Paper],
) -> OutgoingMessage:
    """Add papers to a shelf; return a notice of how many are new there."""
    ids = [paper.paper_id for paper in papers]
    shelves, person = services.stores.shelves, interaction.user.id
    before = {each.paper_id for each in await asyncio.to_thread(shelves.papers, owner)}
    added = await asyncio.to_thread(shelves.add, owner, ids, person, services.now())
    shown = [paper.for_reading() for paper in papers]
    names = "\n".join(f"- {link_title(paper)}{mark_upload(t, paper)}" for paper in shown)
    if not added:
        there = t("shelves-there-already", count=len(papers))
        return notices.notice(t, there, names, papers=shown)
    key = "shelves-kept-server" if owner.kind == "guild" else "shelves-kept"
    new = {"added": [paper_id for paper_id in ids if paper_id not in before]}
    undo = await build_shelf_undo(services, t, owner, new)
    return notices.notice(t, t(key, count=added), names, kind="ok", papers=shown, buttons=[undo])


async def build_shelf_undo(
    services: Services, t: Translations, owner: ShelfOwner, change: Mapping[str, Any]
) -> ui.Button[Any]:
    """Return the button that undoes a change: papers that were added, or one that was removed."""
    save = services.stores.component_state.save
    token = await asyncio.to_thread(save, SHELF_UNDO, change, services.now())
    whose = "server" if owner.kind == "guild" else "mine"
    return button(t("library-button-undo"), custom_ids.build_shelf_undo_id(whose, token))


class ShelfUndoButton(Control, template=custom_ids.SHELF_UNDO):
    """Takes off what was added to a shelf, or puts back what was removed from it."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Restore the shelf, and say so in place of the report."""
        owner = find_owner(interaction, self.match["whose"])
        if owner.kind == "guild":
            check_can_undo(interaction)
        elif not is_pressers_own(interaction):
            raise UserError(personal_translations(interaction)("library-undo-not-yours"))
        await acknowledge(interaction)
        services, t = services_of(interaction), await component_message.translations(interaction)
        load, shelves = services.stores.component_state.load, services.stores.shelves
        found = await asyncio.to_thread(load, SHELF_UNDO, self.match["token"])
        if found is None:
            raise UserError(t("papers-forgotten"))
        if "added" in found:
            await asyncio.to_thread(shelves.remove, owner, list(map(str, found["added"])))
        else:
            paper = ShelvedPaper(
                str(found["removed"]),
                int(found["added_by"]),
                datetime.fromisoformat(found["added_at"]),
                int(found["number"]),
            )
            await asyncio.to_thread(shelves.restore, owner, paper)
        undone = notices.notice(t, t("shelves-undone"), "", kind="ok")
        await component_message.replace(interaction, undone)


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
    papers = await load_papers(services, owner)
    if not papers:
        whose = "server" if owner.kind == "guild" else "mine"
        return notices.notice(
            t, t(f"shelves-shelf-{whose}", count=0), t(f"shelves-empty-{whose}-todo")
        )
    pages = max(1, -(-len(papers) // _PAPERS_PER_PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * _PAPERS_PER_PAGE
    whose = "server" if owner.kind == "guild" else "mine"
    return render.paper_list(
        t,
        t(f"shelves-shelf-{whose}", count=len(papers)),
        [paper.for_reading() for paper in papers[first : first + _PAPERS_PER_PAGE]],
        footer=t(f"shelves-shelf-{whose}-hint"),
        buttons=page_buttons(t, number, pages, lambda target: f"fn:k:page:{whose}:{target}"),
        first=first + 1,
        pick=custom_ids.build_hits_pick_id("k", min(number, 999)),
    )


class ShelfPageButton(Control, template=SHELF_PAGE):
    """Shows a page of a shelf."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page; a personal shelf is shown to its owner alone."""
        services, owner = services_of(interaction), find_owner(interaction, self.match["whose"])
        number = int(self.match["page"])
        if owner.kind == "user" and not _is_private(interaction):
            await defer(interaction, ephemeral=True)
            t = personal_translations(interaction)
            await show(interaction, await build_page(services, t, owner, number), ephemeral=True)
            return
        await component_message.begin(interaction)
        t = await component_message.translations(interaction)
        await component_message.finish(interaction, await build_page(services, t, owner, number))


def _is_private(interaction: discord.Interaction[Any]) -> bool:
    """Say whether only the presser sees the message."""
    message = interaction.message
    return interaction.guild_id is None or (message is not None and message.flags.ephemeral)
