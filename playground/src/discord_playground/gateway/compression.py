"""Compress what a connection sends: not at all, or as one stream of all its messages."""

from __future__ import annotations

import zlib
from typing import Protocol

import zstandard
from aiohttp import WSMsgType


class Encoding(Protocol):
    """How a connection encodes its messages: as text, or in a compressed stream."""

    opcode: WSMsgType

    def __call__(self, message: bytes) -> bytes:
        """Return the bytes to send for a message."""
        ...


class Plain:
    """Send JSON as text."""

    opcode = WSMsgType.TEXT

    def __call__(self, message: bytes) -> bytes:
        """Return the message unchanged."""
        return message


class ZlibStream:
    """Send one zlib stream, flushed after each message: these end with 00 00 FF FF."""

    opcode = WSMsgType.BINARY

    def __init__(self) -> None:
        self._stream = zlib.compressobj(level=1)

    def __call__(self, message: bytes) -> bytes:
        """Return the message's part of the stream."""
        return self._stream.compress(message) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """Send one zstd frame, a block or more for each message."""

    opcode = WSMsgType.BINARY

    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=1).compressobj()

    def __call__(self, message: bytes) -> bytes:
        """Return the message's part of the stream."""
        return self._stream.compress(message) + self._stream.flush(
            zstandard.COMPRESSOBJ_FLUSH_BLOCK
        )


def encoding_for(compress: str) -> Encoding | None:
    """Return the encoding for a connection's `compress` parameter; None for an unknown one."""
    if not compress:
        return Plain()
    if compress == "zlib-stream":
        return ZlibStream()
    return ZstdStream() if compress == "zstd-stream" else None
