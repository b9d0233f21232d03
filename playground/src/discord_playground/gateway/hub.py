"""Keep the sessions, and send each the events that concern it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable, Iterator

from discord_playground.gateway.intents import (
    GUILD_MEMBERS,
    GUILDS,
    MESSAGE_CONTENT,
    find_intent,
    hide_content,
)
from discord_playground.gateway.payloads import build_guild, build_ready
from discord_playground.gateway.session import Session
from discord_playground.wire import JSON, encode
from discord_playground.world.events import Event
from discord_playground.world.state import State
from discord_playground.world.users import User

_WITH_CONTENT = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE"})
_CHANGES_OF_CHANNELS = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE"})


class Hub:
    """All sessions. An event is encoded once for each form in which it is sent.

    A session that lost its connection may be resumed for `resumable_for` seconds. Two faults are
    kept here: without `acknowledges` heartbeats are not answered, and each value of `next_invalid`
    answers one IDENTIFY or RESUME with INVALID_SESSION (whether the session may be resumed).
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._sessions: dict[str, Session] = {}
        self._by_user: dict[str, list[Session]] = {}
        self.acknowledges = True
        self.resumable_for = 180.0
        self.next_invalid: list[bool] = []
        state.listeners.append(self.dispatch)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Return all sessions, connected or waiting for a resume."""
        return tuple(self._sessions.values())

    def open(self, user: User, intents: int, shard: tuple[int, int]) -> Session:
        """Start a session, to which nothing is sent yet."""
        self._drop_old()
        session = Session(secrets.token_hex(16), user, intents, shard)
        self._sessions[session.id] = session
        self._by_user.setdefault(user.id, []).append(session)
        return session

    def greet(self, session: Session, resume_url: str) -> None:
        """Send READY, and its servers one by one to a bot."""
        session.push("READY", encode(build_ready(self._state, session, resume_url)))
        if session.user.bot and session.intents & GUILDS:
            for guild in self._state.guilds.values():
                if session.user.id in guild.members and session.handles(guild.id):
                    session.push("GUILD_CREATE", encode(build_guild(self._state, guild, session)))

    async def wait_until_read(self) -> None:
        """Wait until every connected client has read every event sent to it.

        A server may ask for a heartbeat at any time, and the answer names the last event read:
        https://docs.discord.com/developers/events/gateway#heartbeat-requests
        """
        for session in self.sessions:
            asked = 0
            while (line := session.connection) is not None and line.heard < session.sequence:
                if asked < session.sequence:
                    asked = session.sequence
                    line.ask_heartbeat()
                await asyncio.sleep(0.001)

    def find(self, session_id: str) -> Session | None:
        """Return a session by id, None once it is forgotten."""
        self._drop_old()
        return self._sessions.get(session_id)

    def end(self, session: Session) -> None:
        """Forget a session: it cannot be resumed any more."""
        if self._sessions.pop(session.id, None):
            self._by_user[session.user.id].remove(session)
            session.connection = None

    def _drop_old(self) -> None:
        """Forget the sessions that were not resumed in time."""
        oldest = time.monotonic() - self.resumable_for
        for session in self.sessions:
            if session.connection is None and session.lost_at < oldest:
                self.end(session)

    def dispatch(self, event: Event) -> None:
        """Send an event to the sessions that it concerns."""
        written: dict[object, bytes] = {}
        for session in self._find_recipients(event):
            name, data, form = self._form(event, session)
            if form not in written:
                written[form] = encode(data)
            session.push(name, written[form])

    def _find_recipients(self, event: Event) -> Iterator[Session]:
        if event.session_id:
            if session := self._sessions.get(event.session_id):
                yield session
            return
        for user_id in self._audience(event):
            for session in self._by_user.get(user_id, ()):
                for_bot = session.handles(event.guild_id) and _is_intended(event, session)
                if for_bot or not session.user.bot:
                    yield session

    def _audience(self, event: Event) -> Iterable[str]:
        """Return the ids of users who are concerned, among those who have sessions."""
        if event.user_ids is not None:
            return event.user_ids
        if event.channel_id:
            channel = self._state.channels.get(event.channel_id)
            if channel:
                return [one for one in self._by_user if self._state.can_see(one, channel)]
        guild = self._state.guilds.get(event.guild_id or "")
        return [one for one in self._by_user if guild and one in guild.members]

    def _form(self, event: Event, session: Session) -> tuple[str, JSON, object]:
        """Return an event's name and data for a session, and a key that equal forms share."""
        user = session.user
        if user.bot:
            if event.name in _WITH_CONTENT and not session.intents & MESSAGE_CONTENT:
                data = hide_content(event.data, user.id)
                return event.name, data, (data is event.data) or user.id
        elif event.name in _CHANGES_OF_CHANNELS and event.guild_id:
            channel = self._state.channels.get(event.data["id"])
            if channel and not self._state.can_see(user.id, channel):
                return "CHANNEL_DELETE", event.data, True
        if event.name == "GUILD_MEMBER_ADD" and event.data["user"]["id"] == user.id:
            guild = self._state.guilds[event.data["guild_id"]]
            return "GUILD_CREATE", build_guild(self._state, guild, session), session.id
        return event.name, event.data, True


def _is_intended(event: Event, session: Session) -> bool:
    """Return whether a bot asked for an event; it always hears of its own membership."""
    intent = find_intent(event.name, in_guild=event.guild_id is not None)
    if event.name.startswith("GUILD_MEMBER_") and event.data["user"]["id"] == session.user.id:
        return True
    if event.name == "THREAD_MEMBERS_UPDATE" and not session.intents & GUILD_MEMBERS:
        added = [one["user_id"] for one in event.data.get("added_members", ())]
        if session.user.id not in [*added, *event.data.get("removed_member_ids", ())]:
            return False
    return not intent or bool(session.intents & intent)
