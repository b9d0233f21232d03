"""Change the message that was pressed, in answer to the press, and leave its files as they are.

An answer to a press is no edit of the bot's own: Discord limits those of messages older than an
hour (30046), and answers not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import discord
from discord.utils import MISSING

from bot.discord_bot import error_codes
from bot.discord_bot.delivery.failures import CONNECTION_FAILED, is_lost, is_passing
from bot.discord_bot.delivery.sending import IN_TIME, acknowledge
from bot.discord_bot.log import log
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.errors import describe


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a message has already, and keeps where an edit names it."""

    attachment_id: int
    filename: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as an edit names it."""
        return {"id": self.attachment_id, "filename": self.filename}


def files_of(message: discord.Message) -> list[StoredFile]:
    """Return the files that a message shows.

    Of those that components show, Discord tells there alone; `attachments` is then empty.
    """
    found = {file.id: StoredFile(file.id, file.filename) for file in message.attachments}
    for media in _media(message.components):
        if media.attachment_id is not None:
            name = unquote(PurePosixPath(urlsplit(media.url).path).name)
            found.setdefault(media.attachment_id, StoredFile(media.attachment_id, name))
    return list(found.values())


async def update(interaction: discord.Interaction[Any], shown: OutgoingMessage) -> None:
    """Show something in the message that was pressed; what is attached to it stays.

    Where the press has been answered, the message is edited by its token, past that by the bot's
    own right, and where that is barred too, it stays as it is.
    """
    message = interaction.message
    if message is None:
        return
    files = files_of(message)
    if not interaction.response.is_done():
        try:
            async with asyncio.timeout(IN_TIME):
                await interaction.response.edit_message(view=shown.view, attachments=_named(files))
        except (discord.HTTPException, *CONNECTION_FAILED) as error:
            answered = getattr(error, "code", 0) == error_codes.ALREADY_ACKNOWLEDGED
            if not answered and not is_lost(error) and not is_passing(error):
                raise
            if not answered and is_lost(error):
                # The message cannot be changed, as in an archived thread, but the press was seen.
                await acknowledge(interaction)
        else:
            return
    try:
        await interaction.edit_original_response(view=shown.view, attachments=_named(files))
    except (discord.HTTPException, *CONNECTION_FAILED) as error:
        if not is_lost(error) and not is_passing(error):
            raise
        await edit(message, shown, files)


async def edit(
    message: discord.Message | discord.PartialMessage,
    shown: OutgoingMessage,
    files: Sequence[StoredFile],
) -> None:
    """Edit a message by the bot's own right, keeping its files; let it be where that is barred."""
    try:
        await message.edit(
            view=shown.view,
            attachments=_named(files),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except (discord.HTTPException, *CONNECTION_FAILED) as error:
        if not is_lost(error) and not is_passing(error):
            raise
        log().info("message not changed", message=message.id, error=describe(error))


def _named(files: Sequence[StoredFile]) -> list[discord.Attachment]:
    """Return files as discord.py takes those that are to stay."""
    return cast("list[discord.Attachment]", list(files)) or MISSING


def _media(components: Iterable[Any]) -> Iterator[discord.UnfurledMediaItem]:
    for component in components:
        for shown in (component, *(getattr(component, "items", None) or ())):
            media = getattr(shown, "media", None)
            if isinstance(media, discord.UnfurledMediaItem):
                yield media
        yield from _media(getattr(component, "children", None) or ())
        if accessory := getattr(component, "accessory", None):
            yield from _media([accessory])
