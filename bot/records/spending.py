"""What models cost, what is reserved for calls in progress, and what a day still allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Budget = Literal["user", "server", "all"]
"""Whose budget it is."""

NOBODY = 0
"""The user id for spending that no person caused, such as a digest."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Tokens, and US dollars if their price is known."""

    tokens: int = 0
    dollars: float = 0.0

    def __add__(self, other: Spending) -> Spending:
        return Spending(self.tokens + other.tokens, self.dollars + other.dollars)


@dataclass(frozen=True, slots=True)
class Totals:
    """What is spent or reserved on a day: by a person, in a server, and by all."""

    user: Spending = Spending()
    server: Spending = Spending()
    all: Spending = Spending()


@dataclass(frozen=True, slots=True)
class Reservation:
    """The most that a call of a model may cost, held until the actual cost is known.

    It expires at `until` if nobody settles it, as after a crash.
    """

    reservation_id: str
    day: date
    guild_id: int | None
    user_id: int
    amount: Spending
    until: datetime


@dataclass(frozen=True, slots=True)
class DailyRecords:
    """How many records a person and a server may still add in a day, or may add in all of it."""

    user: int
    server: int
