"""Remove a paper from the library, after confirmation."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import acknowledge, personal_translations
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import find_paper, to_key
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.bylines import link_title, mark_upload, title
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.services import Services, services_of
from retrieval.text import patterns as re

REMOVE = re.compile(rf"fn:l:remove:{custom_ids.KEY_PART}")
KEEP = re.compile(r"fn:l:keep")


def check_can_remove(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` unless the person manages a server whose managers may remove papers.

    All servers of the bot share the library: its operator names those that tend it, and else it is
    the bot's only one. Somebody who only took the bot along as an app of their own manages no
    server of the library's.
    """
    t = personal_translations(interaction)
    if interaction.guild_id is None or not interaction.is_guild_integration():
        raise UserError(t("errors-server-only"))
    if not can_manage(interaction):
        raise UserError(t("errors-not-allowed"), t("errors-not-allowed-todo"))
    if not _maintains_library(interaction):
        raise UserError(t("library-shared-by-servers"), t("library-shared-by-servers-todo"))


def _maintains_library(interaction: discord.Interaction[Any]) -> bool:
    """Say whether the library is tended from the server of an interaction."""
    named = services_of(interaction).application.settings.library_servers
    if named:
        return str(interaction.guild_id) in named
    client = interaction.client
    # One of several shards knows only its own servers.
    return (getattr(client, "shard_count", None) or 1) == 1 and len(client.guilds) <= 1


async def build_confirmation(
    services: Services, t: Translations, reference: str
) -> OutgoingMessage:
    """Ask whether a paper is to be removed. Raises PaperNotFound."""
    return await asyncio.to_thread(_build_confirmation, services, t, reference)


class RemoveButton(Control, template=REMOVE):
    """Removes the paper that was asked about."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Remove it from the record and both indexes."""
        check_can_remove(interaction)
        await acknowledge(interaction)
        services, t = services_of(interaction), personal_translations(interaction)
        papers, remembered = services.application.catalog, services.stores.component_state
        paper = await asyncio.to_thread(find_paper, self.match["key"], papers, remembered)
        change = await services.application.writer.remove([paper.paper_id])
        name = escape_markdown(title(paper.for_reading()), 300)
        undo = await build_undo_buttons(services, t, change)
        done = notices.notice(t, t("library-removed"), name, kind="ok", buttons=undo)
        await component_message.replace(interaction, done)


class KeepButton(Control, template=KEEP):
    """Removes nothing."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Say so."""
        t = personal_translations(interaction)
        shown = notices.notice(t, t("library-kept"), "")
        await component_message.replace(interaction, shown)


def _build_confirmation(services: Services, t: Translations, reference: str) -> OutgoingMessage:
    papers, remembered = services.application.catalog, services.stores.component_state
    paper = find_paper(reference, papers, remembered)
    key, shown = to_key(paper.paper_id, remembered, services.now()), paper.for_reading()
    return notices.notice(
        t,
        t("library-remove"),
        f"{link_title(shown)}{mark_upload(t, shown)}\n{t('library-remove-about')}",
        papers=[shown],
        buttons=[
            button(
                t("library-button-remove"),
                f"fn:l:remove:{key}",
                style=discord.ButtonStyle.danger,
            ),
            button(t("library-button-keep"), "fn:l:keep"),
        ],
    )
