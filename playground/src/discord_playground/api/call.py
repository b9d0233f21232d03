"""Describe a request to the route that answers it, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord_playground.gateway.intents import hide_content
from discord_playground.wire import JSON
from discord_playground.world.attachments import Upload
from discord_playground.world.channels import Channel
from discord_playground.world.errors import unauthorized
from discord_playground.world.message import Message
from discord_playground.world.message_wire import message_wire
from discord_playground.world.state import State
from discord_playground.world.users import User
from discord_playground.world.world import World


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with a status of its own; other results of routes are 200, and None is 204."""

    status: int
    body: Any = None


@dataclass(slots=True)
class Call:
    """One request. `gateway` is the address of the WebSocket."""

    world: World
    method: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    gateway: str
    caller: User | None = None
    payload: Any = None
    uploads: Sequence[Upload] = ()

    @property
    def state(self) -> State:
        """Return the state."""
        return self.world.state

    @property
    def user(self) -> User:
        """Return the caller; 401 without a valid token."""
        if self.caller is None:
            raise unauthorized()
        return self.caller

    @property
    def body(self) -> JSON:
        """Return the body as an object, empty where there is none."""
        return self.payload if isinstance(self.payload, dict) else {}

    def channel(self, needed: int = 0) -> Channel:
        """Return the channel of the path; 403 unless the caller sees it and has the permissions."""
        channel = self.state.channel(self.params["channel_id"])
        self.state.require(self.user, channel, int(needed))
        return channel

    def message(self, channel: Channel) -> Message:
        """Return the message of the path."""
        return self.state.message(channel.id, self.params["message_id"])

    def to_wire(self, message: Message) -> JSON:
        """Return a message as JSON, without what the caller may not read."""
        user = self.user
        wire = message_wire(self.state, message, user.id)
        if user.application_id is None:
            return wire
        application = self.state.applications[user.application_id]
        channel = self.state.channels.get(message.channel_id)
        if application.message_content_allowed or (channel and channel.is_direct):
            return wire
        return hide_content(wire, user.id)

    def flag(self, name: str) -> bool:
        """Return whether a parameter of the query is switched on."""
        return self.query.get(name, "").lower() in {"1", "true"}


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a template, and the function that answers; `open` needs no token."""

    method: str
    template: str
    answer: Callable[[Call], Any]
    open: bool = False
