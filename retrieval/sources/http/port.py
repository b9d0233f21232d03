"""The seam through which every source reaches the network."""

from __future__ import annotations

from collections.abc import Mapping
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
