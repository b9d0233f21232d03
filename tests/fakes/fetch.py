"""A `Fetch` that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retrieval.errors import SourceDown
from retrieval.sources.http.answer import Fetched


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    url: str
    params: Mapping[str, str]
    json: object = None


class FakeFetch:
    """Answers by the longest beginning of the address that is known; others are down.

    An answer is a JSON value, bytes, a status and either of these, an error to raise, or a
    function of the request that returns one of them.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = dict(answers)
        self.asked: list[Asked] = []

    def __call__(
        self,
        url: str,
        *,
        params: Mapping[str, str] = {},
        json: object = None,
    ) -> Fetched:
        """Answer, or raise SourceDown."""
        request = Asked(url, dict(params), json)
        self.asked.append(request)
        known = sorted((start for start in self._answers if url.startswith(start)), key=len)
        if not known:
            raise SourceDown(f"{url} does not answer. Try again later.")
        answer = self._answers[known[-1]]
        if isinstance(answer, Callable):  # type: ignore[arg-type]
            answer = answer(request)  # type: ignore[operator]
        status = 200
        if isinstance(answer, tuple):
            status, answer = answer
        if isinstance(answer, Exception):
            raise answer
        body = answer if isinstance(answer, bytes) else json_text.dumps(answer).encode()
        return Fetched(url, status, body)

    def hosts(self) -> list[str]:
        """Return the hosts that were asked, in order."""
        return [request.url.split("/")[2] for request in self.asked]
