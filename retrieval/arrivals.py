"""Say which papers came into the library, and how far that list reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The ids of papers that came into the library, in the order of their arrival."""

    ids: Sequence[str]
    up_to: int
