"""Stand between a client and a server on loopback, and let the way between them fail."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Self

_AT_ONCE = 16_384  # bytes
_RESET = struct.pack("ii", 1, 0)  # what is closed so is reset, and nothing more is sent


class Wire:
    """A port that leads to another, as long as all is well.

    `stalled` holds up whatever would pass, in both directions. `cuts` are numbers of bytes: each
    cuts one connection once the server has answered so many, in the midst of whatever it says.
    Belongs to the event loop in which it is entered.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = 0
        self.cuts: list[int] = []
        self._passing = asyncio.Event()
        self._passing.set()
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}
        self._forgotten: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        await self.take()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.refuse()
        self.reset()
        await asyncio.gather(*self._open.values(), return_exceptions=True)

    @property
    def stalled(self) -> bool:
        """Whether nothing passes."""
        return not self._passing.is_set()

    @stalled.setter
    def stalled(self, stalled: bool) -> None:
        if stalled:
            self._passing.clear()
        else:
            self._passing.set()

    async def take(self) -> None:
        """Take connections, at the same port as ever."""
        if self._server is None:
            self._server = await asyncio.start_server(self._joined, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """Take no connection any more; those that are open stay."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def reset(self) -> None:
        """Break every connection that is open."""
        for writer, task in self._open.items():
            _break(writer)
            task.cancel()

    def forget(self) -> None:
        """Break every connection that is open towards the client; the server does not hear of it.

        As when what stands between them loses its memory.
        """
        for writer in self._open:
            self._forgotten.add(writer)
            _break(writer)

    def remember(self) -> None:
        """Have the server hear of what was forgotten."""
        for writer in self._forgotten:
            self._open[writer].cancel()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[writer] = task
        ends, ways, cut = [writer], [], False
        try:
            answers, there = await asyncio.open_connection("127.0.0.1", self._to)
            ends.append(there)
            most = self.cuts.pop() if self.cuts else None
            ways = [
                asyncio.create_task(self._pass(reader, there)),
                asyncio.create_task(self._pass(answers, writer, most)),
            ]
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            if writer in self._forgotten:
                await asyncio.Event().wait()
            cut = any(way.exception() for way in done)
        except (OSError, asyncio.CancelledError):  # nobody listens there; it is reset
            cut = True
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in ends:
                if cut:
                    _break(end)
                else:
                    end.close()
            self._forgotten.discard(writer)
            del self._open[writer]

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, most: int | None = None
    ) -> None:
        """Pass on what comes until it ends; raise OSError where it breaks, or is to be cut."""
        passed = 0
        while read := await reader.read(_AT_ONCE):
            await self._passing.wait()
            if most is not None and passed + len(read) > most:
                writer.write(read[: most - passed])
                raise ConnectionAbortedError
            passed += len(read)
            writer.write(read)
            await writer.drain()


def _break(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
