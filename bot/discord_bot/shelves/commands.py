"""`/shelf add`, `show`, `remove` and `export`, for one's own shelf or the server's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import NothingYet, UserError, without_errors
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.paper_refs import find_paper, to_paper_id
from bot.discord_bot.permissions import can_manage, everywhere
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage, message, text
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelves.shelf import (
    add_to_shelf,
    build_page,
    build_shelf_undo,
    find_owner,
    load_papers,
)
from bot.export.formats import export_papers
from bot.shelves import ShelfOwner, ShelvedPaper
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper, normalize_title

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"bibtex": "bib", "ris": "ris", "csv": "csv", "markdown": "md"}
)
_PAPER = localized("cmd-shelf-opt-paper", "paper")
_WHOSE = localized("cmd-shelf-opt-whose", "whose")
_WHOSE_ABOUT = localized("cmd-shelf-opt-whose-about", "Your own shelf, or the server’s")
_CHOICES = [
    Choice(name=localized("cmd-shelf-whose-mine", "Mine"), value="mine"),
    Choice(name=localized("cmd-shelf-whose-server", "The server’s"), value="server"),
]


@everywhere
class ShelfCommands(
    commands.GroupCog,
    name="Shelf",
    group_name=localized("cmd-shelf", "shelf"),
    group_description=localized("cmd-shelf-about", "Save papers for later"),
):
    """Saves papers. Replies about a personal shelf are visible to its owner alone."""

    def __init__(self, services: Services, titles: TitleCompletion) -> None:
        super().__init__()
        self._services = services
        self._titles = titles

    @app_commands.command(
        name=localized("cmd-shelf-add", "add"),
        description=localized("cmd-shelf-add-about", "Add a paper to a shelf"),
    )
    @app_commands.rename(paper=_PAPER, whose=_WHOSE)
    @app_commands.describe(
        paper=localized(
            "cmd-shelf-opt-paper-about", "Start typing a title, or give an id, link or DOI"
        ),
        whose=_WHOSE_ABOUT,
    )
    @app_commands.choices(whose=_CHOICES)
    async def add(
        self, interaction: discord.Interaction, paper: Range[str, 1, 500], whose: str = "mine"
    ) -> None:
        """Add a paper to a shelf."""
        owner, is_private, t = await _begin(interaction, whose)
        services = services_of(interaction)
        found = await asyncio.to_thread(
            find_paper, paper, services.application.catalog, services.stores.component_state
        )
        shown = await add_to_shelf(services, interaction, t, owner, [found])
        await show(interaction, shown, ephemeral=is_private)

    @app_commands.command(
        name=localized("cmd-shelf-show", "show"),
        description=localized("cmd-shelf-show-about", "Show a shelf"),
    )
    @app_commands.rename(whose=_WHOSE)
    @app_commands.describe(whose=_WHOSE_ABOUT)
    @app_commands.choices(whose=_CHOICES)
    async def show(self, interaction: discord.Interaction, whose: str = "mine") -> None:
        """Show the first page of a shelf."""
        owner, is_private, t = await _begin(interaction, whose)
        shown = await build_page(services_of(interaction), t, owner, 1)
        await show(interaction, shown, ephemeral=is_private)

    @app_commands.command(
        name=localized("cmd-shelf-remove", "remove"),
        description=localized("cmd-shelf-remove-about", "Remove a paper from a shelf"),
    )
    @app_commands.rename(paper=_PAPER, whose=_WHOSE)
    @app_commands.describe(
        paper=localized(
            "cmd-shelf-remove-opt-paper-about", "Start typing the title of a saved paper"
        ),
        whose=_WHOSE_ABOUT,
    )
    @app_commands.choices(whose=_CHOICES)
    async def remove(
        self, interaction: discord.Interaction, paper: Range[str, 1, 500], whose: str = "mine"
    ) -> None:
        """Remove a paper, which on a server's shelf takes its adder or a manager."""
        owner, is_private, t = await _begin(interaction, whose)
        match = await asyncio.to_thread(_find_on_shelf, services_of(interaction), owner, paper)
        if match is None:
            personal = personal_translations(interaction)
            raise UserError(personal("shelves-not-there"), personal("shelves-not-there-todo"))
        found, kept = match
        if not (is_private or can_manage(interaction)) and kept.added_by != interaction.user.id:
            personal = personal_translations(interaction)
            raise UserError(personal("shelves-not-yours"), personal("shelves-not-yours-todo"))
        await asyncio.to_thread(self._services.stores.shelves.remove, owner, [kept.paper_id])
        change = {
            "removed": kept.paper_id,
            "added_by": str(kept.added_by),
            "added_at": kept.added_at.isoformat(),
            "number": kept.number,
            "owner": str(owner.owner_id),
        }
        undo = await build_shelf_undo(self._services, t, owner, change)
        shown = found.for_reading()
        name = link_title(shown) + mark_upload(t, shown)
        done = notices.notice(
            t, t("shelves-taken-off"), name, kind="ok", papers=[shown], buttons=[undo]
        )
        await show(interaction, done, ephemeral=is_private)

    @app_commands.command(
        name=localized("cmd-shelf-export", "export"),
        description=localized("cmd-shelf-export-about", "Export a shelf as a file"),
    )
    @app_commands.rename(format=localized("cmd-shelf-export-opt-format", "format"), whose=_WHOSE)
    @app_commands.describe(
        format=localized("cmd-shelf-export-opt-format-about", "File format"),
        whose=_WHOSE_ABOUT,
    )
    @app_commands.choices(
        whose=_CHOICES,
        format=[
            Choice(name=localized("cmd-shelf-export-bibtex", "BibTeX"), value="bibtex"),
            Choice(name=localized("cmd-shelf-export-ris", "RIS (Zotero, EndNote)"), value="ris"),
            Choice(name=localized("cmd-shelf-export-csv", "CSV (spreadsheet)"), value="csv"),
            Choice(name=localized("cmd-shelf-export-markdown", "Markdown"), value="markdown"),
        ],
    )
    async def export(
        self, interaction: discord.Interaction, format: str = "bibtex", whose: str = "mine"
    ) -> None:
        """Attach a shelf's papers as a file."""
        owner, is_private, t = await _begin(interaction, whose)
        papers = await load_papers(services_of(interaction), owner)
        if not papers:
            personal = personal_translations(interaction)
            whose = "server" if owner.kind == "guild" else "mine"
            raise NothingYet(personal("shelves-empty"), personal(f"shelves-empty-{whose}-todo"))
        shown = await asyncio.to_thread(build_export, t, papers, format)
        await show(interaction, shown, ephemeral=is_private)

    @add.autocomplete("paper")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title of the library."""
        return await self._titles(interaction, current)

    @remove.autocomplete("paper")
    @without_errors
    async def shelf_titles(
        self, interaction: discord.Interaction, current: str
    ) -> list[Choice[str]]:
        """Complete a title of the shelf."""
        whose = getattr(interaction.namespace, "whose", None) or "mine"
        owner = find_owner(interaction, whose)
        papers = await load_papers(services_of(interaction), owner)
        return await asyncio.to_thread(self._titles.complete_from, papers, current)


def _find_on_shelf(
    services: Services, owner: ShelfOwner, reference: str
) -> tuple[Paper, ShelvedPaper] | None:
    """Return the paper that a reference names, as it is kept; None if it is not there."""
    kept = {each.paper_id: each for each in services.stores.shelves.papers(owner)}
    papers = list(services.application.catalog.get_many(list(kept)).items())
    wanted = to_paper_id(reference.strip(), services.stores.component_state)
    found = _match_paper(papers, wanted)
    if found is None:
        try:
            named = services.application.catalog.find(wanted)
        except PaperNotFound:
            return None
        found = next((each for each in papers if each[1].paper_id == named.paper_id), None)
    if found is None:
        return None
    return found[1], kept[found[0]]


async def _begin(
    interaction: discord.Interaction, whose: str
) -> tuple[ShelfOwner, bool, Translations]:
    """Defer the reply; return the owner, whether only the person sees it, and its language."""
    owner = find_owner(interaction, whose)
    is_private = owner.kind == "user"
    await defer(interaction, ephemeral=is_private)
    return owner, is_private, await translations_for(interaction, ephemeral=is_private)


def _match_paper(papers: Sequence[tuple[str, Paper]], wanted: str) -> tuple[str, Paper] | None:
    """Return the paper with an id, or the only one whose title starts with a text."""
    for each in papers:
        if wanted in (each[0], each[1].paper_id):
            return each
    start = normalize_title(wanted)
    matches = [e for e in papers if start and normalize_title(e[1].title).startswith(start)]
    return matches[0] if len(matches) == 1 else None


def build_export(t: Translations, papers: Sequence[Paper], format: str) -> OutgoingMessage:
    """Build the message with the exported file."""
    data = "".join(export_papers(papers, format))
    # Spreadsheets recognize UTF-8 only by a byte order mark.
    encoded = data.encode("utf-8-sig" if format == "csv" else "utf-8")
    caption = t("shelves-exported", count=len(papers))
    file = FileAttachment(f"shelf.{_SUFFIXES[format]}", encoded, caption)
    return message("paper", [text(f"**{caption}**"), ui.File(f"attachment://{file.name}")], [file])
