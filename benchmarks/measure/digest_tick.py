"""Time a tick of the digests with nobody due, and see whether memory grows over a year of ticks.

Run: python -m benchmarks.measure.digest_tick [--subscriptions 10000] [--ticks 200] [--days 365]

Beside the index on `next_due`, the alternative: read every subscription and ask its schedule
whether it is due, which needs no column. Then a few subscriptions live through a year with a tick
an hour and an issue a day each; every 73 days the memory that Python holds (tracemalloc) and the
peak of the process are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import time as wall
import tracemalloc
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import heading, show
from bot.digest.schedule import Schedule, latest_slot, next_slot
from bot.digest.subscriptions import Subscription
from bot.storage.stores import Stores, open_stores
from tests.digest.simulation import ZONES
from tests.digest.world import Life, World

NOW = datetime(2026, 11, 24, 12, 7, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--subscriptions", type=int, default=10_000)
    options.add_argument("--ticks", type=int, default=200)
    options.add_argument("--days", type=int, default=365)
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        with open_stores(Path(folder) / "many.db") as community:
            subscribe(community, given.subscriptions)
            asyncio.run(ticks(community, given.ticks))
        with open_stores(Path(folder) / "few.db") as community:
            subscribe(community, 20)
            asyncio.run(a_year(community, given.days))


def subscribe(community: Stores, count: int) -> None:
    """Keep so many subscriptions, of all hours and zones."""
    for n in range(count):
        schedule = Schedule(
            ("daily", "weekdays", "weekly")[n % 3],
            time(n % 24, 15 * (n % 4)),
            ZONES[n % len(ZONES)],
            n % 7,
        )
        due = next_slot(schedule, NOW).at
        made = NOW - DAY
        community.subscriptions.add(
            Subscription(f"s{n}", n // 20, n, 1, made, due, schedule=schedule)
        )


async def ticks(community: Stores, count: int) -> None:
    """Time ticks, and the alternative."""
    life = Life(World(NOW), community)
    await life.tick()  # the first computes every `next_due`
    taken = []
    for _ in range(count):
        started = wall.perf_counter()
        await life.tick()
        taken.append(1e3 * (wall.perf_counter() - started))
    repeated = []
    for _ in range(5):
        started = wall.perf_counter()
        everyone = community.subscriptions.everything()
        assert all(latest_slot(s.schedule, NOW).at < s.next_due for s in everyone)
        repeated.append(1e3 * (wall.perf_counter() - started))
    heading(f"{len(everyone):,} subscriptions, none due", "ms")
    show("a tick, by the index on next_due", taken)
    show("read all and ask each schedule", repeated)


async def a_year(community: Stores, days: int) -> None:
    """Live through a year, and tell what memory is held."""
    world = World(NOW)
    life = Life(world, community)
    tracemalloc.start()
    for hour in range(24 * days + 1):
        world.arrived = hour
        await life.tick()
        # What the stand-in for Discord keeps is not the sender's.
        sent = len(world.discord.messages)
        if hour % (24 * 73) == 0:
            world.discord.messages.clear()
            world.discord.by_issue.clear()
            world.discord.threads.clear()
            gc.collect()
            held, _ = tracemalloc.get_traced_memory()
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"day {hour // 24:>3}: {held / 2**20:6.2f} MB held, process {most:,.0f} MB at most,"
                f" {sent:,} issues since"
            )
        world.now += HOUR


if __name__ == "__main__":
    main()
