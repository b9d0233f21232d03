"""What language models may cost in a day, and whether it is used up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Budget = Literal["user", "server", "all"]
"""Whose budget it is."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens, and US dollars where their price is known."""

    tokens: int = 0
    dollars: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.tokens + other.tokens, self.dollars + other.dollars)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of a day; None is no limit."""

    tokens: int | None = None
    dollars: float | None = None

    def reached(self, spent: Spent) -> bool:
        """Say whether nothing is left."""
        return (self.tokens is not None and spent.tokens >= self.tokens) or (
            self.dollars is not None and spent.dollars >= self.dollars
        )

    @property
    def any(self) -> bool:
        """Whether there is a limit at all."""
        return self.tokens is not None or self.dollars is not None


NO_LIMIT = Limit()


class Spending(Protocol):
    """What was spent, by day, server and person; every method blocks."""

    def add(self, day: date, guild_id: int | None, user_id: int, spent: Spent) -> None:
        """Add what was spent for a person, in a server or (None) in direct messages."""

    def of_user(self, day: date, user_id: int) -> Spent:
        """Return what a person spent on a day, wherever."""

    def of_server(self, day: date, guild_id: int) -> Spent:
        """Return what a server spent on a day."""

    def of_all(self, day: date) -> Spent:
        """Return what was spent on a day."""


class Budgets:
    """Says whether a question may still be put to a language model, and counts what it cost.

    Days are those of UTC. What runs at the same moment is not foreseen: a budget may be exceeded
    by the questions at hand. Every method blocks, and raises `KeepingFailed`.
    """

    def __init__(
        self,
        spending: Spending,
        *,
        user: Limit = NO_LIMIT,
        server: Limit = NO_LIMIT,
        all: Limit = NO_LIMIT,
        today: Callable[[], date],
    ) -> None:
        self._spending = spending
        self.user = user
        self.server = server
        self.all = all
        self._today = today

    def used_up(self, guild_id: int | None, user_id: int) -> Budget | None:
        """Return the budget that is used up for a person in a server; None where there is none."""
        day = self._today()
        if self.all.any and self.all.reached(self._spending.of_all(day)):
            return "all"
        if (
            guild_id is not None
            and self.server.any
            and self.server.reached(self._spending.of_server(day, guild_id))
        ):
            return "server"
        if self.user.any and user_id and self.user.reached(self._spending.of_user(day, user_id)):
            return "user"
        return None

    def spend(self, guild_id: int | None, user_id: int, spent: Spent) -> None:
        """Count what was spent; `user_id` is 0 where nobody asked, as for a digest."""
        if spent.tokens or spent.dollars:
            self._spending.add(self._today(), guild_id, user_id, spent)

    def today(self, guild_id: int | None) -> Spent:
        """Return what was spent today in a server, or (None) everywhere."""
        day = self._today()
        return (
            self._spending.of_all(day)
            if guild_id is None
            else self._spending.of_server(day, guild_id)
        )
