"""Change the message that a pressed button or menu is on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import discord
from discord.utils import MISSING

from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS, is_lost, is_temporary
from bot.discord_bot.delivery.respond import (
    RESPONSE_SECONDS,
    acknowledge,
    defer,
    show,
    translations_for,
)
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.errors import describe


def is_pressers_own(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether nobody but the presser asked for the message, or sees it."""
    message = interaction.message
    if message is None:
        return False
    if message.flags.ephemeral or interaction.guild_id is None:
        return True
    asked = message.interaction_metadata
    return asked is not None and asked.user.id == interaction.user.id


async def begin(interaction: discord.Interaction[Any]) -> None:
    """Acknowledge a press: the message will change, or a new one come that only the presser sees.

    What somebody else asked for stays as it is, or many who press would fight over it.
    """
    if is_pressers_own(interaction):
        await acknowledge(interaction)
    else:
        await defer(interaction, ephemeral=True)


async def finish(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Change the message as `begin` announced."""
    if is_pressers_own(interaction):
        await replace(interaction, shown)
    else:
        await show(interaction, shown, ephemeral=True)


async def replace(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Change the message that was pressed; show a new one where it is gone."""
    try:
        if not interaction.response.is_done():
            try:
                await interaction.response.edit_message(
                    view=shown.view, attachments=shown.uploads()
                )
            except discord.HTTPException as error:
                if error.code != discord_errors.ALREADY_ACKNOWLEDGED:
                    raise
            else:
                return
        await interaction.edit_original_response(view=shown.view, attachments=shown.uploads())
    except discord.HTTPException as error:
        if not is_lost(error):
            raise
        await show(interaction, shown, ephemeral=True)


async def translations(interaction: discord.Interaction[Any]) -> Translations:
    """Return the translations for what `finish` shows."""
    message = interaction.message
    public = message is not None and not message.flags.ephemeral and is_pressers_own(interaction)
    return await translations_for(interaction, ephemeral=not public)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a message has already, and keeps where an edit names it."""

    attachment_id: int
    filename: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as an edit names it."""
        return {"id": self.attachment_id, "filename": self.filename}


def find_files(message: discord.Message) -> list[StoredFile]:
    """Return the files that a message shows.

    Of those that components show, Discord tells there alone; `attachments` is then empty.
    """
    found = {file.id: StoredFile(file.id, file.filename) for file in message.attachments}
    for media in _find_media(message.components):
        if media.attachment_id is not None:
            name = unquote(PurePosixPath(urlsplit(media.url).path).name)
            found.setdefault(media.attachment_id, StoredFile(media.attachment_id, name))
    return list(found.values())


async def edit_keeping_files(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Show something in the message that was pressed; what is attached to it stays.

    Where the press has been answered, the message is edited by its token, past that by the bot's
    own right, and where that is barred too, it stays as it is.
    """
    message = interaction.message
    if message is None:
        return
    files = find_files(message)
    if not interaction.response.is_done():
        try:
            async with asyncio.timeout(RESPONSE_SECONDS):
                await interaction.response.edit_message(
                    view=shown.view, attachments=_to_attachments(files)
                )
        except (discord.HTTPException, *CONNECTION_ERRORS) as error:
            answered = getattr(error, "code", 0) == discord_errors.ALREADY_ACKNOWLEDGED
            if not answered and not is_lost(error) and not is_temporary(error):
                raise
            if not answered and is_lost(error):
                # The message cannot be changed, as in an archived thread, but the press was seen.
                await acknowledge(interaction)
        else:
            return
    try:
        await interaction.edit_original_response(
            view=shown.view, attachments=_to_attachments(files)
        )
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        if not is_lost(error) and not is_temporary(error):
            raise
        await edit_own_keeping_files(message, shown, files)


async def edit_own_keeping_files(
    message: discord.Message | discord.PartialMessage,
    shown: OutgoingMessage,
    files: Sequence[StoredFile],
) -> None:
    """Edit a message by the bot's own right, keeping its files; let it be where that is barred."""
    try:
        await message.edit(
            view=shown.view,
            attachments=_to_attachments(files),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        if not is_lost(error) and not is_temporary(error):
            raise
        log().info("message not changed", message=message.id, error=describe(error))


def _to_attachments(files: Sequence[StoredFile]) -> list[discord.Attachment]:
    """Return files as discord.py takes those that are to stay."""
    return cast("list[discord.Attachment]", list(files)) or MISSING


def _find_media(components: Iterable[Any]) -> Iterator[discord.UnfurledMediaItem]:
    for component in components:
        for shown in (component, *(getattr(component, "items", None) or ())):
            media = getattr(shown, "media", None)
            if isinstance(media, discord.UnfurledMediaItem):
                yield media
        yield from _find_media(getattr(component, "children", None) or ())
        if accessory := getattr(component, "accessory", None):
            yield from _find_media([accessory])
