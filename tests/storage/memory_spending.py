"""Keep in memory what language models cost: a fake, held to the real one by the contract tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.community.budgets import Spent

if TYPE_CHECKING:
    from tests.storage.memory import Memory


class MemorySpending:
    """What was spent."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, day: date, guild_id: int | None, user_id: int, spent: Spent) -> None:
        with self._memory as memory:
            key = (day, guild_id, user_id)
            memory.spending[key] = memory.spending.get(key, Spent()) + spent

    def of_user(self, day: date, user_id: int) -> Spent:
        return self._sum(day, user_id=user_id)

    def of_server(self, day: date, guild_id: int) -> Spent:
        return self._sum(day, guild_id=guild_id)

    def of_all(self, day: date) -> Spent:
        return self._sum(day)

    def _sum(self, day: date, guild_id: int | None = None, user_id: int | None = None) -> Spent:
        with self._memory as memory:
            found = [
                spent
                for (on, guild, user), spent in memory.spending.items()
                if on == day and guild_id in (None, guild) and user_id in (None, user)
            ]
        return sum(found, Spent())


def give_up_name(memory: Memory, user_id: int) -> None:
    """Let what a person spent be nobody's."""
    for key in [key for key in memory.spending if key[2] == user_id]:
        spent = memory.spending.pop(key)
        nobodys = (key[0], key[1], 0)
        memory.spending[nobodys] = memory.spending.get(nobodys, Spent()) + spent
