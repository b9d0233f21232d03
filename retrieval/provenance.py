"""How a record entered the library, which decides what it may change.

The code that passes records to the catalog sets it; claims in the record itself are ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

UPLOAD: Final = "upload"
"""The `source` of papers that members uploaded, whatever the file says."""

STARTER: Final = "starter"
"""The `source` of papers whose abstract is a short account written for Footnote."""

Field = Literal[
    "title", "abstract", "authors", "date", "categories", "link", "id", "version", "withdrawal"
]
"""A field that an account may set, as named in `RefusedFields`."""


class Provenance(StrEnum):
    """How a record entered the library."""

    SERVICE = "service"
    """Fetched from the service itself."""

    OPERATOR = "operator"
    """Imported from a file by the operator of this installation."""

    STARTER = "starter"
    """Came with Footnote: its abstract is a short account written for Footnote."""

    MEMBER = "member"
    """Uploaded by a member of a server."""

    UNKNOWN = "unknown"
    """Recorded before provenance was stored; treated as an operator's import."""

    @property
    def rank(self) -> int:
        """How trusted it is: a lower rank never changes values of a higher one."""
        return {"service": 3, "operator": 2, "unknown": 2, "starter": 1, "member": 0}[self]


UNKNOWN_PLACE: Final = "unknown"
"""The place of uploads recorded before places were: only the operator sees them."""

NO_PLACE: Final = ""
"""A place that sees no uploads."""


def guild_place(guild_id: int) -> str:
    """Return the place of a server."""
    return f"guild:{guild_id}"


def user_place(user_id: int) -> str:
    """Return the place of a person's direct messages."""
    return f"user:{user_id}"


@dataclass(frozen=True, slots=True)
class RefusedFields:
    """Fields of a record that were not taken over, and why.

    `line` is the record's position; `paper_id` and `title` are those of the library's paper. `held`
    is the provenance of the value kept, or None if uploads may not set the field at all.
    """

    line: int
    paper_id: str
    title: str
    fields: tuple[Field, ...]
    held: Provenance | None
