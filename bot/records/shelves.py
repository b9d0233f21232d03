"""Shelves: papers that a person or a server saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


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
