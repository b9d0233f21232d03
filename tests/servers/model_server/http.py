"""Speak just enough HTTP/1.1 for a client to take the server for a real one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}


class ClientLeft(Exception):
    """The client closed the connection before the response was complete."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body's JSON, or None where it has none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Connection:
    """One client's connection, on which requests follow one another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def request(self) -> Request | None:
        """Return the next request, or None where the client is gone."""
        try:
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            method, target, _ = first.split(" ", 2)
            named = (line.partition(":") for line in lines)
            headers = {name.strip().lower(): value.strip() for name, _, value in named}
            body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        return Request(method, target, headers, body)

    async def send(
        self, status: int, body: bytes, content_type: str, headers: Mapping[str, str]
    ) -> None:
        """Send a whole response."""
        head = {"content-type": content_type, "content-length": str(len(body)), **headers}
        await self._write(_head(status, head) + body)

    async def begin(self) -> None:
        """Begin a stream of server-sent events."""
        head = {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-cache",
            "transfer-encoding": "chunked",
        }
        await self._write(_head(200, head))

    async def push(self, text: str) -> None:
        """Send a piece of the stream."""
        data = text.encode()
        await self._write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    async def end(self) -> None:
        """End the stream properly."""
        await self._write(b"0\r\n\r\n")

    def drop(self) -> None:
        """Break the connection off."""
        self._writer.transport.abort()

    async def wait(self, seconds: float | None) -> None:
        """Wait, for ever if `seconds` is None; raise `ClientLeft` as soon as the client leaves."""
        try:
            async with asyncio.timeout(seconds):
                await self._reader.read(1)
        except TimeoutError:
            return
        except ConnectionError as gone:
            raise ClientLeft from gone
        raise ClientLeft

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return

    async def _write(self, data: bytes) -> None:
        try:
            self._writer.write(data)
            await self._writer.drain()
        except ConnectionError as gone:
            raise ClientLeft from gone


def _head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
