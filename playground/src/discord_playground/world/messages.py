"""Send, edit, delete and list messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord_playground.wire import JSON
from discord_playground.world.attachments import Upload
from discord_playground.world.channels import Channel, thread_archived
from discord_playground.world.composing import change, composed
from discord_playground.world.draft import Draft
from discord_playground.world.message import Message
from discord_playground.world.message_wire import event_wire
from discord_playground.world.state import State
from discord_playground.world.users import User

NONCE_SECONDS = 300.0
"""How long an enforced nonce is remembered; Discord says "a few minutes"."""


class Messages:
    """What may be done to messages. Permissions are the caller's business (see `api/`)."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._nonces: dict[tuple[str, str], tuple[float, str]] = {}
        self.sent: list[Callable[[Message], None]] = []

    def create(
        self,
        author: User,
        channel: Channel,
        draft: Draft,
        *,
        webhook_id: str | None = None,
        fill: Callable[[Message], None] | None = None,
    ) -> Message:
        """Send a message, or return the one that was sent with the same enforced nonce.

        `fill` may set what only interactions have, before anybody hears of it.
        """
        if earlier := self._same_nonce(author, draft):
            return earlier
        message = composed(self._state, author, channel, draft, webhook_id)
        if fill:
            fill(message)
        if draft.enforce_nonce and draft.nonce is not None:
            self._nonces[author.id, str(draft.nonce)] = (self._state.now(), message.id)
        self.keep(channel, message)
        return message

    def keep(self, channel: Channel, message: Message) -> None:
        """Put a finished message in its channel and tell everyone whom it concerns."""
        self._state.messages[message.id] = message
        if not message.is_ephemeral:
            channel.message_ids.append(message.id)
            channel.last_message_id = message.id
            if channel.thread:
                channel.thread.message_count += 1
                channel.thread.total_message_sent += 1
            for hook in self.sent:
                hook(message)
        self._emit("MESSAGE_CREATE", message, event_wire(self._state, message))

    def edit(self, message: Message, body: JSON, uploads: Sequence[Upload] = ()) -> Message:
        """Change what `body` names of a message; 50035 or 50006 where the whole would not do.

        50083 in an archived thread, for every editor and token.
        """
        if self._state.channel(message.channel_id).is_archived:
            raise thread_archived()
        change(self._state, message, body, uploads)
        self.announce(message)
        return message

    def announce(self, message: Message) -> None:
        """Tell everyone whom it concerns that a message has changed."""
        self._emit("MESSAGE_UPDATE", message, event_wire(self._state, message))

    def delete(self, message: Message) -> None:
        """Take a message away."""
        self._forget(message)
        self._emit("MESSAGE_DELETE", message, {"id": message.id, **_place(message)})

    def bulk_delete(self, channel: Channel, message_ids: Sequence[str]) -> None:
        """Take several messages of a channel away at once; unknown ids are passed over."""
        found = [
            message
            for one in dict.fromkeys(message_ids)
            if (message := self._state.messages.get(one)) and message.channel_id == channel.id
        ]
        if not found:
            return
        for message in found:
            self._forget(message)
        ids = [message.id for message in found]
        self._emit("MESSAGE_DELETE_BULK", found[0], {"ids": ids, **_place(found[0])})

    def listed(
        self,
        channel: Channel,
        *,
        limit: int = 50,
        before: str | None = None,
        after: str | None = None,
        around: str | None = None,
    ) -> list[Message]:
        """Return messages of a channel, newest first, as the HTTP API pages them."""
        ids = channel.message_ids
        if around:
            place = next((i for i, one in enumerate(ids) if int(one) >= int(around)), len(ids))
            chosen = ids[max(0, place - limit // 2) : place - limit // 2 + limit]
        elif after:
            chosen = [one for one in ids if int(one) > int(after)][:limit]
        elif before:
            chosen = [one for one in ids if int(one) < int(before)][-limit:]
        else:
            chosen = ids[-limit:]
        return [self._state.messages[one] for one in reversed(chosen)]

    def _emit(self, name: str, message: Message, data: JSON) -> None:
        """Send an event of a message. Of an ephemeral one only two hear, as if it were direct."""
        if message.only_for:
            self._state.emit(name, data, users=[message.only_for, message.author.id])
        else:
            self._state.emit(name, data, guild_id=message.guild_id, channel_id=message.channel_id)

    def _forget(self, message: Message) -> None:
        self._state.messages.pop(message.id, None)
        channel = self._state.channels.get(message.channel_id)
        if channel and message.id in channel.message_ids:
            channel.message_ids.remove(message.id)
        for attachment in message.attachments:
            self._state.files.pop(attachment.id, None)

    def _same_nonce(self, author: User, draft: Draft) -> Message | None:
        if not draft.enforce_nonce or draft.nonce is None:
            return None
        at, message_id = self._nonces.get((author.id, str(draft.nonce)), (0.0, ""))
        if self._state.now() - at > NONCE_SECONDS:
            return None
        return self._state.messages.get(message_id)


def _place(message: Message) -> JSON:
    """Return where a message is, as events say it: of an ephemeral one, the channel alone."""
    place: JSON = {"channel_id": message.channel_id}
    if message.guild_id and not message.is_ephemeral:
        place["guild_id"] = message.guild_id
    return place
