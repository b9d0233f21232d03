"""Votes on answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many found an answer good (`up`), and how many did not (`down`)."""

    up: int = 0
    down: int = 0
