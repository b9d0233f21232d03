"""Change servers, channels, roles and members, each with the events that Discord would send."""

from __future__ import annotations

from discord_playground.wire import JSON
from discord_playground.world import permissions
from discord_playground.world.channels import DIRECT, GROUP, TEXT, Channel, Overwrite
from discord_playground.world.guilds import Guild, Member, Role
from discord_playground.world.state import State
from discord_playground.world.users import User


class Places:
    """What may be done to servers and to who is in them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add_guild(self, name: str, owner: User, *, locale: str = "en-US") -> Guild:
        """Open a server with its role for everyone and its owner as the only member."""
        guild = Guild(self._state.new_id(), name, owner.id, preferred_locale=locale)
        guild.roles[guild.id] = Role(guild.id, "@everyone", permissions.FOR_EVERYONE)
        self._state.guilds[guild.id] = guild
        self.add_member(guild, owner)
        return guild

    def add_role(
        self, guild: Guild, name: str, allowed: int = 0, *, mentionable: bool = False,
        color: int = 0, bot_id: str | None = None,
    ) -> Role:  # fmt: skip
        """Add a role above the others."""
        role = Role(
            self._state.new_id(), name, int(allowed), position=len(guild.roles), color=color,
            mentionable=mentionable, hoist=bool(color), bot_id=bot_id,
        )  # fmt: skip
        guild.roles[role.id] = role
        self._in_guild("GUILD_ROLE_CREATE", guild, {"role": role.wire()})
        return role

    def change_role(self, guild: Guild, role: Role, allowed: int) -> None:
        """Give a role other permissions."""
        role.permissions = int(allowed)
        self._in_guild("GUILD_ROLE_UPDATE", guild, {"role": role.wire()})

    def delete_role(self, guild: Guild, role: Role) -> None:
        """Take a role away from the server and from everyone who has it."""
        del guild.roles[role.id]
        for member in guild.members.values():
            member.roles.discard(role.id)
        self._in_guild("GUILD_ROLE_DELETE", guild, {"role_id": role.id})

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Let a user in."""
        given = set() if user.bot else guild.joining
        member = Member(user, self._state.timestamp(), {role.id for role in roles} | given)
        guild.members[user.id] = member
        count = {"member_count": len(guild.members)} if user.bot else {}
        self._in_guild("GUILD_MEMBER_ADD", guild, member.wire() | count)
        return member

    def change_member(
        self, guild: Guild, member: Member, *, roles: set[str] | None = None,
        nick: str | None = None, timed_out_until: str | None = None,
    ) -> None:  # fmt: skip
        """Give a member other roles, a nickname, or a time-out until a time."""
        if roles is not None:
            member.roles = set(roles)
        member.nick = nick if nick is not None else member.nick
        member.timed_out_until = timed_out_until
        self._in_guild("GUILD_MEMBER_UPDATE", guild, member.wire())

    def remove_member(self, guild: Guild, user: User) -> None:
        """Let a user go; the one who goes hears that the server is gone."""
        guild.members.pop(user.id, None)
        self._state.emit("GUILD_DELETE", {"id": guild.id}, users=[user.id], guild_id=guild.id)
        self._in_guild("GUILD_MEMBER_REMOVE", guild, {"user": user.wire()})

    def add_channel(
        self, guild: Guild, name: str, *, kind: int = TEXT, topic: str | None = None,
        parent_id: str | None = None, overwrites: tuple[Overwrite, ...] = (),
    ) -> Channel:  # fmt: skip
        """Add a channel at the end."""
        channel = Channel(
            self._state.new_id(), kind, name, guild.id, topic, parent_id,
            position=len(guild.channel_ids), overwrites={one.id: one for one in overwrites},
        )  # fmt: skip
        self._state.channels[channel.id] = channel
        guild.channel_ids.append(channel.id)
        self._of_channel("CHANNEL_CREATE", channel)
        return channel

    def change_channel(self, channel: Channel, body: JSON) -> None:
        """Change a channel's name, topic or place."""
        channel.name = str(body.get("name") or channel.name)
        if "topic" in body:
            channel.topic = body["topic"]
        channel.nsfw = bool(body.get("nsfw", channel.nsfw))
        channel.slow_mode = int(body.get("rate_limit_per_user") or 0)
        channel.parent_id = body.get("parent_id", channel.parent_id)
        self._of_channel("CHANNEL_UPDATE", channel)

    def set_overwrite(self, channel: Channel, overwrite: Overwrite) -> None:
        """Allow and deny a role or a member something in a channel."""
        channel.overwrites[overwrite.id] = overwrite
        self._of_channel("CHANNEL_UPDATE", channel)

    def clear_overwrite(self, channel: Channel, overwrite_id: str) -> None:
        """Take an overwrite back."""
        channel.overwrites.pop(overwrite_id, None)
        self._of_channel("CHANNEL_UPDATE", channel)

    def delete_channel(self, channel: Channel) -> None:
        """Take a channel away, with its messages and threads."""
        guild = self._state.guilds.get(channel.guild_id or "")
        if guild is None:
            return
        for one in [self._state.channels[c] for c in guild.channel_ids]:
            if one.thread and one.parent_id == channel.id:
                self.delete_channel(one)
        if channel.thread:
            gone: JSON = {
                "id": channel.id, "guild_id": guild.id, "parent_id": channel.parent_id,
                "type": channel.kind,
            }  # fmt: skip
            self._state.emit("THREAD_DELETE", gone, guild_id=guild.id, channel_id=channel.id)
        else:
            self._of_channel("CHANNEL_DELETE", channel)
        for message_id in channel.message_ids:
            self._state.messages.pop(message_id, None)
        for message in [m for m in self._state.messages.values() if m.channel_id == channel.id]:
            del self._state.messages[message.id]
        guild.channel_ids.remove(channel.id)
        del self._state.channels[channel.id]

    def direct(self, *users: User) -> Channel:
        """Return the direct messages between users, opened if there are none yet."""
        wanted = {user.id for user in users}
        for channel in self._state.channels.values():
            if channel.is_direct and {user.id for user in channel.recipients} == wanted:
                return channel
        kind = DIRECT if len(users) == 2 else GROUP
        channel = Channel(self._state.new_id(), kind, recipients=list(users))
        self._state.channels[channel.id] = channel
        for user in users:
            if not user.bot:
                self._state.emit("CHANNEL_CREATE", channel.wire(user.id), users=[user.id])
        return channel

    def _in_guild(self, name: str, guild: Guild, data: JSON) -> None:
        self._state.emit(name, {"guild_id": guild.id, **data}, guild_id=guild.id)

    def _of_channel(self, name: str, channel: Channel) -> None:
        # to the whole server: who lost sight of the channel must hear of it too
        self._state.emit(name, channel.wire(), guild_id=channel.guild_id)
