"""The `Fetch` interface that every source uses for network access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, headers (names in lower case), and whole body.

    `url` is the address after redirects.
    """

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetch(Protocol):
    """Sends requests within the rate limits. Blocks; thread-safe."""

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = ...,
        json: object = ...,
    ) -> Fetched:
        """Return the answer of an https address: 2xx, or a 4xx for the caller to explain.

        `json` makes the request a POST. 429 and 5xx are retried as `Retry-After` says, or with
        exponential backoff. Raises SourceNotAllowed for a host outside the allowlist, also in a
        redirect, and SourceDown.
        """
