"""`/library add`, `list`, `stats` and `remove`, and "Add papers from this message".

All servers of this installation share the library.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.discord_bot.commands import IN_SERVERS, command, group
from bot.discord_bot.delivery.respond import (
    defer,
    defer_if_slow,
    show,
    translations_for,
)
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.add import MAX_FILES, add_papers, show_added
from bot.discord_bot.library.listing import build_first_page
from bot.discord_bot.library.quotas import check_adding_rate
from bot.discord_bot.library.remove import check_can_remove, remove_paper
from bot.discord_bot.library.stats import describe_growth, find_feed_states, stats_message
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.options import complete_category, complete_title, parse_categories
from bot.discord_bot.paper_refs import MentionedPapers, find_in_message, find_in_text
from bot.discord_bot.permissions import require_server
from bot.discord_bot.services import services_of
from retrieval.provenance import UPLOAD
from retrieval.search.query import Filters

LIBRARY = group("library")


@command("library add", parent=LIBRARY)
async def add(
    interaction: discord.Interaction,
    file: discord.Attachment | None = None,
    papers: Range[str, 1, 2000] | None = None,
) -> None:
    """Add papers, and say what became of them."""
    require_server(interaction)
    if file is None and not (papers or "").strip():
        raise UserError("library-add-nothing")
    catalog = services_of(interaction).application.catalog
    find = partial(find_in_text, papers or "", catalog)
    await _add(interaction, [file] if file else [], find, "library-no-reference")


async def _add(
    interaction: discord.Interaction[Any],
    files: Sequence[discord.Attachment],
    find: Callable[[], MentionedPapers],
    nothing: str,
) -> None:
    """Add files and what is found; raise `UserError(nothing)` where there are none of both."""
    named = await defer_if_slow(interaction, find)
    if not files and named == MentionedPapers():
        raise UserError(nothing)
    if files or named.to_fetch:  # known papers do not count
        await check_adding_rate(interaction)
    await defer(interaction)
    t = await translations_for(interaction)
    await show_added(interaction, await add_papers(interaction, t, files, named))


@command(
    "library list",
    parent=LIBRARY,
    choices={
        "sort": {
            "added": localized("cmd-library-list-sort-added"),
            "published": localized("cmd-library-list-sort-published"),
            "title": localized("cmd-library-list-sort-title"),
        }
    },
    complete={"category": complete_category},
)
async def list_papers(
    interaction: discord.Interaction,
    sort: str = "added",
    category: Range[str, 1, 100] | None = None,
) -> None:
    """Show the first page."""
    await defer(interaction)
    services, t = services_of(interaction), await translations_for(interaction)
    categories = parse_categories(category)
    await show(interaction, await build_first_page(services, t, sort, categories))


@command("library stats", parent=LIBRARY)
async def stats(interaction: discord.Interaction) -> None:
    """Show the counts."""
    await defer(interaction)
    services, t = services_of(interaction), await translations_for(interaction)
    names = services.application.settings.auto_ingest
    lines = describe_growth(t, names, await asyncio.to_thread(find_feed_states, services))
    counts = await cast(Any, interaction.client).count_library()
    catalog = services.application.catalog
    uploads = await asyncio.to_thread(catalog.count, Filters(sources=(UPLOAD,)))
    whole, passages = await asyncio.to_thread(catalog.full_texts.count)
    shown = stats_message(t, counts, lines, uploads=uploads, whole=whole, passages=passages)
    await show(interaction, shown)


@command("library remove", parent=LIBRARY, complete={"paper": complete_title})
async def remove(interaction: discord.Interaction, paper: Range[str, 1, 500]) -> None:
    """Remove a paper, in sight of all, so that any manager can undo it."""
    check_can_remove(interaction)
    await defer(interaction)
    await show(interaction, await remove_paper(interaction, paper))


async def add_from_message(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Add what a message has attached and names, and show what of it is there already."""
    require_server(interaction)
    find = partial(find_in_message, message, services_of(interaction))
    await _add(interaction, message.attachments[:MAX_FILES], find, "library-message-nothing")


ADD_MENU = app_commands.ContextMenu(
    name=localized("cmd-add-papers"), callback=add_from_message, **IN_SERVERS
)
