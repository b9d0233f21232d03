"""Simulate a year of digests with all that can go wrong, and count what was sent.

Run: python -m benchmarks.measure.digest_year [--subscriptions N] [--days N] [--seed 1] [--tick 5]

Two senders on one SQLite database, killed at random between any two steps and restarted; the
gateway lost, Discord down for hours, both senders down for days, channels deleted and restored, the
clock set back and right again, composing that fails, answers from Discord that get lost. What was
due is computed by walking through the year, zone by zone (tests/digest/expected.py). The senders
tick every TICK minutes. Prints the counts and exits with 1 if anything was sent twice, lost or sent
without being due. A year of a thousand subscriptions takes about an hour of one core.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.digest.simulation import FULL, Year


def main() -> int:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--subscriptions", type=int, default=FULL.subscriptions)
    options.add_argument("--days", type=int, default=FULL.days)
    options.add_argument("--seed", type=int, default=FULL.seed)
    options.add_argument("--tick", type=int, default=FULL.tick.seconds // 60)
    given = options.parse_args()
    plan = replace(
        FULL,
        subscriptions=given.subscriptions,
        days=given.days,
        seed=given.seed,
        tick=timedelta(minutes=given.tick),
        killed=2e-4,
    )
    year = Year(plan)

    def progress(told: str) -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{told}, {memory} MB at most", file=sys.stderr, flush=True)

    with TemporaryDirectory() as folder:
        asyncio.run(year.run(Path(folder) / "state.db", progress))
    print(year.verdict)
    return 1 if year.verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
