"""Ask the checks about one body, and write what they say in short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from discord_playground.checks.circumstances import UNKNOWN, Circumstances
from discord_playground.checks.problem import Problem
from discord_playground.checks.request import check

JSON = "application/json"
MULTIPART = "multipart/form-data; boundary=x"
SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
ANSWER = "POST /interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "PUT /applications/{application_id}/commands"


def said(
    request: str,
    body: Any,
    circumstances: Circumstances = UNKNOWN,
    *,
    query: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the problems of a request as `path CODE`, in order."""
    method, _, route = request.partition(" ")
    content_type = MULTIPART if circumstances.files else JSON
    return short(
        check(
            method, route, body, content_type=content_type, query=query, circumstances=circumstances
        )
    )


def short(problems: Iterable[Problem]) -> list[str]:
    """Write problems as `path CODE`."""
    return [
        f"{'.'.join(str(part) for part in problem.path)} {problem.code}".strip()
        for problem in problems
    ]
