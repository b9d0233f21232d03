"""Read the JSON that a service answers with, however broken it may be."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from retrieval.errors import SourceError
from retrieval.fetching.port import Fetched
from retrieval.sources.fields import text_of

_QUOTED = 200
_TOLD = ("error", "message", "detail")


def read_json(answer: Fetched, service: str) -> Any:
    """Return what a service answered; NaN and infinities become None.

    Raises SourceError for a refusal (4xx) and for what is no JSON.
    """
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise SourceError(f"{service} refused the request ({answer.status}{_told(answer)}).")
    try:
        return _parsed(answer)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"{service} answered something that is no JSON, such as a page that says it is busy. "
            "Try again later."
        ) from error


def _parsed(answer: Fetched) -> Any:
    text = answer.body.decode("utf-8-sig", errors="replace")
    return json.loads(text, parse_constant=lambda _: None)


def _told(answer: Fetched) -> str:
    """Return what a refusal says of itself, cut short."""
    try:
        said = _parsed(answer)
    except (ValueError, RecursionError):
        return ""
    given = (text_of(said.get(key)) for key in _TOLD) if isinstance(said, dict) else iter(())
    told = " ".join(next(filter(None, given), "").split())
    return f": {told[:_QUOTED].rstrip('.')}" if told else ""
