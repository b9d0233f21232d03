"""Run a bot through ten days in which everything around it fails, and print a report.

    python -m benchmarks.measure.chaos [--days 10] [--seed 1] [--database DATABASE] [--keep FOLDER]

A local Discord, a model's server, a small arXiv, a real Chroma server and the bot as a process of
its own. It keeps what it must in a PostgreSQL server that is stopped and cut off, or in
SQLite (by default where that server is not installed); statements of either fail. What fails when
is drawn from the seed (tests/chaos/faults.py), and the bot is killed by SIGKILL and started
again. The clock jumps from hour to hour, so that a day takes about half a minute. Prints the
book-keeping, and ends with 1 where a question was lost, a digest came twice or not at all, a paper
was lost, or tasks or memory grew. `--keep` names an empty folder that is left with the bot's log
and data.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typer

from tests.chaos.chaos import Chaos, Plan
from tests.servers.postgresql import find_programs

Database = Literal["postgresql", "sqlite"]


def main(
    days: int = 10, seed: int = 1, keep: Path | None = None, database: Database | None = None
) -> None:
    """Run it."""
    database = database or ("postgresql" if find_programs() else "sqlite")
    print(f"seed {seed}, {database}", flush=True)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    with nullcontext(keep) if keep else TemporaryDirectory() as folder:
        chaos = Chaos(
            Plan(days=days, seed=seed, postgresql=database == "postgresql"),
            Path(folder),
            lambda line: print(line, file=sys.stderr, flush=True),
        )
        books = asyncio.run(chaos.run())
    print(books)
    sys.exit(1 if books.wrong else 0)


if __name__ == "__main__":
    typer.run(main)
