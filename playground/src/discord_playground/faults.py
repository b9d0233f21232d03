"""Inject faults, to test what a client survives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from discord_playground.gateway.hub import Hub
from discord_playground.gateway.session import Connection
from discord_playground.gateway.socket import RECONNECT, Gateway
from discord_playground.world.channels import Overwrite
from discord_playground.world.permissions import Permission
from discord_playground.world.world import World

ENDS_SESSION = frozenset({1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014})


@dataclass(slots=True)
class Fault:
    """What happens to the next `left` requests that match a pattern; None is all of them."""

    pattern: str
    left: int | None = 1
    status: int = 0
    code: int = 0
    message: str = ""
    errors: Mapping[str, Any] | None = None
    seconds: float = 0.0
    retry_after: float = 0.0
    everywhere: bool = False
    drop: bool = False
    after: bool = False

    def matches(self, method: str, route: str, path: str) -> bool:
        """Return whether the pattern, `METHOD /template` or `/template` with `*`, matches."""
        verb, space, rest = self.pattern.rpartition(" ")
        if space and verb.upper() != method:
            return False
        return fnmatchcase(route, rest) or fnmatchcase(path, rest) or rest == route


class Faults:
    """The faults. Patterns match paths without `/api/v10`, such as `PATCH /webhooks/*`."""

    def __init__(self, world: World, hub: Hub, gateway: Gateway) -> None:
        self._world = world
        self._hub = hub
        self._gateway = gateway
        self._faults: list[Fault] = []

    # Requests

    def fail(
        self,
        pattern: str,
        status: int,
        times: int | None = 1,
        *,
        code: int = 0,
        message: str = "",
        errors: Mapping[str, Any] | None = None,
    ) -> Fault:
        """Answer the next matching requests with a status, and do nothing else.

        `errors` are those of single fields of the body, nested as Discord nests them.
        """
        fault = Fault(pattern, times, status=status, code=code, message=message, errors=errors)
        return self._add(fault)

    def delay(self, pattern: str, seconds: float, times: int | None = None) -> Fault:
        """Delay matching requests by so many seconds."""
        return self._add(Fault(pattern, times, seconds=seconds))

    def rate_limit(
        self,
        pattern: str,
        retry_after: float,
        times: int | None = 1,
        *,
        everywhere: bool = False,
    ) -> Fault:
        """Answer matching requests with 429, as a limit of the route or of everything."""
        return self._add(Fault(pattern, times, retry_after=retry_after, everywhere=everywhere))

    def drop(self, pattern: str, times: int | None = 1, *, after: bool = False) -> Fault:
        """Cut the connection without an answer; with `after`, once the request has taken effect."""
        return self._add(Fault(pattern, times, drop=True, after=after))

    def clear(self) -> None:
        """Remove all faults of requests."""
        self._faults.clear()

    def take(self, method: str, route: str, path: str) -> Iterator[Fault]:
        """Yield the faults that a request meets, each counted once."""
        for fault in list(self._faults):
            if fault.matches(method, route, path):
                if fault.left is not None:
                    fault.left -= 1
                    if fault.left <= 0:
                        self._faults.remove(fault)
                yield fault

    # The gateway

    def close_gateways(self, code: int = 4000) -> int:
        """Close the bots' connections with a code and return their number.

        Some codes end the session too.
        """
        connections = self._bots()
        for connection in connections:
            if code in ENDS_SESSION and connection.session:
                self._hub.end(connection.session)
            connection.close(code)
        return len(connections)

    def disconnect(self) -> int:
        """Cut the bots' connections without a close frame and return their number."""
        connections = self._bots()
        for connection in connections:
            connection.abort()
        return len(connections)

    def reconnect(self) -> int:
        """Ask the bots to reconnect (op 7) and return their number."""
        connections = self._bots()
        for connection in connections:
            connection.send_op(RECONNECT, None)
        return len(connections)

    def invalidate_next(self, *, resumable: bool = False, times: int = 1) -> None:
        """Answer the next IDENTIFY or RESUME with INVALID_SESSION."""
        self._hub.next_invalid += [resumable] * times

    def forget_sessions(self) -> None:
        """Forget the bots' sessions, so that a resume is refused."""
        for session in self._hub.sessions:
            if session.user.bot:
                connection = session.connection
                self._hub.end(session)
                if connection:
                    connection.session = None
                    connection.close(4000)

    def withhold_acks(self, withheld: bool = True) -> None:
        """Leave heartbeats unanswered."""
        self._hub.acknowledges = not withheld

    # The world

    def revoke(self, channel_id: str, permission: int | Permission) -> None:
        """Deny the bots a permission in a channel."""
        channel = self._world.state.channel(channel_id)
        for application in self._world.state.applications.values():
            bot_id = application.bot.id
            denied = channel.overwrites.get(bot_id, Overwrite(bot_id, 1)).deny
            self._world.places.set_overwrite(
                channel, Overwrite(bot_id, 1, 0, denied | int(permission))
            )

    def restore(self, channel_id: str) -> None:
        """Allow the bots again what they were denied in a channel."""
        channel = self._world.state.channel(channel_id)
        for application in self._world.state.applications.values():
            self._world.places.clear_overwrite(channel, application.bot.id)

    def close_direct_messages(self, name: str, closed: bool = True) -> None:
        """Have a person refuse direct messages from bots."""
        self._world.person(name).closed_to_bots = closed

    def remove_bots(self, guild_name: str) -> None:
        """Have a server remove the bots."""
        guild = self._world.guild_named(guild_name)
        for application in self._world.state.applications.values():
            bot_id = application.bot.id
            if guild.members.pop(bot_id, None):
                self._world.state.emit(
                    "GUILD_DELETE", {"id": guild.id}, guild_id=guild.id, users=[bot_id]
                )

    def fail_guild(self, guild_name: str) -> None:
        """Make a server unavailable to the bots, as in an outage of Discord."""
        guild = self._world.guild_named(guild_name)
        for application in self._world.state.applications.values():
            self._world.state.emit(
                "GUILD_DELETE",
                {"id": guild.id, "unavailable": True},
                guild_id=guild.id,
                users=[application.bot.id],
            )

    def delete_message(self, message_id: str) -> None:
        """Delete a message, an ephemeral one too."""
        self._world.messages.delete(self._world.state.messages[message_id])

    def delete_channel(self, channel_id: str) -> None:
        """Delete a channel or a thread."""
        self._world.places.delete_channel(self._world.state.channel(channel_id))

    def _add(self, fault: Fault) -> Fault:
        self._faults.append(fault)
        return fault

    def _bots(self) -> list[Connection]:
        return [
            connection
            for connection in self._gateway.connections
            if connection.session and connection.session.user.bot
        ]
