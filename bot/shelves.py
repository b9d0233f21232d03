"""Shelves: the papers that a person, or a server together, wants to find again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ShelfOwner:
    """Whose shelf it is."""

    kind: Literal["user", "guild"]
    owner_id: int


@dataclass(frozen=True, slots=True)
class ShelvedPaper:
    """A paper on a shelf, and who put it there."""

    paper_id: str
    added_by: int
    added_at: datetime
