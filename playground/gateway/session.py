"""Keep one gateway session: its numbering, what it may have missed, the connection it has."""

from __future__ import annotations

import asyncio
from collections import deque

from aiohttp import WSMsgType, web

from playground.gateway.compression import Encoding
from playground.gateway.intents import ALL
from playground.wire import encode
from playground.world.users import User

_HEARTBEAT = 1
KEPT = 2_000
"""How many events a session keeps for a resume."""


class Connection:
    """One WebSocket. What is sent leaves in order, without making the sender wait.

    `heard` is the number of the last event that the client said it has read.
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
        """Queue one message that is no event."""
        self.send(encode({"op": op, "d": data, "s": None, "t": None}))

    def ask_heartbeat(self) -> None:
        """Ask for a heartbeat, which names the last event that the client has read."""
        self.send_op(_HEARTBEAT, None)

    def close(self, code: int) -> None:
        """Close after what is queued has left."""
        if not self.closing:
            self.closing = True
            self._waiting.put_nowait(code)

    def abort(self) -> None:
        """Cut the line without a word."""
        self.closing = True
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def write(self) -> None:
        """Send what is queued until the connection closes."""
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
    """What a client is told, numbered; it outlives the connection for a while."""

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
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=KEPT)

    def push(self, name: str, data: bytes) -> None:
        """Give an event its number, keep it for a resume, and send it if there is a connection."""
        self.sequence += 1
        frame = b'{"t":"%s","s":%d,"op":0,"d":%s}' % (name.encode(), self.sequence, data)
        self._kept.append((self.sequence, frame))
        if self.connection:
            self.connection.send(frame)

    def missed(self, sequence: int) -> list[bytes] | None:
        """Return what came after a number; None where that is no longer kept."""
        if sequence + 1 < (self._kept[0][0] if self._kept else self.sequence + 1):
            return None
        return [frame for number, frame in self._kept if number > sequence]

    def handles(self, guild_id: str | None) -> bool:
        """Say whether events of a server, or of direct messages, come to this shard."""
        number, count = self.shard
        return (int(guild_id or 0) >> 22) % count == number
