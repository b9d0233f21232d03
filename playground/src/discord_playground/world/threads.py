"""Open threads, from a message or without one; join, change, archive and list them."""

from __future__ import annotations

from discord_playground.wire import JSON
from discord_playground.world.channels import (
    ANNOUNCEMENT,
    ANNOUNCEMENT_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Channel,
    ThreadState,
)
from discord_playground.world.errors import DiscordError
from discord_playground.world.message import HAS_THREAD, THREAD_CREATED, THREAD_STARTER, Message
from discord_playground.world.messages import Messages
from discord_playground.world.state import State
from discord_playground.world.users import User


class Threads:
    """What may be done to threads."""

    def __init__(self, state: State, messages: Messages) -> None:
        self._state = state
        self._messages = messages
        messages.sent.append(self._after_message)

    def start_from(
        self, author: User, message: Message, name: str, *, archive_after: int = 4320
    ) -> Channel:
        """Open a thread on a message, whose id it takes; 160004 where there is one already."""
        if message.thread_id or message.id in self._state.channels:
            raise DiscordError(400, 160004, "A thread has already been created for this message")
        parent = self._state.channel(message.channel_id)
        if parent.kind not in {TEXT, ANNOUNCEMENT}:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        kind = ANNOUNCEMENT_THREAD if parent.kind == ANNOUNCEMENT else PUBLIC_THREAD
        thread = self._opened(message.id, author, parent, name, kind, archive_after)
        message.thread_id = thread.id
        message.flags |= HAS_THREAD
        self._messages.announce(message)
        starter = Message(
            id=self._state.new_id(),
            channel_id=thread.id,
            guild_id=thread.guild_id,
            author=author,
            timestamp=self._state.timestamp(),
            kind=THREAD_STARTER,
            reference={
                "type": 0,
                "channel_id": parent.id,
                "guild_id": parent.guild_id,
                "message_id": message.id,
            },
        )
        self._messages.keep(thread, starter)
        return thread

    def start(
        self,
        author: User,
        parent: Channel,
        name: str,
        *,
        kind: int = PRIVATE_THREAD,
        archive_after: int = 4320,
    ) -> Channel:
        """Open a thread that hangs on no message; a public one is announced in the channel."""
        if parent.thread or parent.is_direct:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        thread = self._opened(self._state.new_id(), author, parent, name, kind, archive_after)
        if kind != PRIVATE_THREAD:
            announcement = Message(
                id=self._state.new_id(),
                channel_id=parent.id,
                guild_id=parent.guild_id,
                author=author,
                timestamp=self._state.timestamp(),
                kind=THREAD_CREATED,
                content=name,
                reference={"type": 0, "channel_id": thread.id, "guild_id": parent.guild_id},
            )
            self._messages.keep(parent, announcement)
        return thread

    def change(self, thread: Channel, body: JSON) -> None:
        """Rename, archive, lock or reopen a thread."""
        state = thread.thread
        assert state is not None  # noqa: S101
        if body.get("name") is not None:
            thread.name = str(body["name"])
        if body.get("auto_archive_duration") is not None:
            state.auto_archive_duration = int(body["auto_archive_duration"])
        if body.get("rate_limit_per_user") is not None:
            thread.slow_mode = int(body["rate_limit_per_user"])
        if body.get("locked") is not None:
            state.locked = bool(body["locked"])
        if body.get("invitable") is not None:
            state.invitable = bool(body["invitable"])
        if body.get("archived") is not None and bool(body["archived"]) != state.archived:
            state.archived = bool(body["archived"])
            state.archive_changed = self._state.timestamp()
        self._emit("THREAD_UPDATE", thread, thread.wire())

    def join(self, thread: Channel, user: User) -> None:
        """Make a user a member of a thread; nothing where that is so already."""
        state = thread.thread
        if state is None:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        if user.id not in state.members:
            state.members[user.id] = self._state.timestamp()
            if thread.kind == PRIVATE_THREAD:
                shown = thread.wire() | {"member": self.member_wire(thread, user.id)}
                self._state.emit("THREAD_CREATE", shown, guild_id=thread.guild_id, users=[user.id])
            self._members_changed(thread, added=user)

    def leave(self, thread: Channel, user: User) -> None:
        """Take a user out of a thread."""
        state = thread.thread
        if state is None:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        if state.members.pop(user.id, None):
            self._members_changed(thread, removed=user)

    def member_wire(self, thread: Channel, user_id: str) -> JSON:
        """Return one membership of a thread."""
        assert thread.thread is not None  # noqa: S101
        return {
            "id": thread.id,
            "user_id": user_id,
            "join_timestamp": thread.thread.members[user_id],
            "flags": 0,
        }

    def below(self, guild_id: str, parent_id: str | None = None) -> list[Channel]:
        """Return the threads of a server, or of one of its channels, newest first."""
        guild = self._state.guild(guild_id)
        found = [self._state.channels[one] for one in guild.channel_ids]
        return sorted(
            (c for c in found if c.thread and parent_id in {None, c.parent_id}),
            key=lambda thread: int(thread.id),
            reverse=True,
        )

    def _opened(
        self, thread_id: str, author: User, parent: Channel, name: str, kind: int, after: int
    ) -> Channel:
        now = self._state.timestamp()
        thread = Channel(
            id=thread_id,
            kind=kind,
            name=name,
            guild_id=parent.guild_id,
            parent_id=parent.id,
            thread=ThreadState(
                owner_id=author.id,
                created=now,
                archive_changed=now,
                auto_archive_duration=after,
                members={author.id: now},
            ),
        )
        self._state.channels[thread.id] = thread
        self._state.guild(parent.guild_id or "").channel_ids.append(thread.id)
        self._emit("THREAD_CREATE", thread, thread.wire() | {"newly_created": True})
        self._members_changed(thread, added=author)
        return thread

    def _after_message(self, message: Message) -> None:
        """Reopen an archived thread that is written in; add who writes and who is pinged."""
        thread = self._state.channels.get(message.channel_id)
        if thread is None or thread.thread is None or message.kind == THREAD_STARTER:
            return
        if thread.thread.archived and not thread.thread.locked:
            self.change(thread, {"archived": False})
        for user_id in (message.author.id, *message.mentions.users):
            user = self._state.users.get(user_id)
            if user and user_id in {message.author.id, *message.pinged_users}:
                self.join(thread, user)

    def _members_changed(
        self, thread: Channel, added: User | None = None, removed: User | None = None
    ) -> None:
        assert thread.thread is not None  # noqa: S101
        data: JSON = {
            "id": thread.id,
            "guild_id": thread.guild_id,
            "member_count": min(len(thread.thread.members), 50),
        }
        if added:
            member = self._state.member_of(thread.guild_id, added.id)
            data["added_members"] = [
                self.member_wire(thread, added.id)
                | {"member": member.wire() if member else None, "presence": None}
            ]
        if removed:
            data["removed_member_ids"] = [removed.id]
        self._emit("THREAD_MEMBERS_UPDATE", thread, data)

    def _emit(self, name: str, thread: Channel, data: JSON) -> None:
        self._state.emit(name, data, guild_id=thread.guild_id, channel_id=thread.id)
