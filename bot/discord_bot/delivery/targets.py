"""Send a reply where it can go: an interaction's response, a channel, a direct message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import discord
from discord.abc import Messageable

from bot.discord_bot import limits
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.rendering.message import OutgoingMessage, PersistentView, subtext, text


@dataclass(frozen=True, slots=True)
class SentMessage:
    """The channel and id of a sent message."""

    channel_id: int
    message_id: int


class ReplyTarget(Protocol):
    """A place for a reply; raises what discord.py raises if it cannot be sent there."""

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        """Send the reply's first message, or edit it if it was sent."""

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        """Send this as one more message below."""

    async def delete(self, sent: SentMessage) -> None:
        """Delete a message that this target has sent."""

    async def clear(self) -> None:
        """Delete the placeholder of a reply that has no message yet."""


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


class OwnMessage:
    """An existing message of the bot, edited with the bot's own permissions."""

    def __init__(self, channel: discord.PartialMessageable, message_id: int) -> None:
        self._channel = channel
        self._message_id = message_id

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        """Edit the message; raise `discord.NotFound` where it is gone."""
        message = await _edit(self._channel.get_partial_message(self._message_id), shown)
        return SentMessage(self._channel.id, message.id)

    async def delete(self, sent: SentMessage) -> None:
        """Delete the message."""
        await self._channel.get_partial_message(sent.message_id).delete()

    async def clear(self) -> None:
        """Do nothing: the message is an answer."""

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        """Send a message to the channel."""
        message = await _send(self._channel, shown)
        return SentMessage(message.channel.id, message.id)


class ChannelMessage:
    """A new message in a channel, as a reply to another where one is given.

    `nonce` names the reply in this place and no other, in at most 21 characters: Discord shows
    what one author sends twice with the same nonce once, wherever it is sent.
    """

    def __init__(
        self,
        channel: Messageable,
        *,
        nonce: str,
        reference: discord.MessageReference | None = None,
        note: str = "",
    ) -> None:
        self._channel = channel
        self._nonce = nonce[: limits.NONCE - 4]
        self._reference = reference
        self._note = note
        self._message: discord.Message | None = None
        self._by_id: dict[int, discord.Message] = {}
        self._sent = 0

    async def delete(self, sent: SentMessage) -> None:
        """Delete the message."""
        await self._by_id.pop(sent.message_id).delete()

    async def clear(self) -> None:
        """Do nothing: there is no placeholder."""

    async def edit_or_send(self, shown: OutgoingMessage) -> SentMessage:
        """Send the message or edit it; send it again if somebody deleted it."""
        if self._message is not None:
            last = add_note(shown, self._note)[-1]
            try:
                edited = await _edit(self._message, last)
            except discord.NotFound as error:
                if error.code != discord_errors.UNKNOWN_MESSAGE:
                    raise
                self._sent += 1
            else:
                return SentMessage(edited.channel.id, edited.id)
        *before, last = add_note(shown, self._note)
        for note in before:
            await self.send(note)
            self._note = ""  # it is not said again, should the rest be tried again
        self._message = await self._send(last, f"{self._nonce}.{self._sent}", self._reference)
        return SentMessage(self._message.channel.id, self._message.id)

    async def send(self, shown: OutgoingMessage) -> SentMessage:
        """Send one more message; not as a reply, as the first is one."""
        message = await self._send(shown, f"{self._nonce}+{self._sent}", None)
        self._sent += 1
        return SentMessage(message.channel.id, message.id)

    async def _send(
        self, shown: OutgoingMessage, nonce: str, reference: discord.MessageReference | None
    ) -> discord.Message:
        message = await _send(self._channel, shown, nonce, reference)
        self._by_id[message.id] = message
        return message


class DirectMessage(ChannelMessage):
    """A message to a person alone, where no channel can take it."""

    def __init__(self, user: discord.User | discord.Member, *, nonce: str, note: str = "") -> None:
        super().__init__(user, nonce=nonce, note=note)


async def _send(
    channel: Messageable,
    shown: OutgoingMessage,
    nonce: str | None = None,
    reference: discord.MessageReference | None = None,
) -> discord.Message:
    options: dict[str, Any] = {"reference": reference, "mention_author": False}
    return await channel.send(
        view=shown.view,
        files=shown.uploads(),
        nonce=nonce,  # type: ignore[arg-type] # None has discord.py choose one
        **(options if reference else {}),
    )


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
