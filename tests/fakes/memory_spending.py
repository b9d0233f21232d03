"""Keep in memory what language models cost and how many records people added: fakes of the stores.

The contract tests hold them to the real ones.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.records.spending import NOBODY, Budget, DailyRecords, Reservation, Spending, Totals

if TYPE_CHECKING:
    from tests.fakes.memory import Memory


class MemorySpending:
    """What was spent and is reserved."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def reserve(
        self, reservation: Reservation, now: datetime, over: Callable[[Totals], Budget | None]
    ) -> Budget | None:
        with self._memory as memory:
            self.forget_people_before(reservation.day)
            whose = reservation.guild_id, reservation.user_id
            refused = over(self.totals(reservation.day, *whose, now))
            if refused is None:
                memory.reservations[reservation.reservation_id] = reservation
            return refused

    def settle(self, reservation: Reservation, spent: Spending) -> None:
        with self._memory as memory:
            memory.reservations.pop(reservation.reservation_id, None)
            if spent.tokens or spent.dollars:
                key = (reservation.day, reservation.guild_id, reservation.user_id)
                memory.spending[key] = memory.spending.get(key, Spending()) + spent

    def totals(self, day: date, guild_id: int | None, user_id: int, now: datetime) -> Totals:
        with self._memory as memory:
            rows = [(*key, spent) for key, spent in memory.spending.items()]
            rows += [
                (held.day, held.guild_id, held.user_id, held.amount)
                for held in memory.reservations.values()
                if held.until > now
            ]
        rows = [row for row in rows if row[0] == day]
        return Totals(
            sum((row[3] for row in rows if row[2] == user_id), Spending()),
            sum((row[3] for row in rows if row[1] == guild_id), Spending()),
            sum((row[3] for row in rows), Spending()),
        )

    def spent(self, day: date, guild_id: int | None = None) -> Spending:
        with self._memory as memory:
            found = [
                spent
                for (on, guild, _), spent in memory.spending.items()
                if on == day and guild_id in (None, guild)
            ]
        return sum(found, Spending())

    def forget_people_before(self, day: date) -> None:
        with self._memory as memory:
            for past in [key for key in memory.additions if key[0] < day]:
                del memory.additions[past]
            for key in [key for key in memory.spending if key[0] < day and key[2] != NOBODY]:
                spent = memory.spending.pop(key)
                nobodys = (key[0], key[1], NOBODY)
                memory.spending[nobodys] = memory.spending.get(nobodys, Spending()) + spent


class MemoryAdditions:
    """How many records people added."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def take(
        self, day: date, guild_id: int, user_id: int, records: int, most: DailyRecords
    ) -> DailyRecords | None:
        with self._memory as memory:
            today = {key: added for key, added in memory.additions.items() if key[0] == day}
            user = sum(added for key, added in today.items() if key[2] == user_id)
            server = sum(added for key, added in today.items() if key[1] == guild_id)
            left = DailyRecords(max(most.user - user, 0), max(most.server - server, 0))
            if min(left.user, left.server) < max(records, 1):
                return left
            key = (day, guild_id, user_id)
            memory.additions[key] = memory.additions.get(key, 0) + records
        return None
