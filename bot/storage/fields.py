"""Read the fields of a kept JSON object, whatever an older or newer Footnote has put there.

What is missing, or of another type than expected, is read as its default.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, TypeGuard

from bot.errors import StorageError

JSON = Mapping[str, Any]

_LARGE = 2**63  # no count, time or score comes near it


def document(kept: str, what: str) -> JSON:
    """Return the object of a JSON text; raise `StorageError`, saying `what` it is, for others."""
    try:
        found = json.loads(kept)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise StorageError(
            f"{what} cannot be read: what is kept is no JSON object. Something else than Footnote "
            "has written it; restore a backup, or forget it."
        )
    return found


def kept(document: JSON) -> str:
    """Return the JSON text of an object, in ASCII: whatever is in it, every database holds it."""
    return json.dumps(document, separators=(",", ":"), sort_keys=True, allow_nan=False)


def text(document: JSON, name: str, default: str = "") -> str:
    """Return a text."""
    value = document.get(name)
    return value if isinstance(value, str) else default


def flag(document: JSON, name: str, *, default: bool) -> bool:
    """Return true or false."""
    value = document.get(name)
    return value if isinstance(value, bool) else default


def whole(document: JSON, name: str, default: int = 0) -> int:
    """Return a whole number."""
    value = document.get(name)
    return value if _is_whole(value) else default


def year(document: JSON, name: str) -> int | None:
    """Return a whole number, or None."""
    value = document.get(name)
    return value if _is_whole(value) else None


def number(document: JSON, name: str) -> float:
    """Return a number, 0 by default."""
    value = document.get(name)
    if isinstance(value, float) and math.isfinite(value):
        return value
    return float(value) if _is_whole(value) and abs(value) < _LARGE else 0.0


def day(document: JSON, name: str) -> date | None:
    """Return a day, or None."""
    try:
        return date.fromisoformat(text(document, name))
    except ValueError:
        return None


def moment(document: JSON, name: str) -> datetime | None:
    """Return a moment with a zone, or None."""
    try:
        found = datetime.fromisoformat(text(document, name))
    except ValueError:
        return None
    return None if found.tzinfo is None else found


def time_of_day(document: JSON, name: str) -> time | None:
    """Return a time of day without a zone, or None."""
    try:
        return time.fromisoformat(text(document, name)).replace(tzinfo=None)
    except ValueError:
        return None


def texts(document: JSON, name: str) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(value for value in _list(document, name) if isinstance(value, str))


def days(document: JSON, name: str) -> tuple[date, ...]:
    """Return the days of a list."""
    read = (day({name: value}, name) for value in _list(document, name))
    return tuple(found for found in read if found is not None)


def wholes(document: JSON, name: str) -> tuple[int, ...]:
    """Return the whole numbers of a list."""
    return tuple(value for value in _list(document, name) if _is_whole(value))


def part(document: JSON, name: str) -> JSON:
    """Return an object within the object, empty by default."""
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def parts(document: JSON, name: str) -> Iterator[JSON]:
    """Yield the objects of a list."""
    return (value for value in _list(document, name) if isinstance(value, dict))


def finite(value: Any) -> Any:
    """Return a JSON value with None for each number that JSON has no word for."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(key): finite(item) for key, item in value.items()}
        case list() | tuple():
            return [finite(item) for item in value]
        case _:
            return value


def _list(document: JSON, name: str) -> list[Any]:
    value = document.get(name)
    return value if isinstance(value, list) else []


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
