"""Send a reply where it can go: an interaction's response, a channel, a direct message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord
from discord.abc import Messageable

from bot.discord_bot import limits
from bot.discord_bot.delivery.discord_errors import is_lost
from bot.discord_bot.rendering.message import OutgoingMessage, PersistentView, subtext, text


@dataclass(frozen=True, slots=True)
class SentMessage:
    """The channel and id of a sent message."""

    channel_id: int
    message_id: int


class Response:
    """The response of an interaction, for the 15 minutes that its token lives."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        """Edit the original response."""
        message = await self._interaction.edit_original_response(
            view=shown.view, attachments=shown.uploads()
        )
        return SentMessage(self._interaction.channel_id or 0, message.id)

    async def clear(self) -> None:
        """Delete the response, where Discord still shows that the bot is thinking."""
        await self._interaction.delete_original_response()

    async def delete(self, sent: SentMessage) -> None:
        """Delete the response or a follow-up."""
        await self._interaction.followup.delete_message(sent.message_id)

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        """Send a follow-up."""
        message = await self._interaction.followup.send(
            view=shown.view, files=shown.uploads(), wait=True
        )
        return SentMessage(self._interaction.channel_id or 0, message.id)


class ChannelMessage:
    """A message in a channel or to a person, as a reply to another where one is given.

    `nonce` names the reply in this place and no other, in at most 21 characters: Discord shows
    what one author sends twice with the same nonce once, wherever it is sent. `note` stands above
    what is sent. `message` is one of the bot's that is edited instead, as long as it is there.
    """

    def __init__(
        self,
        channel: Messageable,
        *,
        nonce: str,
        reference: discord.MessageReference | None = None,
        note: str = "",
        message: discord.PartialMessage | None = None,
    ) -> None:
        self._channel = channel
        self._nonce = nonce[: limits.NONCE - 4]
        self._reference = reference
        self._note = note
        self._message: discord.Message | discord.PartialMessage | None = message
        self._shown_note = ""  # above the message that is edited
        self._by_id = {message.id: message} if message else {}
        self._sent = 0

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        """Edit the reply's first message; send it if there is none, or somebody deleted it."""
        if self._message is not None:
            last = add_note(shown, self._shown_note)[-1]
            try:
                edited = await _edit(self._message, last)
            except discord.HTTPException as error:
                if not is_lost(error):
                    raise
                self._message = None
                self._sent += 1
            else:
                return SentMessage(edited.channel.id, edited.id)
        *before, last = add_note(shown, self._note)
        for note in before:
            await self.send(note)
            self._note = ""  # it is not said again, should the rest be tried again
        message = await self._send(last, f"{self._nonce}.{self._sent}", self._reference)
        self._message, self._shown_note = message, self._note
        return SentMessage(message.channel.id, message.id)

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        """Send one more message below; not as a reply, as the first is one."""
        message = await self._send(shown, f"{self._nonce}+{self._sent}", None)
        self._sent += 1
        return SentMessage(message.channel.id, message.id)

    async def delete(self, sent: SentMessage) -> None:
        """Delete a message."""
        await self._by_id.pop(sent.message_id).delete()

    async def _send(
        self, shown: OutgoingMessage, nonce: str, reference: discord.MessageReference | None
    ) -> discord.Message:
        options: dict[str, Any] = {"reference": reference, "mention_author": False}
        message = await self._channel.send(
            view=shown.view,
            files=shown.uploads(),
            nonce=nonce,
            **(options if reference else {}),
        )
        self._by_id[message.id] = message
        return message


ReplyTarget = Response | ChannelMessage
"""A place for a reply; raises what discord.py raises if it cannot be sent there."""


async def _edit(
    message: discord.Message | discord.PartialMessage, shown: OutgoingMessage
) -> discord.Message:
    """Edit a message, mentioning nobody.

    Everywhere else discord.py adds the client's `allowed_mentions` by itself; to an edit of a
    message it adds them only where `content` is edited, which messages of components have not.
    """
    return await message.edit(
        view=shown.view,
        attachments=shown.uploads(),
        allowed_mentions=discord.AllowedMentions.none(),
    )


def add_note(shown: OutgoingMessage, note: str) -> list[OutgoingMessage]:
    """Return a message with `note` above it, in a separate message if there is no room."""
    if not note:
        return [shown]
    line = subtext(note)
    room = limits.TEXT_TOTAL - shown.view.content_length()
    if limits.count_units(line) <= room and shown.view.total_children_count < limits.COMPONENTS:
        return [OutgoingMessage(PersistentView(text(line), *shown.view.children), shown.files)]
    return [OutgoingMessage(PersistentView(text(line))), shown]
