"""What is kept for a time goes at the start and hourly, whatever fails in between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bootstrap.background import SWEEP_SECONDS, sweep_in_background
from bot.discord_bot.services import Services
from bot.records.spending import Spending
from tests.fakes.discord_bot import fake_application
from tests.fakes.memory import Memory, memory_community
from tests.storage.samples import receipt
from tests.waiting import eventually

START = datetime(2026, 11, 25, tzinfo=UTC)


class Days:
    """A clock that stands still until it is told that a day is over."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []
        self._over = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await self._over.wait()
        self._over.clear()

    def pass_one(self) -> None:
        self.now += timedelta(days=1)
        self._over.set()


async def test_at_the_start_and_again(tmp_path: Path) -> None:
    """A store that fails is swept the next time; who spent what is known on its day alone."""
    memory, days = Memory(), Days()
    for name, age in (("old", 90), ("older tomorrow", 89), ("later", 88), ("new", 0)):
        made = START - timedelta(days=age)
        memory.receipts[name] = receipt(name, made_at=made)
    community = memory_community(memory)
    memory.spending = {(START.date(), 1, 100): Spending(5), (START.date(), 1, 0): Spending(2)}
    services = Services(
        fake_application(tmp_path),
        community,
        lambda: days.now,
        lambda: 0.0,
        lambda: "t",
        lambda: "i",
    )
    async with sweep_in_background(services, sleep=days.sleep):
        await eventually(lambda: len(days.slept) == 1)
        first, known = set(memory.receipts), set(memory.spending)
        memory.failing = True
        days.pass_one()
        await eventually(lambda: len(days.slept) == 2)
        memory.failing = False
        second = set(memory.receipts)
        days.pass_one()
        await eventually(lambda: len(days.slept) == 3)

    assert first == second == {"older tomorrow", "later", "new"}
    assert set(memory.receipts) == {"new"}
    assert (START.date(), 1, 100) in known
    assert memory.spending == {(START.date(), 1, 0): Spending(7)}
    assert set(days.slept) == {SWEEP_SECONDS}
