"""Shelves: papers that a person or a server saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

SHELF_UNDO: Final = "shelf undo"
"""What earlier versions kept to put a removed paper back, with the id of who had added it."""


@dataclass(frozen=True, slots=True)
class ShelfOwner:
    """The person or server that owns a shelf."""

    kind: Literal["user", "guild"]
    owner_id: int


@dataclass(frozen=True, slots=True)
class ShelvedPaper:
    """A paper on a shelf, and who added it."""

    paper_id: str
    added_by: int
    added_at: datetime
