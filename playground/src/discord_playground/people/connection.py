"""Connect a person to a playground: send requests, receive events."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from discord_playground.message_contents import text_of
from discord_playground.wire import decode, encode

JSON = dict[str, Any]
File = tuple[str, bytes]
"""A file's name and content."""

PATIENCE_SECONDS = 180.0
"""How long to wait for anything; a busy machine is slow."""


class Rejected(Exception):
    """The server refused a request: its status, Discord's code and message, the whole body."""

    def __init__(self, method: str, path: str, status: int, body: Any) -> None:
        super().__init__(f"{method} {path} → {status} {json.dumps(body)}")
        self.status = status
        self.body = body
        self.code: int = body.get("code", 0) if isinstance(body, dict) else 0


class Connection:
    """A gateway session and an HTTP client. `hear` is called with every event."""

    def __init__(self, api: str, token: str, hear: Callable[[str, JSON], None]) -> None:
        self._api = api
        self._token = token
        self._hear = hear
        self._http: aiohttp.ClientSession | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._sequence: int | None = None
        self._heard = asyncio.Event()
        self.recent: deque[str] = deque(maxlen=20)
        self.closed = False

    async def open(self) -> JSON:
        """Connect and return READY."""
        self._http = aiohttp.ClientSession()
        address = self._api.replace("http", "ws", 1) + "/gateway?v=10&encoding=json"
        self._socket = await self._http.ws_connect(address, max_msg_size=0)
        hello = decode((await self._socket.receive()).data)
        identify = {"token": self._token, "properties": {"os": "linux", "browser": "playground"}}
        await self._send(2, identify)
        message = await self._socket.receive(timeout=PATIENCE_SECONDS)
        if message.type is not aiohttp.WSMsgType.TEXT:
            await self.close()
            raise ConnectionError(f"the gateway closed with {message.data}")
        first = decode(message.data)
        self._sequence = first["s"]
        interval = hello["d"]["heartbeat_interval"] / 1000
        self._tasks = [
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._beat(interval)),
        ]
        ready: JSON = first["d"]
        return ready

    async def close(self) -> None:
        """Hang up."""
        self.closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket:
            await self._socket.close()
        if self._http:
            await self._http.close()

    async def request(
        self, method: str, path: str, body: Any = None, files: Sequence[File] = ()
    ) -> Any:
        """Send a request and return the JSON of the answer; Rejected unless it succeeds."""
        assert self._http is not None  # noqa: S101
        headers = {"Authorization": self._token}
        data: Any = None
        if files:
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("payload_json", json.dumps(body), content_type="application/json")
            for index, (name, content) in enumerate(files):
                data.add_field(
                    f"files[{index}]",
                    io.BytesIO(content),  # bytes of a MiB and more make aiohttp warn
                    filename=name,
                    content_type="application/octet-stream",
                )
        elif body is not None:
            data = encode(body)
            headers["Content-Type"] = "application/json"
        address = f"{self._api}/api/v10{path}"
        said: Any = None
        for _ in range(20):
            async with self._http.request(method, address, data=data, headers=headers) as response:
                content = await response.read()
                said = decode(content) if content else None
                if response.status == 429 and not files:
                    await asyncio.sleep(said["retry_after"])
                    continue
                if response.status >= 400:
                    raise Rejected(method, path, response.status, said)
                return said
        raise Rejected(method, path, 429, said)

    async def download(self, address: str) -> bytes:
        """Return the content of an attachment."""
        assert self._http is not None  # noqa: S101
        async with self._http.get(address) as response:
            response.raise_for_status()
            return await response.read()

    async def until(
        self,
        done: Callable[[], Any],
        timeout: float,  # noqa: ASYNC109 — ours to report
        what: str,
    ) -> Any:
        """Wait until `done` returns something true, and return that.

        AssertionError with the last events after so many seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (found := done()):
                    if self.closed:
                        raise ConnectionError(f"the gateway closed while waiting for {what}")
                    self._heard.clear()
                    await self._heard.wait()
                return found
        except TimeoutError:
            last = "\n  ".join(self.recent) or "nothing"
            raise AssertionError(f"waited {timeout} s for {what}; last heard:\n  {last}") from None

    async def _listen(self) -> None:
        assert self._socket is not None  # noqa: S101
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                frame = decode(message.data)
                if frame["op"] == 0:
                    self._sequence = frame["s"]
                    self._note(frame["t"], frame["d"])
                    self._hear(frame["t"], frame["d"])
                    self._heard.set()
                elif frame["op"] == 1:
                    await self._send(1, self._sequence)
        self.closed = True
        self._heard.set()

    async def _beat(self, interval: float) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(interval)
                await self._send(1, self._sequence)

    async def _send(self, op: int, data: Any) -> None:
        assert self._socket is not None  # noqa: S101
        await self._socket.send_str(encode({"op": op, "d": data}).decode())

    def _note(self, name: str, data: JSON) -> None:
        if "author" in data:
            text = f"{data['author']['username']}: {text_of(data)!r} flags {data['flags']}"
        else:
            text = json.dumps(data, ensure_ascii=False)
        self.recent.append(f"{name} {text if len(text) <= 400 else text[:399] + '…'}")
