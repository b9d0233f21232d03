"""Remove a paper from the library, after confirmation."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, personal_translations
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import find_paper, to_key
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.rendering.bylines import link_title, mark_upload, title
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, services_of
from retrieval.text import patterns as re


def check_can_remove(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` unless the person manages a server whose managers may remove papers.

    All servers of the bot share the library: its operator names those that tend it, and else it is
    the bot's only one. Somebody who only took the bot along as an app of their own manages no
    server of the library's.
    """
    require_server(interaction)
    if not can_manage(interaction):
        raise UserError("errors-not-allowed")
    if not _maintains_library(interaction):
        raise UserError("library-shared-by-servers")


def _maintains_library(interaction: discord.Interaction[Any]) -> bool:
    """Say whether the library is tended from the server of an interaction."""
    named = services_of(interaction).application.settings.library_servers
    if named:
        return str(interaction.guild_id) in named
    client = interaction.client
    # One of several shards knows only its own servers.
    return (getattr(client, "shard_count", None) or 1) == 1 and len(client.guilds) <= 1


@control(re.compile(rf"fn:l:remove:{custom_ids.KEY_PART}"))
async def remove_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Remove the paper that was asked about from the record and both indexes."""
    check_can_remove(interaction)
    await acknowledge(interaction)
    services, t = services_of(interaction), personal_translations(interaction)
    papers, remembered = services.application.catalog, services.stores.component_state
    paper = await asyncio.to_thread(find_paper, match["key"], papers, remembered)
    change = await services.application.writer.remove([paper.paper_id])
    name = escape_markdown(title(paper.for_reading()), 300)
    undo = await build_undo_buttons(services, t, change)
    done = notice(t("library-removed"), name, kind="ok", buttons=undo)
    await component_message.replace(interaction, done)


@control(re.compile(r"fn:l:keep"))
async def keep_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Say that the paper stays."""
    kept = notice(personal_translations(interaction)("library-kept"))
    await component_message.replace(interaction, kept)


def build_confirmation(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    """Ask whether a paper is to be removed; block. Raises PaperNotFound."""
    papers, remembered = services.application.catalog, services.stores.component_state
    paper = find_paper(reference, papers, remembered)
    key, shown = to_key(paper.paper_id, remembered, services.now()), paper.for_reading()
    danger = discord.ButtonStyle.danger
    return notice(
        t("library-remove"),
        f"{link_title(shown)}{mark_upload(t, shown)}\n{t('library-remove-about')}",
        papers=[shown],
        buttons=[
            button(t("library-button-remove"), f"fn:l:remove:{key}", style=danger),
            button(t("library-button-keep"), "fn:l:keep"),
        ],
    )
