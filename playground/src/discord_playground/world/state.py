"""Hold everything there is, find it by id, and pass every change on to who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from discord_playground.snowflakes import Snowflakes
from discord_playground.wire import JSON, timestamp
from discord_playground.world import permissions
from discord_playground.world.channels import PRIVATE_THREAD, Channel
from discord_playground.world.errors import missing_access, missing_permissions, unknown_error
from discord_playground.world.events import Event
from discord_playground.world.guilds import Guild, Member
from discord_playground.world.message import Message
from discord_playground.world.permissions import Permission
from discord_playground.world.users import Application, User
from discord_playground.world.webhooks import Webhook


@dataclass(slots=True, eq=False)
class StoredFile:
    """The bytes of an attachment."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True, eq=False)
class State:
    """The whole local Discord. `base` is the address under which attachments are found."""

    now: Callable[[], float]
    new_id: Snowflakes
    new_token: Callable[[], str]
    base: str = ""
    users: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, User] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    listeners: list[Callable[[Event], None]] = field(default_factory=list)

    def timestamp(self) -> str:
        """Return the present time as Discord writes it."""
        return timestamp(self.now())

    def emit(
        self,
        name: str,
        data: JSON,
        *,
        guild_id: str | None = None,
        channel_id: str | None = None,
        users: Iterable[str] | None = None,
        session_id: str | None = None,
    ) -> None:
        """Tell the listeners of a change; see `Event` for whom it reaches."""
        user_ids = None if users is None else frozenset(users)
        event = Event(name, data, guild_id, channel_id, user_ids, session_id)
        for listener in self.listeners:
            listener(event)

    # Finding

    def user(self, user_id: str) -> User:
        """Return a user; 10013 where there is none."""
        if found := self.users.get(user_id):
            return found
        raise unknown_error("user")

    def guild(self, guild_id: str) -> Guild:
        """Return a server; 10004 where there is none."""
        if found := self.guilds.get(guild_id):
            return found
        raise unknown_error("guild")

    def channel(self, channel_id: str) -> Channel:
        """Return a channel or thread; 10003 where there is none."""
        if found := self.channels.get(channel_id):
            return found
        raise unknown_error("channel")

    def message(self, channel_id: str, message_id: str) -> Message:
        """Return a message that is no ephemeral one; 10008 where there is none."""
        found = self.messages.get(message_id)
        if found is None or found.channel_id != channel_id or found.is_ephemeral:
            raise unknown_error("message")
        return found

    def application(self, application_id: str) -> Application:
        """Return an application; 10002 where there is none."""
        if found := self.applications.get(application_id):
            return found
        raise unknown_error("application")

    def member_of(self, guild_id: str | None, user_id: str) -> Member | None:
        """Return a user's membership, if the user is a member."""
        guild = self.guilds.get(guild_id or "")
        return guild.members.get(user_id) if guild else None

    # Permissions

    def permissions(self, user_id: str, channel: Channel) -> int:
        """Return what a user may do in a channel; 0 where it cannot be seen."""
        if channel.is_direct:
            inside = any(user.id == user_id for user in channel.recipients)
            return permissions.IN_DIRECT_MESSAGES if inside else 0
        guild = self.guilds.get(channel.guild_id or "")
        member = guild.members.get(user_id) if guild else None
        if guild is None or member is None:
            return 0
        place = channel
        if channel.thread:
            place = self.channels.get(channel.parent_id or "", channel)
        now = self.timestamp() if member.timed_out_until else ""
        allowed = permissions.in_channel(
            guild, place, member, now, in_thread=channel.thread is not None
        )
        if (
            channel.thread
            and channel.kind == PRIVATE_THREAD
            and user_id not in channel.thread.members
            and not allowed & Permission.MANAGE_THREADS
        ):
            return 0
        return allowed

    def can_see(self, user_id: str, channel: Channel) -> bool:
        """Say whether a user may see a channel."""
        return bool(self.permissions(user_id, channel) & Permission.VIEW_CHANNEL)

    def require(self, user: User, channel: Channel, needed: int = 0) -> int:
        """Return what a user may do in a channel; 50001 unseen, 50013 where `needed` is missing."""
        allowed = self.permissions(user.id, channel)
        if not allowed & Permission.VIEW_CHANNEL:
            raise missing_access()
        if needed & ~allowed:
            raise missing_permissions()
        return allowed

    def require_in_guild(self, user: User, guild: Guild, needed: int = 0) -> Member:
        """Return a user's membership; 10004 for strangers, 50013 where `needed` is missing."""
        member = guild.members.get(user.id)
        if member is None:
            raise unknown_error("guild")
        if needed & ~permissions.in_guild(guild, member):
            raise missing_permissions()
        return member
