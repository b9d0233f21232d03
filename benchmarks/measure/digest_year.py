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

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from tests.digest.simulation import FULL, Year


def main(
    subscriptions: int = FULL.subscriptions,
    days: int = FULL.days,
    seed: int = FULL.seed,
    tick: int = FULL.tick.seconds // 60,
) -> None:
    """Run it."""
    every = timedelta(minutes=tick)
    plan = replace(FULL, subscriptions=subscriptions, days=days, seed=seed, tick=every, killed=2e-4)
    year = Year(plan)
    with TemporaryDirectory() as folder:
        asyncio.run(year.run(Path(folder) / "state.db", lambda told: print(told, file=sys.stderr)))
    print(year.verdict)
    sys.exit(1 if year.verdict.wrong else 0)


if __name__ == "__main__":
    typer.run(main)
