"""Request JSON from a service, and parse answers that may be broken."""

from __future__ import annotations

import json as json_text
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final

from retrieval.errors import SourceError
from retrieval.sources.fields import to_text
from retrieval.sources.http.answer import Fetch, Fetched

MAX_TRIES: Final = 5

_MAX_MESSAGE_CHARS = 200
_MESSAGE_KEYS = ("error", "message", "detail")
_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


class ServiceRefused(SourceError):
    """A service refused a request (4xx); `said` is its own message, truncated."""

    def __init__(self, service: str, answer: Fetched) -> None:
        self.status = answer.status
        self.said = _find_message(answer)
        reason = f": {self.said}" if self.said else ""
        super().__init__(f"{service} refused the request ({self.status}{reason}).")


def fetch_json(
    fetch: Fetch,
    url: str,
    service: str,
    *,
    params: Mapping[str, str] = _NO_PARAMS,
    json: object = None,
    tries: int = MAX_TRIES,
) -> Any:
    """Return the JSON answer of a service; NaN and infinities become None.

    Retries answers that are not JSON in UTF-8: a 200 may hold half an answer or an error page.
    Raises ServiceRefused, SourceError.
    """
    for _ in range(tries):
        answer = fetch(url, params=params, json=json)
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise ServiceRefused(service, answer)
        with suppress(ValueError, RecursionError):
            return _parse(answer.body)
    raise SourceError(f"{service} did not return JSON; it may be busy. Try again later.")


def _parse(body: bytes) -> Any:
    return json_text.loads(body.decode("utf-8-sig"), parse_constant=lambda _: None)


def _find_message(answer: Fetched) -> str:
    """Return the message of a refusal, truncated."""
    try:
        said = _parse(answer.body)
    except (ValueError, RecursionError):
        return ""
    given = (
        (to_text(said.get(key)) for key in _MESSAGE_KEYS) if isinstance(said, dict) else iter(())
    )
    return " ".join(next(filter(None, given), "").split())[:_MAX_MESSAGE_CHARS].rstrip(".")
