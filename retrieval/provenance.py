"""How a record came in, which decides what it may change.

The code that hands records to the catalog sets it; what a record claims about itself is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

UPLOAD: Final = "upload"
"""The `source` of what a member uploaded, whatever the file says."""

Field = Literal[
    "title", "abstract", "authors", "date", "categories", "link", "id", "version", "withdrawal"
]
"""What an account may say of a paper, in the words of `RefusedFields`."""


class Provenance(StrEnum):
    """How a record came in."""

    SERVICE = "service"
    """Fetched from the service itself."""

    OPERATOR = "operator"
    """Imported from a file by the operator of this installation."""

    MEMBER = "member"
    """Uploaded by a member of a server."""

    UNKNOWN = "unknown"
    """Recorded before provenance was kept: it counts as an operator's import."""

    @property
    def rank(self) -> int:
        """How much it is relied on: a lower rank never changes what a higher one gave."""
        return {Provenance.SERVICE: 2, Provenance.MEMBER: 0}.get(self, 1)


@dataclass(frozen=True, slots=True)
class Origin:
    """How a paper came in, and which of its fields only a member's upload gave."""

    provenance: Provenance = Provenance.UNKNOWN
    uploaded: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedFields:
    """What of a record was not taken, and why.

    `line` is where the record stands, `paper_id` and `title` name the paper as the library has it,
    and `held` says who gave what stays; None where nobody did, and an upload may not say it.
    """

    line: int
    paper_id: str
    title: str
    fields: tuple[Field, ...]
    held: Provenance | None
