"""The `Fetch` interface that every source uses for network access, and bounded body decoding."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, headers (names in lower case), and whole body.

    `url` is the address after redirects. If `unchanged`, a conditional request found no newer
    answer, and `body` is the cached one.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False


class Fetch(Protocol):
    """Sends requests within the rate limits. Blocks; thread-safe."""

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = ...,
        json: object = ...,
        conditional: bool = ...,
    ) -> Fetched:
        """Return the answer of an https address: 2xx, or a 4xx for the caller to explain.

        `json` makes the request a POST. `conditional` sends the validators of the cached answer,
        so that the service may reply that nothing changed. 429 and 5xx are retried as
        `Retry-After` says, or with exponential backoff. Raises SourceNotAllowed for a host outside
        the allowlist, also in a redirect, and SourceDown.
        """


ENCODINGS = "gzip"
"""The accepted encoding, decoded here in bounded pieces."""

_CHUNK_BYTES = 2**16
_GZIP = 16 + zlib.MAX_WBITS


class BodyTooLarge(Exception):
    """A decoded body exceeds the size limit."""


class BodyTooSlow(Exception):
    """A body did not arrive in time."""


class DamagedBody(Exception):
    """A body cannot be decoded or is truncated."""


def read_body(
    parts: Iterable[bytes],
    encoding: str,
    *,
    limit: int,
    is_in_time: Callable[[], bool] = lambda: True,
) -> bytes:
    """Read `parts` as they arrive and return the whole body, decoded from `encoding`.

    Holds at most `limit` bytes and one piece. Raises BodyTooLarge, BodyTooSlow, DamagedBody.
    """
    match encoding.strip().lower():
        case "" | "identity":
            decoded: _PlainBody | _GzipBody = _PlainBody(limit)
        case "gzip" | "x-gzip":
            decoded = _GzipBody(limit)
        case other:
            raise DamagedBody(f"it has the unrequested encoding {other!r}")
    for part in parts:
        decoded.add(part)
        if not is_in_time():
            raise BodyTooSlow
    return decoded.finish()


class _PlainBody:
    """Collects plain bytes up to a limit."""

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
    """Decompresses consecutive gzip members."""

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
            raise DamagedBody("its gzip data is damaged") from error

    def finish(self) -> bytes:
        # zlib still holds less than one piece, since all of its input is consumed
        super().add(self._member.flush())
        if self._begun and not self._member.eof:
            raise DamagedBody("its gzip data is truncated")
        return super().finish()
