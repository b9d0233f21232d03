"""Keep what a person's client knows: servers, channels, messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord_playground.people.connection import JSON

_OF_CHANNELS = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"})


class ClientState:
    """What the gateway sent, in its newest version."""

    def __init__(self) -> None:
        self.guilds: dict[str, JSON] = {}
        self.channels: dict[str, JSON] = {}
        self.messages: dict[str, JSON] = {}
        self.typing: list[JSON] = []

    def load_ready(self, ready: JSON) -> None:
        """Record READY."""
        for guild in ready["guilds"]:
            self._take_guild(guild)
        for channel in ready["private_channels"]:
            self.channels[channel["id"]] = channel

    def hear(self, name: str, data: JSON) -> None:
        """Record an event."""
        if name in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
            self.messages[data["id"]] = data
        elif name == "MESSAGE_DELETE":
            self.messages.pop(data["id"], None)
        elif name == "MESSAGE_DELETE_BULK":
            for one in data["ids"]:
                self.messages.pop(one, None)
        elif name == "TYPING_START":
            self.typing.append(data)
        elif name == "GUILD_CREATE":
            self._take_guild(data)
        elif name in _OF_CHANNELS:
            self.channels[data["id"]] = data
        elif name in {"CHANNEL_DELETE", "THREAD_DELETE"}:
            self.channels.pop(data["id"], None)

    def channel(self, name: str, guild: str | None) -> str:
        """Return the id of a channel or thread by its name; LookupError where it is not seen."""
        for one in self.channels.values():
            if name == one["id"]:
                return name
            if one.get("name") == name and guild in {None, self._guild_of(one)}:
                return str(one["id"])
        known = [one.get("name") for one in self.channels.values() if one.get("name")]
        raise LookupError(f"no channel {name!r} is seen, but {known}")

    def in_channel(self, channel: str) -> list[JSON]:
        """Return the messages of a channel, oldest first."""
        found = [m for m in self.messages.values() if m["channel_id"] == channel]
        return sorted(found, key=lambda message: int(message["id"]))

    def newest(self, right: Callable[[JSON], Any]) -> JSON | None:
        """Return the newest message that is `right`."""
        found = sorted(self.messages.values(), key=lambda m: int(m["id"]), reverse=True)
        return next((message for message in found if right(message)), None)

    def _guild_of(self, channel: JSON) -> str | None:
        guild = self.guilds.get(channel.get("guild_id") or "")
        return guild["name"] if guild else None

    def _take_guild(self, guild: JSON) -> None:
        self.guilds[guild["id"]] = guild
        for channel in [*guild["channels"], *guild["threads"]]:
            self.channels[channel["id"]] = channel
