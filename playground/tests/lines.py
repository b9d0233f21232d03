"""Speak to a playground without any client library: the gateway frame by frame, HTTP bare."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp
import zstandard

from discord_playground.server import Playground

INTENTS = 53_575_421
"""What `discord.Intents.default()` asks for: everything that is not privileged."""


class Line:
    """A WebSocket to the gateway and requests beside it, with one token."""

    def __init__(
        self, playground: Playground, token: str, http: aiohttp.ClientSession, compress: str
    ) -> None:
        self._playground = playground
        self._http = http
        self._compress = compress
        self._zlib = zlib.decompressobj()
        self._zstd = zstandard.ZstdDecompressor().decompressobj()
        self.token = token
        self.sequence: int | None = None
        self.session_id = ""
        self.socket: aiohttp.ClientWebSocketResponse

    @classmethod
    @asynccontextmanager
    async def to(
        cls, playground: Playground, token: str = "", compress: str = ""
    ) -> AsyncIterator[Self]:
        """Connect and take HELLO in."""
        async with aiohttp.ClientSession() as http:
            line = cls(playground, token or playground.bot_token, http, compress)
            query = f"?v=10&encoding=json{compress and '&compress=' + compress}"
            line.socket = await http.ws_connect(playground.gateway_url + query)
            assert (await line.receive())["op"] == 10
            try:
                yield line
            finally:
                await line.socket.close(code=4000)

    async def send(self, op: int, data: Any) -> None:
        """Send one frame."""
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def receive(self, within: float = 180.0) -> dict[str, Any]:
        """Return the next frame, decompressed; of the end, its close code."""
        message = await self.socket.receive(timeout=within)
        if message.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}:
            return {"op": "close", "d": self.socket.close_code}
        data = message.data
        if self._compress == "zlib-stream":
            assert data.endswith(b"\x00\x00\xff\xff")
            data = self._zlib.decompress(data)
        elif self._compress == "zstd-stream":
            data = self._zstd.decompress(data)
        frame: dict[str, Any] = json.loads(data)
        if frame.get("s"):
            self.sequence = frame["s"]
        return frame

    async def identify(self, intents: int | None = INTENTS, **more: Any) -> dict[str, Any]:
        """Identify and return the next frame, which is READY if all is well."""
        data = {"token": self.token, "properties": {}, "intents": intents, **more}
        await self.send(2, {key: value for key, value in data.items() if value is not None})
        frame = await self.receive()
        if frame.get("t") == "READY":
            self.session_id = frame["d"]["session_id"]
        return frame

    async def resume(self, session_id: str, sequence: int | None) -> None:
        """Ask for a resume."""
        await self.send(6, {"token": self.token, "session_id": session_id, "seq": sequence})

    async def event(self, name: str, within: float = 180.0) -> dict[str, Any]:
        """Return the data of the next event of a name; others are passed over."""
        async with asyncio.timeout(within):
            while True:
                frame = await self.receive()
                assert frame["op"] != "close", frame
                if frame.get("t") == name:
                    data: dict[str, Any] = frame["d"]
                    return data

    async def events(self) -> list[dict[str, Any]]:
        """Return every frame that has been sent: those before the answer to a heartbeat."""
        await self.send(1, self.sequence)
        frames: list[dict[str, Any]] = []
        while (frame := await self.receive())["op"] != 11:
            assert frame["op"] != "close", frame
            frames.append(frame)
        return frames

    async def until_closed(self) -> list[dict[str, Any]]:
        """Return every frame until the end, whose close code is the last."""
        frames = [await self.receive()]
        while frames[-1]["op"] != "close":
            frames.append(await self.receive())
        return frames

    async def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        """Ask the API with this token; return status, JSON and headers."""
        prefix = "" if self.token.startswith("user-") else "Bot "
        headers.setdefault("Authorization", prefix + self.token)
        return await ask(self._http, self._playground, method, path, body, headers)


async def ask(
    http: aiohttp.ClientSession,
    playground: Playground,
    method: str,
    path: str,
    body: Any,
    headers: dict[str, str],
) -> tuple[int, Any, dict[str, str]]:
    """Ask the API; return status, JSON and headers."""
    data = None
    if body is not None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **headers}
    url = f"{playground.api}/api/v10{path}"
    async with http.request(method, url, data=data, headers=headers) as response:
        content = await response.read()
        return (response.status, json.loads(content) if content else None, dict(response.headers))
