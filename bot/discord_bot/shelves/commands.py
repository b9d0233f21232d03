"""`/shelf add`, `show`, `remove` and `export`, for one's own shelf or the server's.

Replies about a personal shelf are visible to its owner alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord
from discord import ui
from discord.app_commands import Choice, Range

from bot.discord_bot.commands import command, group
from bot.discord_bot.delivery import respond
from bot.discord_bot.delivery.respond import defer, translations_for
from bot.discord_bot.errors import NothingYet, UserError
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import complete_from, complete_title
from bot.discord_bot.paper_refs import find_paper
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage, message, text
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelves.shelf import (
    add_to_shelf,
    build_page,
    find_owner,
    load_papers,
    name_owner,
)
from bot.export.formats import export_papers
from bot.records.shelves import ShelfOwner, ShelvedPaper
from retrieval.paper import Paper

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"bibtex": "bib", "ris": "ris", "csv": "csv", "markdown": "md"}
)
_WHOSE = {
    "mine": localized("cmd-shelf-whose-mine"),
    "server": localized("cmd-shelf-whose-server"),
}
_FORMATS = {
    "bibtex": localized("cmd-shelf-export-bibtex"),
    "ris": localized("cmd-shelf-export-ris"),
    "csv": localized("cmd-shelf-export-csv"),
    "markdown": localized("cmd-shelf-export-markdown"),
}
SHELF = group("shelf")


async def _complete_from_shelf(
    interaction: discord.Interaction[Any], current: str
) -> list[Choice[str]]:
    """Complete a title of the shelf."""
    services = services_of(interaction)
    owner = find_owner(interaction, getattr(interaction.namespace, "whose", None) or "mine")
    papers = await load_papers(services, owner)
    return await asyncio.to_thread(complete_from, papers, current, services)


@command("shelf add", parent=SHELF, choices={"whose": _WHOSE}, complete={"paper": complete_title})
async def add(
    interaction: discord.Interaction, paper: Range[str, 1, 500], whose: str = "mine"
) -> None:
    """Add a paper to a shelf."""
    owner, is_private, t = await _begin(interaction, whose)
    services = services_of(interaction)
    found = await asyncio.to_thread(
        find_paper, paper, services.application.catalog, services.stores.component_state
    )
    shown = await add_to_shelf(interaction, t, owner, [found])
    await respond.show(interaction, shown, ephemeral=is_private)


@command("shelf show", parent=SHELF, choices={"whose": _WHOSE})
async def show(interaction: discord.Interaction, whose: str = "mine") -> None:
    """Show the first page of a shelf."""
    owner, is_private, t = await _begin(interaction, whose)
    shown = await build_page(services_of(interaction), t, owner, 1)
    await respond.show(interaction, shown, ephemeral=is_private)


@command(
    "shelf remove",
    parent=SHELF,
    choices={"whose": _WHOSE},
    complete={"paper": _complete_from_shelf},
)
async def remove(
    interaction: discord.Interaction, paper: Range[str, 1, 500], whose: str = "mine"
) -> None:
    """Remove a paper, which on a server's shelf takes its adder or a manager."""
    owner, is_private, t = await _begin(interaction, whose)
    services = services_of(interaction)
    found, kept = await asyncio.to_thread(_find_on_shelf, services, owner, paper)
    if not (is_private or can_manage(interaction)) and kept.added_by != interaction.user.id:
        raise UserError("shelves-not-yours")
    await asyncio.to_thread(services.stores.shelves.remove, owner, [kept.paper_id])
    shown = found.for_reading()
    name = link_title(shown) + mark_upload(t, shown)
    done = notice(t("shelves-taken-off"), name, kind="ok", papers=[shown])
    await respond.show(interaction, done, ephemeral=is_private)


@command("shelf export", parent=SHELF, choices={"whose": _WHOSE, "format": _FORMATS})
async def export(
    interaction: discord.Interaction, format: str = "bibtex", whose: str = "mine"
) -> None:
    """Attach a shelf's papers as a file."""
    owner, is_private, t = await _begin(interaction, whose)
    papers = await load_papers(services_of(interaction), owner)
    if not papers:
        raise NothingYet("shelves-empty", whose=name_owner(owner))
    shown = await asyncio.to_thread(build_export, t, papers, format)
    await respond.show(interaction, shown, ephemeral=is_private)


def _find_on_shelf(
    services: Services, owner: ShelfOwner, reference: str
) -> tuple[Paper, ShelvedPaper]:
    """Return the paper that a reference names, as it is kept; raise `UserError` if it is not."""
    catalog = services.application.catalog
    found = find_paper(reference, catalog, services.stores.component_state)
    kept = {each.paper_id: each for each in services.stores.shelves.papers(owner)}
    for paper_id, paper in catalog.get_many(list(kept)).items():
        if paper.paper_id == found.paper_id:
            return found, kept[paper_id]
    raise UserError("shelves-not-there")


async def _begin(
    interaction: discord.Interaction, whose: str
) -> tuple[ShelfOwner, bool, Translations]:
    """Defer the reply; return the owner, whether only the person sees it, and its language."""
    owner = find_owner(interaction, whose)
    is_private = owner.kind == "user"
    await defer(interaction, ephemeral=is_private)
    return owner, is_private, await translations_for(interaction, ephemeral=is_private)


def build_export(t: Translations, papers: Sequence[Paper], format: str) -> OutgoingMessage:
    """Build the message with the exported file."""
    data = "".join(export_papers(papers, format))
    # Spreadsheets recognize UTF-8 only by a byte order mark.
    encoded = data.encode("utf-8-sig" if format == "csv" else "utf-8")
    caption = t("shelves-exported", count=len(papers))
    file = FileAttachment(f"shelf.{_SUFFIXES[format]}", encoded, caption)
    return message("paper", [text(f"**{caption}**"), ui.File(f"attachment://{file.name}")], [file])
