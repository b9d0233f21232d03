"""Time a tick of the digests when none is due.

Run: python -m benchmarks.measure.digest_tick [--subscriptions 10000] [--ticks 200]
Next to the index on `next_due`, the alternative: read every subscription and ask its schedule
whether it is due, which needs no column.
"""

from __future__ import annotations

import asyncio
import time as wall
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from benchmarks.figures import heading, show
from bot.records.schedule import Schedule, latest_slot, next_slot
from bot.records.subscriptions import Subscription
from bot.storage.stores import Stores, open_stores
from tests.digest.simulation import ZONES
from tests.digest.world import Life, World

NOW = datetime(2026, 11, 24, 12, 7, tzinfo=UTC)


def main(subscriptions: int = 10_000, ticks: int = 200) -> None:
    """Run it."""
    with TemporaryDirectory() as folder, open_stores(Path(folder) / "state.db") as stores:
        for n in range(subscriptions):
            stores.subscriptions.add(make_subscription(n))
        asyncio.run(measure(stores, ticks))


def make_subscription(n: int) -> Subscription:
    """Return one of all hours and zones."""
    schedule = Schedule(
        ("daily", "weekdays", "weekly")[n % 3],
        time(n % 24, 15 * (n % 4)),
        ZONES[n % len(ZONES)],
        n % 7,
    )
    made, due = NOW - timedelta(days=1), next_slot(schedule, NOW).at
    return Subscription(f"s{n}", n // 20, n, 1, made, due, schedule=schedule)


async def measure(stores: Stores, ticks: int) -> None:
    """Time ticks, and the alternative."""
    life = Life(World(NOW), stores)
    await life.tick()  # the first computes every `next_due`
    taken = []
    for _ in range(ticks):
        started = wall.perf_counter()
        await life.tick()
        taken.append(1e3 * (wall.perf_counter() - started))
    repeated = []
    for _ in range(5):
        started = wall.perf_counter()
        subscriptions = stores.subscriptions.list_all()
        assert all(latest_slot(s.schedule, NOW).at < s.next_due for s in subscriptions)
        repeated.append(1e3 * (wall.perf_counter() - started))
    heading(f"{len(subscriptions):,} subscriptions, none due", "ms")
    show("a tick, by the index on next_due", taken)
    show("read all and ask each schedule", repeated)


if __name__ == "__main__":
    typer.run(main)
