"""Read what a person gave a command: check it as Discord does, and resolve the ids in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord_playground.wire import JSON
from discord_playground.world.attachments import Upload, store
from discord_playground.world.channels import Channel
from discord_playground.world.errors import invalid
from discord_playground.world.message_wire import message_wire
from discord_playground.world.state import State

(
    SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER,
    ATTACHMENT,
) = range(1, 12)  # fmt: skip


class Resolving:
    """Collect the users, roles, channels, messages and files that ids of an interaction mean."""

    def __init__(self, state: State, channel: Channel) -> None:
        self._state = state
        self._channel = channel
        self.found: dict[str, JSON] = {}

    def user(self, user_id: str) -> bool:
        """Add a user, with the membership if there is one; False where nobody has the id."""
        user = self._state.users.get(user_id)
        if user is None:
            return False
        self._add("users", user_id, user.wire())
        if member := self._state.member_of(self._channel.guild_id, user_id):
            allowed = str(self._state.permissions(user_id, self._channel))
            self._add("members", user_id, member.wire_without_user() | {"permissions": allowed})
        return True

    def role(self, role_id: str) -> bool:
        """Add a role of the server."""
        guild = self._state.guilds.get(self._channel.guild_id or "")
        role = guild.roles.get(role_id) if guild else None
        if role:
            self._add("roles", role_id, role.wire())
        return role is not None

    def channel(self, channel_id: str, viewer_id: str, kinds: Sequence[int] | None) -> bool:
        """Add a channel of the server that the viewer may see, of one of the kinds."""
        channel = self._state.channels.get(channel_id)
        if (
            channel is None
            or channel.guild_id != self._channel.guild_id
            or (kinds and channel.kind not in kinds)
            or not self._state.can_see(viewer_id, channel)
        ):
            return False
        allowed = str(self._state.permissions(viewer_id, channel))
        self._add("channels", channel_id, channel.wire() | {"permissions": allowed})
        return True

    def message(self, message_id: str) -> bool:
        """Add a message of the channel."""
        message = self._state.messages.get(message_id)
        if message is None or message.channel_id != self._channel.id or message.is_ephemeral:
            return False
        self._add("messages", message_id, message_wire(self._state, message))
        return True

    def upload(self, upload: Upload) -> str:
        """Keep a file for the bot to fetch, and return its id."""
        (attachment,) = store(self._state, self._channel.id, [upload], None)
        self._add("attachments", attachment.id, attachment.wire(ephemeral=True))
        return attachment.id

    def _add(self, kind: str, key: str, value: JSON) -> None:
        self.found.setdefault(kind, {})[key] = value


class ReadOptions:
    """Check given options against a command's own; `typing` is for autocompletion."""

    def __init__(
        self,
        resolving: Resolving,
        user_id: str,
        uploads: Sequence[Upload],
        *,
        typing: bool = False,
    ) -> None:
        self._resolving = resolving
        self._user_id = user_id
        self._uploads = {upload.index: upload for upload in uploads}
        self._typing = typing
        self.focused = 0

    def __call__(
        self, defined: Sequence[JSON], given: Sequence[JSON], path: str = "data.options"
    ) -> list[JSON]:
        """Return the options for the bot; 50035 with the path of the first that will not do."""
        by_name = {option["name"]: option for option in defined}
        read = []
        for index, one in enumerate(given):
            place = f"{path}.{index}"
            option = by_name.get(one.get("name"))
            if option is None:
                raise invalid(place, "APPLICATION_COMMAND_OPTIONS_UNKNOWN", "Unknown option")
            if option["type"] in {SUBCOMMAND, GROUP}:
                inner = self(
                    option.get("options", []), one.get("options") or [], f"{place}.options"
                )
                read.append({"name": option["name"], "type": option["type"], "options": inner})
            else:
                read.append(self._value(option, one, place))
        has_parts = any(option["type"] in {SUBCOMMAND, GROUP} for option in defined)
        if has_parts and len(read) != 1:
            raise invalid(path, "APPLICATION_COMMAND_SUBCOMMAND_REQUIRED", "Choose one subcommand")
        missing = {o["name"] for o in defined if o.get("required")} - {o["name"] for o in read}
        if missing and not self._typing:
            raise invalid(
                path,
                "APPLICATION_COMMAND_OPTIONS_MISSING",
                f"These options are required: {', '.join(sorted(missing))}",
            )
        return read

    def _value(self, option: JSON, one: JSON, place: str) -> JSON:
        kind, value = option["type"], one.get("value")
        if self._typing and one.get("focused"):
            if not option.get("autocomplete"):
                raise invalid(place, "AUTOCOMPLETE_NOT_ALLOWED", "This option has no completion")
            self.focused += 1
            return {"name": option["name"], "type": kind, "value": str(value), "focused": True}
        if not self._fits(option, kind, value):
            raise invalid(
                f"{place}.value",
                "APPLICATION_COMMAND_OPTIONS_VALUE_INVALID",
                f"{value!r} will not do for the option {option['name']!r}",
            )
        choices = option.get("choices")
        if choices and all(choice["value"] != value for choice in choices):
            raise invalid(
                f"{place}.value",
                "APPLICATION_COMMAND_OPTIONS_VALUE_INVALID",
                f"{value!r} is none of the choices of {option['name']!r}",
            )
        if kind == ATTACHMENT:
            value = self._resolving.upload(self._uploads[str(value)])
        return {"name": option["name"], "type": kind, "value": value}

    def _fits(self, option: JSON, kind: int, value: Any) -> bool:
        """Say whether a value is of the option's type and within its bounds."""
        if kind == STRING:
            minimum, maximum = option.get("min_length", 0), option.get("max_length", 6000)
            return isinstance(value, str) and bool(value) and minimum <= len(value) <= maximum
        if kind == BOOLEAN:
            return isinstance(value, bool)
        if kind in {INTEGER, NUMBER}:
            numbers = int if kind == INTEGER else (int, float)
            return (
                isinstance(value, numbers)
                and not isinstance(value, bool)
                and abs(value) <= 2**53
                and option.get("min_value", value) <= value <= option.get("max_value", value)
            )
        if kind == ATTACHMENT:
            return str(value) in self._uploads
        key = str(value)
        if kind == CHANNEL:
            return self._resolving.channel(key, self._user_id, option.get("channel_types"))
        if kind == ROLE:
            return self._resolving.role(key)
        found = self._resolving.user(key)
        return found or (kind == MENTIONABLE and self._resolving.role(key))
