"""Number a gateway session's events, keep them for a resume, and write its connection."""

from __future__ import annotations

import asyncio
from collections import deque

from aiohttp import WSMsgType, web

from discord_playground.gateway.compression import Encoding
from discord_playground.gateway.intents import ALL
from discord_playground.wire import encode
from discord_playground.world.users import User

_HEARTBEAT = 1
MAX_KEPT_EVENTS = 2_000
"""How many events a session keeps for a resume."""


class Connection:
    """One WebSocket. Messages are sent in order, and the sender does not wait.

    `heard` is the number of the last event that the client confirmed.
    """

    def __init__(self, socket: web.WebSocketResponse, encoding: Encoding) -> None:
        self._socket = socket
        self._encoding = encoding
        self._waiting: asyncio.Queue[bytes | int] = asyncio.Queue()
        self.transport: asyncio.BaseTransport | None = None
        self.session: Session | None = None
        self.last_beat = 0.0
        self.heard = 0
        self.closing = False

    def send(self, message: bytes) -> None:
        """Queue one message."""
        if not self.closing:
            self._waiting.put_nowait(message)

    def send_op(self, op: int, data: object) -> None:
        """Queue one message that is not an event."""
        self.send(encode({"op": op, "d": data, "s": None, "t": None}))

    def ask_heartbeat(self) -> None:
        """Ask for a heartbeat, which names the last event that the client has read."""
        self.send_op(_HEARTBEAT, None)

    def close(self, code: int) -> None:
        """Close once the queue is sent."""
        if not self.closing:
            self.closing = True
            self._waiting.put_nowait(code)

    def abort(self) -> None:
        """Cut the connection without a close frame."""
        self.closing = True
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def write(self) -> None:
        """Send the queue until the connection closes."""
        opcode: WSMsgType = self._encoding.opcode
        try:
            while True:
                message = await self._waiting.get()
                if isinstance(message, int):
                    await self._socket.close(code=message)
                    return
                await self._socket.send_frame(self._encoding(message), opcode)
        except (ConnectionError, RuntimeError):
            self.closing = True


class Session:
    """The numbered events of a client; a session outlives its connection for a while."""

    def __init__(
        self, session_id: str, user: User, intents: int = ALL, shard: tuple[int, int] = (0, 1)
    ) -> None:
        self.id = session_id
        self.user = user
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self.lost_at = 0.0
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=MAX_KEPT_EVENTS)

    def push(self, name: str, data: bytes) -> None:
        """Add an event: number it, keep it for a resume, send it if there is a connection."""
        self.sequence += 1
        frame = b'{"t":"%s","s":%d,"op":0,"d":%s}' % (name.encode(), self.sequence, data)
        self._kept.append((self.sequence, frame))
        if self.connection:
            self.connection.send(frame)

    def find_missed(self, sequence: int) -> list[bytes] | None:
        """Return the events after a number; None if not all of them are kept."""
        if sequence + 1 < (self._kept[0][0] if self._kept else self.sequence + 1):
            return None
        return [frame for number, frame in self._kept if number > sequence]

    def handles(self, guild_id: str | None) -> bool:
        """Return whether this shard gets the events of a server, or of direct messages."""
        number, count = self.shard
        return (int(guild_id or 0) >> 22) % count == number
