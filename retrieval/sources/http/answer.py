"""The seam through which every source reaches the network."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, headers (names in lower case), and whole body.

    `url` is where it came from, after redirects. `unchanged`: a conditional request found what
    was there the last time; `body` is then that.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False


class Fetch(Protocol):
    """Asks a service, waiting for its turn; blocks, and may be called from any thread."""

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = ...,
        json: object = ...,
        conditional: bool = ...,
    ) -> Fetched:
        """Return what an https address answers: 2xx, or a 4xx that is the caller's to explain.

        `json` makes it a POST. `conditional` sends what is known of the last answer, so that the
        service may say that nothing changed. 429 and 5xx are tried again, as `Retry-After` says
        or with growing pauses. Raises SourceNotAllowed for a host (a redirect's too) that papers
        are not fetched from, and SourceDown.
        """


ENCODINGS = "gzip"
"""What we ask to be sent: one that is decoded here, a bounded piece at a time."""

_CHUNK_BYTES = 2**16
_GZIP = 16 + zlib.MAX_WBITS


class BodyTooLarge(Exception):
    """A body has more bytes, once decoded, than may be."""


class BodyTooSlow(Exception):
    """A body was not whole when its time was up."""


class DamagedBody(Exception):
    """A body cannot be decoded, or ends too early."""


def read_body(
    parts: Iterable[bytes],
    encoding: str,
    *,
    limit: int,
    in_time: Callable[[], bool] = lambda: True,
) -> bytes:
    """Return the whole body, decoded of `encoding`, from its `parts` as they come.

    Never holds more than `limit` bytes and a piece. Raises BodyTooLarge, BodyTooSlow, DamagedBody.
    """
    match encoding.strip().lower():
        case "" | "identity":
            decoded: _PlainBody | _GzipBody = _PlainBody(limit)
        case "gzip" | "x-gzip":
            decoded = _GzipBody(limit)
        case other:
            raise DamagedBody(f"it is encoded as {other!r}, which was not asked for")
    for part in parts:
        decoded.add(part)
        if not in_time():
            raise BodyTooSlow
    return decoded.finish()


class _PlainBody:
    """Bytes as they are, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = bytearray()

    def add(self, part: bytes) -> None:
        if len(self._held) + len(part) > self._limit:
            raise BodyTooLarge
        self._held += part

    def finish(self) -> bytes:
        return bytes(self._held)


class _GzipBody(_PlainBody):
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
                super().add(self._member.decompress(part, _CHUNK_BYTES))
                part = self._member.unconsumed_tail or self._member.unused_data
        except zlib.error as error:
            raise DamagedBody("its compression is damaged") from error

    def finish(self) -> bytes:
        # what zlib still holds is less than a piece, for all that it was given is consumed
        super().add(self._member.flush())
        if self._begun and not self._member.eof:
            raise DamagedBody("its compression ends too early")
        return super().finish()
