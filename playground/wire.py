"""Put values on the wire as Discord writes them: compact JSON, times with an offset."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

JSON = dict[str, Any]
"""One JSON object."""


def encode(value: object) -> bytes:
    """Return a value as compact JSON."""
    return orjson.dumps(value)


def decode(text: bytes | str) -> Any:
    """Return what JSON says; ValueError where it is not JSON."""
    return orjson.loads(text)


def timestamp(seconds: float) -> str:
    """Return a time as Discord writes it: ISO 8601 with microseconds and an offset."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
