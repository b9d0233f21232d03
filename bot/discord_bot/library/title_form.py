"""Ask for the title of a PDF whose first page does not say it, and add the PDF under it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import build_modal, control, entered_texts, text_field
from bot.discord_bot.delivery.respond import (
    defer,
    personal_translations,
    show,
    translations_for,
)
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import Response
from bot.discord_bot.errors import UserError
from bot.discord_bot.library.files import clean_name, reading_slot, receive_file
from bot.discord_bot.library.quotas import check_adding_rate
from bot.discord_bot.library.whole_papers import ReadingProgress, index_and_describe, store_pdf
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import require_server
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, save_state, services_of
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.text import patterns as re

_KIND = "untitled pdf"
_FIELD = "title"


async def build_title_request(
    services: Services, t: Translations, file: discord.Attachment
) -> OutgoingMessage:
    """Return a message with a button that asks for the title of a file.

    The file stays with Discord, which serves it for a day. Anyone who sees the message may answer.
    """
    name = clean_name(file.filename)
    token = await save_state(services, _KIND, {"name": name, "url": file.url})
    ask = button(
        t("library-title-button"),
        custom_ids.build_id("l", "title", token),
        style=discord.ButtonStyle.primary,
    )
    title = t("library-title-needed", name=escape_markdown(name, 80))
    return notice(title, t("library-title-needed-todo"), buttons=[ask])


@control(custom_ids.PAPER_TITLE)
async def title_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Open the form."""
    t = personal_translations(interaction)
    field = text_field(_FIELD, t("library-title-field"), max_chars=MAX_TITLE_CHARS)
    form_id = custom_ids.build_id("m", "title", match["token"])
    await interaction.response.send_modal(build_modal(t("library-title-button"), form_id, [field]))


@control(custom_ids.TITLE_FORM)
async def title_form(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Read the file again, and add it under the title."""
    require_server(interaction)
    state = await _load(interaction, match["token"])
    title = " ".join(entered_texts(interaction).get(_FIELD, "").split())
    if not title:
        raise UserError("library-title-empty")
    await check_adding_rate(interaction)
    await defer(interaction)
    services, t = services_of(interaction), await translations_for(interaction)
    name, download = str(state["name"]), interaction.client.http.get_from_cdn
    progress = ReadingProgress(t, name, StreamingReply([Response(interaction)]))
    async with progress.shown():
        async with reading_slot(services, interaction.user.id, progress.show_place):
            data = await receive_file(name, lambda: download(str(state["url"])))
            stored = await store_pdf(
                services,
                name,
                data,
                person=interaction.user.id,
                guild_id=interaction.guild_id,
                title=title,
                on_page=progress.show_page,
            )
            del data
        shown = await index_and_describe(services, t, stored, progress)
    await show(interaction, shown)


async def _load(interaction: discord.Interaction[Any], token: str) -> Mapping[str, Any]:
    """Return the name and the address of a file; raise `UserError` if nothing is known of it."""
    load = services_of(interaction).stores.component_state.load
    state = await asyncio.to_thread(load, _KIND, token)
    if state is None:
        raise UserError("papers-forgotten")
    return state
