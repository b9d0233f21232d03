"""Keep channels: of servers, threads below them, and direct messages."""

from __future__ import annotations

from dataclasses import dataclass, field

from discord_playground.wire import JSON
from discord_playground.world.errors import DiscordError
from discord_playground.world.users import User

TEXT, DIRECT, VOICE, GROUP, CATEGORY, ANNOUNCEMENT = 0, 1, 2, 3, 4, 5
ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
FORUM = 15
THREADS = frozenset({ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
WRITABLE = frozenset({TEXT, DIRECT, VOICE, GROUP, ANNOUNCEMENT}) | THREADS


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies one role (kind 0) or one member (kind 1)."""

    id: str
    kind: int
    allow: int = 0
    deny: int = 0

    def wire(self) -> JSON:
        """Return the overwrite as Discord sends it."""
        return {
            "id": self.id,
            "type": self.kind,
            "allow": str(self.allow),
            "deny": str(self.deny),
        }


@dataclass(slots=True)
class ThreadState:
    """What a thread has beyond a channel."""

    owner_id: str
    created: str
    archive_changed: str
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_duration: int = 4320
    members: dict[str, str] = field(default_factory=dict)
    message_count: int = 0
    total_message_sent: int = 0

    def wire_metadata(self, kind: int) -> JSON:
        """Return `thread_metadata`."""
        metadata: JSON = {
            "archived": self.archived,
            "auto_archive_duration": self.auto_archive_duration,
            "archive_timestamp": self.archive_changed,
            "create_timestamp": self.created,
            "locked": self.locked,
        }
        if kind == PRIVATE_THREAD:
            metadata["invitable"] = self.invitable
        return metadata


@dataclass(slots=True, eq=False)
class Channel:
    """Any channel; `thread` is set for threads, `recipients` for direct messages."""

    id: str
    kind: int
    name: str | None = None
    guild_id: str | None = None
    topic: str | None = None
    parent_id: str | None = None
    position: int = 0
    nsfw: bool = False
    slow_mode: int = 0
    overwrites: dict[str, Overwrite] = field(default_factory=dict)
    recipients: list[User] = field(default_factory=list)
    thread: ThreadState | None = None
    message_ids: list[str] = field(default_factory=list)
    last_message_id: str | None = None

    @property
    def is_archived(self) -> bool:
        """Say whether it is an archived thread."""
        return self.thread is not None and self.thread.archived

    @property
    def is_locked(self) -> bool:
        """Say whether it is a thread that a moderator has locked."""
        return self.thread is not None and self.thread.locked

    @property
    def is_direct(self) -> bool:
        """Say whether it is a direct message, of two or of more."""
        return self.kind in {DIRECT, GROUP}

    def wire(self, viewer_id: str | None = None) -> JSON:
        """Return the channel as Discord sends it; a direct one leaves out who reads it."""
        channel: JSON = {
            "id": self.id,
            "type": self.kind,
            "last_message_id": self.last_message_id,
            "flags": 0,
        }
        if self.is_direct:
            others = [user for user in self.recipients if user.id != viewer_id]
            channel["recipients"] = [user.wire() for user in others]
            if self.kind == GROUP:
                channel |= {"name": self.name, "icon": None, "owner_id": self.recipients[0].id}
            return channel
        channel |= {
            "guild_id": self.guild_id,
            "name": self.name,
            "parent_id": self.parent_id,
            "rate_limit_per_user": self.slow_mode,
        }
        if self.thread:
            return channel | {
                "owner_id": self.thread.owner_id,
                "thread_metadata": self.thread.wire_metadata(self.kind),
                "message_count": self.thread.message_count,
                "member_count": min(len(self.thread.members), 50),
                "total_message_sent": self.thread.total_message_sent,
            }
        if self.kind == VOICE:
            channel |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
        return channel | {
            "topic": self.topic,
            "position": self.position,
            "permission_overwrites": [overwrite.wire() for overwrite in self.overwrites.values()],
            "nsfw": self.nsfw,
            "last_pin_timestamp": None,
        }


def thread_archived() -> DiscordError:
    """Return the 400 for what may not be done in an archived thread.

    "Users cannot edit messages, add reactions, use application commands, or join archived threads.
    The only operation that should happen within an archived thread is messages being deleted.
    Sending a message will automatically unarchive the thread, unless the thread has been locked by
    a moderator." (https://docs.discord.com/developers/topics/threads#active-archived-threads)
    """
    return DiscordError(400, 50083, "Thread is archived")


def thread_locked() -> DiscordError:
    """Return the 400 for messages in a locked thread, of those who do not manage threads.

    "Users (including bot users) without the `MANAGE_THREADS` permission […] won't be able to create
    or update messages in locked threads."
    (https://docs.discord.com/developers/topics/threads#locked-threads)
    """
    return DiscordError(400, 160005, "Thread is locked")
