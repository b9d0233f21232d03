"""Speak the gateway's protocol on one WebSocket."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import Any

from aiohttp import WSMsgType, web

from discord_playground.gateway.compression import encoding_for
from discord_playground.gateway.hub import Hub
from discord_playground.gateway.intents import ALL, GUILD_MEMBERS, MESSAGE_CONTENT, PRESENCES
from discord_playground.gateway.payloads import build_member_chunks
from discord_playground.gateway.session import Connection
from discord_playground.wire import JSON, decode, encode
from discord_playground.world.state import State
from discord_playground.world.users import User

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11

UNKNOWN_ERROR, UNKNOWN_OP, DECODE_ERROR, NOT_IDENTIFIED, BAD_TOKEN, ALREADY = (
    4000,
    4001,
    4002,
    4003,
    4004,
    4005,
)
INVALID_SEQ, RATE_LIMITED, INVALID_SHARD = 4007, 4008, 4010
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014

MAX_MESSAGE_BYTES = 4096
"""The longest message that a client may send."""
MAX_MESSAGES, IN_SECONDS = 120, 60.0
"""How many messages a client may send, in how much time."""


_ACK_SECONDS = 0.01
"""How long a heartbeat's answer takes: discord.py notes the sending in another thread, a bit late,
and measures the latency from the heartbeat before if the answer comes first."""

MAX_CONCURRENCY = 1
"""How many shards may identify in the same five seconds."""


class Gateway:
    """The handler of `/gateway`. `interval` is the heartbeat's, in seconds.

    `identify_every` is for how many seconds one IDENTIFY of a bot keeps the next out.
    """

    def __init__(
        self, state: State, hub: Hub, interval: float, identify_every: float = 5.0
    ) -> None:
        self._state = state
        self._hub = hub
        self.interval = interval
        self.identify_every = identify_every
        self._identified: dict[tuple[str, int], float] = {}
        self.address = ""
        self.connections: set[Connection] = set()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20)
        await socket.prepare(request)
        encoding = encoding_for(request.query.get("compress", ""))
        if (
            encoding is None
            or request.query.get("v", "10") not in {"9", "10"}
            or request.query.get("encoding", "json") != "json"
        ):
            await socket.close(code=INVALID_VERSION if encoding else DECODE_ERROR)
            return socket
        connection = Connection(socket, encoding)
        connection.transport = request.transport
        self.connections.add(connection)
        writer = asyncio.create_task(connection.write())
        connection.last_beat = time.monotonic()
        connection.send_op(HELLO, {"heartbeat_interval": round(self.interval * 1000), "_trace": []})
        watcher = asyncio.create_task(self._watch(connection))
        try:
            await self._listen(socket, connection)
        finally:
            self.connections.discard(connection)
            watcher.cancel()
            self._detach(connection, socket.close_code)
            connection.close(1000)
            if not socket.closed:
                await asyncio.wait([writer], timeout=1)
            writer.cancel()
            await asyncio.gather(writer, watcher, return_exceptions=True)
        return socket

    async def _listen(self, socket: web.WebSocketResponse, connection: Connection) -> None:
        received: deque[float] = deque()
        async for message in socket:
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                continue
            now = time.monotonic()
            received.append(now)
            while now - received[0] > IN_SECONDS:
                received.popleft()
            if len(received) > MAX_MESSAGES:
                return connection.close(RATE_LIMITED)
            if len(message.data) > MAX_MESSAGE_BYTES:
                return connection.close(DECODE_ERROR)
            try:
                payload = decode(message.data)
                op, data = payload["op"], payload.get("d")
            except (ValueError, TypeError, KeyError):
                return connection.close(DECODE_ERROR)
            if code := self._handle(connection, op, data):
                return connection.close(code)
        return None

    def _handle(self, connection: Connection, op: int, data: Any) -> int | None:
        """Act on one message of the client and return the code to close with, if any."""
        if op == HEARTBEAT:
            connection.last_beat = time.monotonic()
            connection.heard = data if isinstance(data, int) else 0
            if self._hub.acknowledges:
                loop = asyncio.get_running_loop()
                loop.call_later(_ACK_SECONDS, connection.send_op, ACK, None)
            return None
        if op not in {IDENTIFY, RESUME, PRESENCE, VOICE, REQUEST_MEMBERS}:
            return UNKNOWN_OP
        if op in {IDENTIFY, RESUME}:
            if connection.session:
                return ALREADY
            if not isinstance(data, dict):
                return DECODE_ERROR
            return (
                self._identify(connection, data)
                if op == IDENTIFY
                else self._resume(connection, data)
            )
        if connection.session is None:
            return NOT_IDENTIFIED
        if op == REQUEST_MEMBERS:
            wanted = data if isinstance(data, dict) else {}
            for chunk in build_member_chunks(self._state, connection.session.user, wanted):
                connection.session.push("GUILD_MEMBERS_CHUNK", encode(chunk))
        return None

    def _identify(self, connection: Connection, data: JSON) -> int | None:
        user = self._user(data)
        if user is None:
            return BAD_TOKEN
        intents, shard = ALL, (0, 1)
        if user.bot:
            asked = data.get("intents")
            if not isinstance(asked, int) or asked & ~ALL or asked < 0:
                return INVALID_INTENTS
            if asked & ~self._find_allowed_intents(user):
                return DISALLOWED_INTENTS
            intents = asked
            match data.get("shard") or [0, 1]:
                case [int(number), int(count)] if 0 <= number < count:
                    shard = (number, count)
                case _:
                    return INVALID_SHARD
        if self._refuse_by_fault(connection) or (
            user.bot and self._refuse_too_soon(connection, user, shard[0])
        ):
            return None
        session = self._hub.open(user, intents, shard)
        session.connection, connection.session = connection, session
        self._hub.greet(session, self.address)
        return None

    def _resume(self, connection: Connection, data: JSON) -> int | None:
        user, sequence = self._user(data), data.get("seq")
        if user is None:
            return BAD_TOKEN
        if self._refuse_by_fault(connection):
            return None
        session = self._hub.find(str(data.get("session_id")))
        if session is None or session.user is not user:
            connection.send_op(INVALID_SESSION, False)
            return None
        if not isinstance(sequence, int) or sequence > session.sequence:
            self._hub.end(session)
            return INVALID_SEQ
        missed = session.find_missed(sequence)
        if missed is None:
            self._hub.end(session)
            connection.send_op(INVALID_SESSION, False)
            return None
        if session.connection:
            session.connection.session = None
            session.connection.close(4000)
        session.connection, connection.session = connection, session
        for frame in missed:
            connection.send(frame)
        session.push("RESUMED", encode({"_trace": []}))
        return None

    def _refuse_too_soon(self, connection: Connection, user: User, shard: int) -> bool:
        """Answer INVALID_SESSION if another shard of the same key has just identified.

        "Apps are limited by maximum concurrency when identifying. If your app exceeds this limit,
        Discord will respond with an Opcode 9 Invalid Session." The key is the shard's id modulo
        `max_concurrency` (https://docs.discord.com/developers/events/gateway#sharding).
        """
        key, now = (user.id, shard % MAX_CONCURRENCY), time.monotonic()
        if now - self._identified.get(key, -self.identify_every) < self.identify_every:
            connection.send_op(INVALID_SESSION, False)
            return True
        self._identified[key] = now
        return False

    def _refuse_by_fault(self, connection: Connection) -> bool:
        """Answer INVALID_SESSION if a fault asks for it."""
        if not self._hub.next_invalid:
            return False
        connection.send_op(INVALID_SESSION, self._hub.next_invalid.pop(0))
        return True

    def _user(self, data: JSON) -> User | None:
        return self._state.tokens.get(str(data.get("token")).removeprefix("Bot ").strip())

    def _find_allowed_intents(self, user: User) -> int:
        """Return the intents that a bot's application may ask for."""
        application = self._state.applications[user.application_id or ""]
        refused = 0
        for allowed, intent in (
            (application.message_content_allowed, MESSAGE_CONTENT),
            (application.members_allowed, GUILD_MEMBERS),
            (application.presences_allowed, PRESENCES),
        ):
            refused |= 0 if allowed else intent
        return ALL & ~refused

    async def _watch(self, connection: Connection) -> None:
        """Close a connection that stops sending heartbeats; its session may be resumed."""
        while True:
            patience = self.interval * 1.25 + 1.0
            left = connection.last_beat + patience - time.monotonic()
            if left <= 0:
                connection.close(UNKNOWN_ERROR)
                return
            await asyncio.sleep(left)

    def _detach(self, connection: Connection, code: int | None) -> None:
        """Keep the session for a resume, unless the client closed it (1000 or 1001)."""
        session = connection.session
        if session and session.connection is connection:
            session.connection = None
            session.lost_at = time.monotonic()
            if code in {1000, 1001} and not connection.closing:
                self._hub.end(session)
