"""The menu entry "Explain this paper": explain the paper of a message in plain language.

Quotes explain nothing: without a language model it is "Key points of this paper".
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.answering.language_model import Mode
from bot.discord_bot import custom_ids
from bot.discord_bot.commands import EVERYWHERE
from bot.discord_bot.controls import control
from bot.discord_bot.delivery.respond import (
    defer,
    defer_if_slow,
    personal_translations,
    show,
    translations_for,
)
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.add import add_papers, show_added
from bot.discord_bot.library.full_texts import fetch_in_background
from bot.discord_bot.library.quotas import check_adding_rate
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.paper_refs import (
    MentionedPapers,
    find_in_message,
    find_in_text,
    to_key,
    to_paper_id,
)
from bot.discord_bot.papers.paper import show_summary
from bot.discord_bot.permissions import require_server
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import escape_markdown, plain_text
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, services_of
from retrieval.paper import Paper
from retrieval.text import patterns as re

_MAX_OFFERED = 5


def build_explain_menu(mode: Mode) -> app_commands.ContextMenu:
    """Return the entry in the menu of a message, named after what there is to show."""
    name = localized("cmd-explain" if mode == "model" else "cmd-key-points")
    return app_commands.ContextMenu(name=name, callback=explain, **EVERYWHERE)


async def explain(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Explain the paper that a message mentions; if it mentions several, ask which.

    Papers that the library does not have are offered to be added.
    """
    services, t = services_of(interaction), personal_translations(interaction)
    in_server = interaction.guild_id is not None and interaction.is_guild_integration()
    found = await defer_if_slow(interaction, partial(find_in_message, message, services))
    if len(found.papers) == 1:
        await _show(interaction, found.papers[0].paper_id)
        return
    if found.papers:
        shown = await asyncio.to_thread(_build_choice, services, t, found.papers)
    elif found.unknown and in_server:
        shown = await asyncio.to_thread(_build_offer, services, t, found.unknown[:_MAX_OFFERED])
    else:
        raise _no_paper_error(found)
    await show(interaction, shown, ephemeral=True)


@control(re.compile(rf"fn:x:{custom_ids.KEY_PART}"))
async def explain_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Explain one of the papers that a message mentions to everyone, as the menu entry does."""
    await _show(interaction, match["key"])


@control(re.compile(rf"fn:xa:{custom_ids.KEY_PART}"))
async def add_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Add a paper that a message mentions, and explain it; or say why it could not be added."""
    require_server(interaction)
    services = services_of(interaction)

    def find() -> MentionedPapers:
        reference = to_paper_id(match["key"], services.stores.component_state)
        return find_in_text(reference, services.application.catalog)

    named = await defer_if_slow(interaction, find)
    if not named.papers:
        await check_adding_rate(interaction)
        await defer(interaction)
        t = await translations_for(interaction)
        added = await add_papers(interaction, t, [], named)
        named = await asyncio.to_thread(find)
        if not named.papers:
            await show_added(interaction, added)
            return
        if added.fetched:
            fetch_in_background(services, t, added.fetched, interaction.user.id)
    await _show(interaction, named.papers[0].paper_id)


async def _show(interaction: discord.Interaction[Any], reference: str) -> None:
    """Show a summary in plain language, or key points where only quotes are to be had."""
    explains = services_of(interaction).application.settings.mode == "model"
    await show_summary(interaction, reference, "plain" if explains else "key-points")


def _build_offer(services: Services, t: Translations, unknown: Sequence[str]) -> OutgoingMessage:
    """Offer to add papers that the library does not have."""
    buttons = []
    for reference in unknown:
        key = to_key(reference, services.stores.component_state, services.now())
        label = t("papers-explain-add", paper=plain_text(reference))
        buttons.append(button(label, f"fn:xa:{key}"))
    names = ", ".join(escape_markdown(reference, 100) for reference in unknown)
    return notice(t("papers-explain-unknown", papers=names), buttons=buttons)


def _build_choice(services: Services, t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    offered = [paper.for_reading() for paper in papers[:_MAX_OFFERED]]
    buttons = []
    for number, paper in enumerate(offered, 1):
        key = to_key(paper.paper_id, services.stores.component_state, services.now())
        buttons.append(button(f"{number}. {title(paper)}", f"fn:x:{key}"))
    return render.paper_list(t, t("papers-explain-which"), offered, buttons=buttons)


def _no_paper_error(found: MentionedPapers) -> UserError:
    if found.unknown:
        unknown = ", ".join(plain_text(reference) for reference in found.unknown[:_MAX_OFFERED])
        return UserError("papers-explain-unknown", papers=unknown)
    return UserError("papers-explain-nothing")
