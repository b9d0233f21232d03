"""Post to the channel what a button showed to one person."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids, limits
from bot.discord_bot.controls import control
from bot.discord_bot.delivery.respond import defer, show, translations_for
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.question_limits import check_rate_limit
from bot.discord_bot.rendering.message import (
    FileAttachment,
    OutgoingMessage,
    PersistentView,
    button,
    subtext,
    text,
)
from bot.discord_bot.services import services_of
from bot.records.conversations import ConversationTurn
from retrieval.text import patterns as re

_ADDED_COMPONENTS = 3  # the line that says who posted it; before that, the button and its row


def add_post_button(
    interaction: discord.Interaction[Any],
    t: Translations,
    shown: Sequence[OutgoingMessage],
    *,
    turn: ConversationTurn | None = None,
) -> Sequence[OutgoingMessage]:
    """Add a button to messages that one person is shown in a server; return them.

    About the answer of a `turn`, only where the bot can delete what is posted with the question:
    in the answer's channel, in a server of the bot. A message with files other than pictures, which
    cannot be posted again, or without room for it stays as it is.
    """
    if turn is not None and not _can_be_erased(interaction, turn):
        return shown
    post = custom_ids.build_id("post", *([turn.turn_id] if turn is not None else []))
    for message in shown:
        room = limits.COMPONENTS - message.view.total_children_count
        box = message.view.children[0]
        files = any(isinstance(part, ui.File) for part in message.view.walk_children())
        if interaction.guild_id is None or files or room < _ADDED_COMPONENTS:
            continue
        if isinstance(box, ui.Container):
            box.add_item(ui.ActionRow(button(t("rendering-button-post"), post)))
    return shown


@control(custom_ids.POST, allow_members_below_digest)
async def post_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Post the message that the button is on, for those who may write here, and say who did."""
    pressed = interaction.message
    if pressed is None or not _can_write(interaction):
        raise UserError("rendering-cannot-post")
    await check_rate_limit(services_of(interaction), interaction)
    t = await translations_for(interaction)
    by = text(subtext(t("rendering-posted-by", person=interaction.user.mention)))
    turns, turn_id = services_of(interaction).stores.turns, match["turn"]
    if turn_id is not None:
        turn = await asyncio.to_thread(turns.get, turn_id)
        if turn is None or not _can_be_erased(interaction, turn):
            raise UserError("ask-forgotten")
    posted = await show(interaction, await _copy(interaction, pressed, by))
    if turn_id is None or posted is None:
        return
    person = interaction.user.id
    if not await asyncio.to_thread(turns.keep_copy, turn_id, posted.id, person):
        await posted.delete()  # the question was deleted meanwhile


def _can_be_erased(interaction: discord.Interaction[Any], turn: ConversationTurn) -> bool:
    is_here = turn.channel_id == interaction.channel_id
    return is_here and not turn.private and interaction.is_guild_integration()


def _can_write(interaction: discord.Interaction[Any]) -> bool:
    may = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    return may.send_messages_in_threads if in_thread else may.send_messages


async def _copy(
    interaction: discord.Interaction[Any], pressed: discord.Message, by: ui.TextDisplay[Any]
) -> OutgoingMessage:
    """Return a message and its pictures without the button that posts it, below who posts it."""
    copied = ui.LayoutView.from_message(pressed, timeout=None)
    pictures = await _copy_pictures(interaction, copied)
    for row in list(copied.walk_children()):
        if (
            isinstance(row, ui.ActionRow)
            and isinstance(row.parent, ui.Container)
            and any(custom_ids.POST.fullmatch(getattr(e, "custom_id", "")) for e in row.children)
        ):
            row.parent.remove_item(row)
    copied.stop()
    return OutgoingMessage(PersistentView(by, *copied.children), pictures)


async def _copy_pictures(
    interaction: discord.Interaction[Any], copied: ui.LayoutView
) -> tuple[FileAttachment, ...]:
    """Return the pictures of copied components, which show them in place of the former ones.

    Raises `UserError` where Discord does not deliver one.
    """
    galleries = [part for part in copied.walk_children() if isinstance(part, ui.MediaGallery)]
    items = [item for gallery in galleries for item in gallery.items]
    if items:
        await defer(interaction)
    pictures = []
    for number, item in enumerate(items, 1):
        name = f"page-{number}.png"
        try:
            data = await interaction.client.http.get_from_cdn(item.media.url)
        except discord.HTTPException as error:
            todo = "library-busy-todo"
            raise UserError("library-not-received", todo=todo, name=name) from error
        pictures.append(FileAttachment(name, data, item.description or ""))
        item.media = discord.UnfurledMediaItem(f"attachment://{pictures[-1].name}")
    return tuple(pictures)
