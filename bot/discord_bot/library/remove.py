"""Remove a paper from the library, with a button to undo that."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.discord_bot.delivery.respond import translations_for
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.undo import build_undo_buttons
from bot.discord_bot.paper_refs import find_paper
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.rendering.bylines import link_title, mark_upload
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import services_of


def check_can_remove(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` unless the person manages the server.

    Somebody who only took the bot along as an app of their own manages no server of the library's.
    """
    require_server(interaction)
    if not can_manage(interaction):
        raise UserError("errors-not-allowed")


def _maintains_library(interaction: discord.Interaction[Any]) -> bool:
    """Say whether the library is tended from the server of an interaction.

    All servers of the bot share it: its operator names those that tend it, and else it is the bot's
    only one.
    """
    named = services_of(interaction).application.settings.library_servers
    if named:
        return str(interaction.guild_id) in named
    client = interaction.client
    # One of several shards knows only its own servers.
    return (getattr(client, "shard_count", None) or 1) == 1 and len(client.guilds) <= 1


async def remove_paper(interaction: discord.Interaction[Any], reference: str) -> OutgoingMessage:
    """Remove a paper, or only what its server uploaded, where others share the library.

    Raises PaperNotFound, and `UserError` where the server uploaded nothing.
    """
    services, t = services_of(interaction), await translations_for(interaction)
    papers, remembered = services.application.catalog, services.stores.component_state
    writer = services.application.writer
    paper = await asyncio.to_thread(find_paper, reference, papers, remembered)
    shown = paper.for_reading()
    name = f"{link_title(shown)}{mark_upload(t, shown)}"
    if not _maintains_library(interaction) and paper.place != services.place:
        if not await writer.remove_text(paper.paper_id, services.place):
            raise UserError("library-shared-by-servers")
        return notice(t("library-text-removed"), name, kind="ok", papers=[shown])
    had_text = await asyncio.to_thread(papers.full_texts.get, paper.paper_id) is not None
    change = await writer.remove([paper.paper_id])
    undo = await build_undo_buttons(services, t, change, lost_text=had_text)
    about = f"{name}\n{t('library-removed-with-text')}" if had_text else name
    return notice(t("library-removed"), about, kind="ok", papers=[shown], buttons=undo)
