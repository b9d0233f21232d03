"""A paper as the small arXiv has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Preprint:
    """A paper; `changed` is the day of its record."""

    paper_id: str
    version: int
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    published: datetime
    updated: datetime
    changed: date
    comment: str = ""
    doi: str = ""
    deleted: bool = False
