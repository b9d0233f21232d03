"""Say what changed and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from discord_playground.wire import JSON


@dataclass(frozen=True, slots=True)
class Event:
    """One dispatch of the gateway and its audience.

    `guild_id` alone: every member of the server. With `channel_id`: of these, those who may see the
    channel. `user_ids`: these users and nobody else. `session_id`: one session of one user.
    """

    name: str
    data: JSON
    guild_id: str | None = None
    channel_id: str | None = None
    user_ids: frozenset[str] | None = None
    session_id: str | None = None
