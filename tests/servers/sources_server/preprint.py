"""A paper as the small arXiv has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Preprint:
    """A paper; the API lists none whose record is deleted."""

    paper_id: str
    version: int
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    published: datetime
    updated: datetime
    comment: str = ""
    doi: str = ""
    deleted: bool = False
