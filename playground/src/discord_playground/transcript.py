"""Record requests and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `at` and `took` are seconds, `at` since 1970.

    `route` is the template, without `/api/v10`; `user` the name behind the token, if any; `body`
    and `answer` are JSON values, of a multipart request its `payload_json`.
    """

    method: str
    route: str
    path: str
    body: Any
    status: int
    at: float
    headers: Mapping[str, str]
    user: str | None = None
    answer: Any = None
    took: float = 0.0

    def __str__(self) -> str:
        return f"{self.user or '-'} {self.method} {self.path} → {self.status}"
