"""`/shelf add`, `show`, `remove` and `export`: a person's own, or the server's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import discord
from discord import app_commands, ui
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import UserError, without_errors
from bot.discord_bot.locales import Translations
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.paper_refs import find_paper, to_paper_id
from bot.discord_bot.permissions import can_manage, everywhere
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage, message, text
from bot.discord_bot.services import Services
from bot.discord_bot.shelves import shelves
from bot.discord_bot.shelving import put
from bot.export import export
from bot.shelves import Owner
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper, normalize_title

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"bibtex": "bib", "ris": "ris", "csv": "csv", "markdown": "md"}
)


def exported(t: Translations, papers: Sequence[Paper], format: str) -> OutgoingMessage:
    """Show the file of the papers."""
    data = "".join(export(papers, format))
    # Spreadsheets take a table for UTF-8 only where its first bytes say so.
    encoded = data.encode("utf-8-sig" if format == "csv" else "utf-8")
    about = t("keeping-exported", count=len(papers))
    file = FileAttachment(f"shelf.{_SUFFIXES[format]}", encoded, about)
    return message("paper", [text(f"**{about}**"), ui.File(f"attachment://{file.name}")], [file])


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
    """Keeps papers. Only the person sees what concerns their own shelf."""

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
        """Put a paper there."""
        owner = shelves.shelf_of(interaction, whose)
        alone = owner.kind == "user"
        await defer(interaction, ephemeral=alone)
        t = await translations_for(interaction, ephemeral=alone)
        services = self._services
        found = await asyncio.to_thread(
            find_paper, paper, services.application.catalog, services.stores.remembered
        )
        shown = await put(services, interaction, t, owner, [found])
        await show(interaction, shown, ephemeral=alone)

    @app_commands.command(
        name=localized("cmd-shelf-show", "show"),
        description=localized("cmd-shelf-show-about", "Show a shelf"),
    )
    @app_commands.rename(whose=_WHOSE)
    @app_commands.describe(whose=_WHOSE_ABOUT)
    @app_commands.choices(whose=_CHOICES)
    async def show(self, interaction: discord.Interaction, whose: str = "mine") -> None:
        """Show its first page."""
        owner = shelves.shelf_of(interaction, whose)
        alone = owner.kind == "user"
        await defer(interaction, ephemeral=alone)
        t = await translations_for(interaction, ephemeral=alone)
        shown = await shelves.page(self._services, t, owner, 1)
        await show(interaction, shown, ephemeral=alone)

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
        """Take it off: from the server's shelf, who put it there or who manages the server."""
        owner = shelves.shelf_of(interaction, whose)
        alone = owner.kind == "user"
        await defer(interaction, ephemeral=alone)
        may_all = alone or can_manage(interaction)
        shelved = await asyncio.to_thread(self._shelved, owner, paper)
        if shelved is None:
            t = personal_translations(interaction)
            raise UserError(t("keeping-not-there"), t("keeping-not-there-todo"))
        found, added_by = shelved
        if not may_all and added_by != interaction.user.id:
            t = personal_translations(interaction)
            raise UserError(t("keeping-not-yours"), t("keeping-not-yours-todo"))
        await asyncio.to_thread(self._services.stores.shelves.remove, owner, [found.paper_id])
        t = await translations_for(interaction, ephemeral=alone)
        name = escape_markdown(title(found.for_reading()), 300)
        done = notices.notice(t, t("keeping-taken-off"), name, kind="ok")
        await show(interaction, done, ephemeral=alone)

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
        """Attach the file."""
        owner = shelves.shelf_of(interaction, whose)
        alone = owner.kind == "user"
        await defer(interaction, ephemeral=alone)
        papers = await shelves.papers_on(self._services, owner)
        if not papers:
            t = personal_translations(interaction)
            raise UserError(t("keeping-empty"), t("keeping-empty-todo"))
        t = await translations_for(interaction, ephemeral=alone)
        shown = await asyncio.to_thread(exported, t, papers, format)
        await show(interaction, shown, ephemeral=alone)

    @add.autocomplete("paper")
    @without_errors
    async def titles(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title of the library."""
        return await self._titles(interaction, current)

    @remove.autocomplete("paper")
    @without_errors
    async def kept(self, interaction: discord.Interaction, current: str) -> list[Choice[str]]:
        """Complete a title of the shelf."""
        whose = getattr(interaction.namespace, "whose", None) or "mine"
        owner = shelves.shelf_of(interaction, whose)
        papers = await shelves.papers_on(self._services, owner)
        return await asyncio.to_thread(self._titles.complete_from, papers, current)

    def _shelved(self, owner: Owner, reference: str) -> tuple[Paper, int] | None:
        """Return the paper of a shelf that is meant, though only a part of its title be given."""
        services = self._services
        by = {each.paper_id: each.added_by for each in services.stores.shelves.papers(owner)}
        papers = list(services.application.catalog.get_many(list(by)).items())
        wanted = to_paper_id(reference.strip(), services.stores.remembered)
        found = _on(papers, wanted)
        if found is None:
            try:
                meant = services.application.catalog.find(wanted)
            except PaperNotFound:
                return None
            found = next((each for each in papers if each[1].paper_id == meant.paper_id), None)
        if found is None:
            return None
        return found[1], by[found[0]]


def _on(papers: Sequence[tuple[str, Paper]], wanted: str) -> tuple[str, Paper] | None:
    """Return the paper that an id or the start of a title names, where it is the only one."""
    for each in papers:
        if wanted in (each[0], each[1].paper_id):
            return each
    start = normalize_title(wanted)
    begun = [e for e in papers if start and normalize_title(e[1].title).startswith(start)]
    return begun[0] if len(begun) == 1 else None
