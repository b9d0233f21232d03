"""Write values as Discord does: compact JSON, times with an offset."""

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
    """Parse JSON; ValueError for anything else."""
    return orjson.loads(text)


def timestamp(seconds: float) -> str:
    """Return a time as Discord writes it: ISO 8601 with microseconds and an offset."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
