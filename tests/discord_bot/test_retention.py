"""What is kept for a time goes at the start and hourly, whatever fails in between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bootstrap.background import SWEEP_SECONDS, run_in_background, sweep_expired
from bot.discord_bot.services import Services
from bot.records.spending import Reservation, Spending
from tests.fakes.discord_bot import fake_application
from tests.storage.samples import receipt
from tests.temporary_stores import TemporaryStores
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


async def test_at_the_start_and_again(tmp_path: Path, kept: TemporaryStores) -> None:
    """A store that fails is swept the next time; who spent what is known on its day alone."""
    days, community = Days(), kept.stores
    for name, age in (("old", 90), ("older tomorrow", 89), ("later", 88), ("new", 0)):
        made = START - timedelta(days=age)
        community.receipts.keep(receipt(name, made_at=made))
    for user_id, tokens in ((100, 5), (0, 2)):
        spent = Spending(tokens)
        held = Reservation(str(user_id), START.date(), 1, user_id, spent, START)
        community.spending.reserve(held, START, lambda totals: None)
        community.spending.settle(held, spent)
    services = Services(
        fake_application(tmp_path),
        community,
        lambda: days.now,
        lambda: 0.0,
        lambda: "t",
        lambda: "i",
    )
    async with run_in_background(sweep_expired(services, days.sleep), "receipts"):
        await eventually(lambda: len(days.slept) == 1)
        first, known = set(kept.receipts), kept.rows("spending")
        kept.failing = True
        days.pass_one()
        await eventually(lambda: len(days.slept) == 2)
        kept.failing = False
        second = set(kept.receipts)
        days.pass_one()
        await eventually(lambda: len(days.slept) == 3)

    assert first == second == {"older tomorrow", "later", "new"}
    assert set(kept.receipts) == {"new"}
    assert sorted(row["tokens"] for row in known) == [2, 5]
    assert [(row["person"], row["tokens"]) for row in kept.rows("spending")] == [(0, 7)]
    assert set(days.slept) == {SWEEP_SECONDS}
