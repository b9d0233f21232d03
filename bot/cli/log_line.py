"""Write an event of the log as text: JSON for programs, or a line that a person reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.settings import LogFormat

_REDACTED = "[secret]"
_FIRST = ("timestamp", "level", "event")
_BELOW = ("trace", "exception")  # of many lines
_PLAIN = re.compile(r"[^\s\"'=\\]+")


def log_line(event: Mapping[str, Any], form: LogFormat) -> str:
    """Return an event in a form. JSON is one line; text is one too, with a trace indented below.

    No value can begin a line of its own: what others wrote cannot pass for an event.
    """
    if form == "json":
        return json.dumps(event, default=str)
    head = [str(event.get(name, "")) for name in _FIRST]
    said = [
        f"{name}={_value(value)}"
        for name, value in event.items()
        if name not in _FIRST and name not in _BELOW
    ]
    line = " ".join([head[0], head[1].ljust(7), _one_line(head[2]), *said])
    below = (str(event[name]) for name in _BELOW if event.get(name))
    return "\n".join([line, *(f"    {row}" for text in below for row in text.splitlines())])


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text with secrets struck out, also as they stand within JSON."""
    for secret in secrets:
        text = text.replace(secret, _REDACTED).replace(json.dumps(secret)[1:-1], _REDACTED)
    return text


def _value(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
