"""Stand between a client and a server on loopback, and lose the way between them."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Self

_AT_ONCE = 16_384  # bytes
_RESET = struct.pack("ii", 1, 0)  # what is closed so is reset, and nothing more is sent


class Wire:
    """A port that leads to another. Belongs to the event loop in which it is entered."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = 0
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._open.values():
            task.cancel()
        await asyncio.gather(*self._open.values(), return_exceptions=True)

    def forget(self) -> None:
        """Break every connection that is open towards the client; the server does not hear of it.

        As when what stands between them loses its memory.
        """
        for client in self._open:
            client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            client.transport.abort()

    async def _joined(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[client] = task
        answers, server = await asyncio.open_connection("127.0.0.1", self._to)
        ways = [
            asyncio.create_task(_pass(reader, server)),
            asyncio.create_task(_pass(answers, client)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if client.transport.is_closing():
                await asyncio.Event().wait()
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (client, server):
                end.close()
            del self._open[client]


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on what comes until it ends."""
    while read := await reader.read(_AT_ONCE):
        writer.write(read)
        await writer.drain()
