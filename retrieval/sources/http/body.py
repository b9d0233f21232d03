"""Read an answer's body within its limits: of size once decoded, of time, and to its very end."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

ENCODINGS = "gzip"
"""What we ask to be sent: one that is decoded here, a bounded piece at a time."""

_PIECE = 2**16
_GZIP = 16 + zlib.MAX_WBITS


class TooLarge(Exception):
    """A body has more bytes, once decoded, than may be."""


class TooSlow(Exception):
    """A body was not whole when its time was up."""


class Damaged(Exception):
    """A body cannot be decoded, or ends too early."""


def read(
    parts: Iterable[bytes],
    encoding: str,
    *,
    limit: int,
    in_time: Callable[[], bool] = lambda: True,
) -> bytes:
    """Return the whole body, decoded of `encoding`, from its `parts` as they come.

    Never holds more than `limit` bytes and a piece. Raises TooLarge, TooSlow, Damaged.
    """
    match encoding.strip().lower():
        case "" | "identity":
            decoded: _Plain | _Unzipped = _Plain(limit)
        case "gzip" | "x-gzip":
            decoded = _Unzipped(limit)
        case other:
            raise Damaged(f"it is encoded as {other!r}, which was not asked for")
    for part in parts:
        decoded.add(part)
        if not in_time():
            raise TooSlow
    return decoded.whole()


class _Plain:
    """Bytes as they are, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()

    def add(self, part: bytes) -> None:
        if len(self._held) + len(part) > self._limit:
            raise TooLarge
        self._held += part

    def whole(self) -> bytes:
        return bytes(self._held)


class _Unzipped(_Plain):
    """Bytes out of gzip members that follow one another."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._member = zlib.decompressobj(_GZIP)
        self._begun = False

    def add(self, part: bytes) -> None:
        try:
            while part:
                if self._member.eof:
                    self._member = zlib.decompressobj(_GZIP)
                self._begun = True
                super().add(self._member.decompress(part, _PIECE))
                part = self._member.unconsumed_tail or self._member.unused_data
        except zlib.error as error:
            raise Damaged("its compression is damaged") from error

    def whole(self) -> bytes:
        # what zlib still holds is less than a piece, for all that it was given is consumed
        super().add(self._member.flush())
        if self._begun and not self._member.eof:
            raise Damaged("its compression ends too early")
        return super().whole()
