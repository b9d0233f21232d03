"""Limit what language models may cost in a day, and how many records people may add."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.records.spending import NOBODY, Budget, Reservation, Spending, Totals

if TYPE_CHECKING:
    from bot.storage.spending import SpendingStore


@dataclass(frozen=True, slots=True)
class Limit:
    """The maximum of a day; None is no limit."""

    tokens: int | None = None
    dollars: float | None = None

    def is_reached(self, spent: Spending) -> bool:
        """Tell whether nothing is left."""
        return (self.tokens is not None and spent.tokens >= self.tokens) or (
            self.dollars is not None and spent.dollars >= self.dollars
        )

    @property
    def is_set(self) -> bool:
        """Whether tokens or dollars are limited."""
        return self.tokens is not None or self.dollars is not None


NO_LIMIT = Limit()


class Budgets:
    """Decides whether a model may still be called, and counts what the calls cost.

    A call is allowed while the sum of spending and reservations is below every limit, so that
    simultaneous calls exceed a budget by at most one of them. Days are in UTC. Reservations expire
    after `reserved_for`, longer than any call takes. Every method blocks, and raises
    `StorageError`.
    """

    def __init__(
        self,
        spending: SpendingStore,
        *,
        user: Limit = NO_LIMIT,
        server: Limit = NO_LIMIT,
        all: Limit = NO_LIMIT,
        now: Callable[[], datetime],
        reserved_for: timedelta = timedelta(minutes=15),
        new_id: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        self._spending = spending
        self.user = user
        self.server = server
        self.all = all
        self._now = now
        self._reserved_for = reserved_for
        self._new_id = new_id
        self._unsettled: deque[tuple[Reservation, Spending]] = deque()

    @property
    def is_limited(self) -> bool:
        """Whether any budget has a limit."""
        return self.user.is_set or self.server.is_set or self.all.is_set

    def find_exhausted(self, guild_id: int | None, user_id: int) -> Budget | None:
        """Return the budget that is used up for a person in a server, or None."""
        if not self.is_limited:
            return None
        now = self._now()
        totals = self._spending.totals(now.date(), guild_id, user_id, now)
        return self._pick_exhausted(totals, guild_id, user_id)

    def reserve(self, guild_id: int | None, user_id: int, most: Spending) -> Reservation | Budget:
        """Reserve what a call may cost at most, or return the budget that is used up."""
        self._retry_settlements()
        now = self._now()
        held = Reservation(
            self._new_id(), now.date(), guild_id, user_id, most, now + self._reserved_for
        )
        over = self._spending.reserve(
            held, now, lambda totals: self._pick_exhausted(totals, guild_id, user_id)
        )
        return over or held

    def settle(self, reservation: Reservation, spent: Spending) -> None:
        """Count what a call has cost; if that fails, it is retried with the next reservation."""
        try:
            self._spending.settle(reservation, spent)
        except Exception:
            self._unsettled.append((reservation, spent))
            raise

    def spent_today(self, guild_id: int | None) -> Spending:
        """Return what was spent today in a server, or everywhere if `guild_id` is None."""
        return self._spending.spent(self._now().date(), guild_id)

    def _pick_exhausted(self, totals: Totals, guild_id: int | None, user_id: int) -> Budget | None:
        if self.all.is_reached(totals.all):
            return "all"
        if guild_id is not None and self.server.is_reached(totals.server):
            return "server"
        if user_id != NOBODY and self.user.is_reached(totals.user):
            return "user"
        return None

    def _retry_settlements(self) -> None:
        with suppress(IndexError):  # another thread may take the last one
            while True:
                self.settle(*self._unsettled.popleft())
