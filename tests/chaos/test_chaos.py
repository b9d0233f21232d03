"""On a day when everything around the bot fails, and it is killed, the accounts balance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.chaos.chaos import Chaos, Plan
from tests.servers.postgresql import find_programs

pytestmark = pytest.mark.nightly

DAY = Plan(
    days=1,
    seed=3,
    hours=12,
    subscriptions=3,
    troubles=5,
    these=(
        "model's stream cut",
        "SQL statements fail",
        "gateway cut",
        "sources fail",
        "Discord: 5xx",
        "session invalid",
        "model: 429",
        "Discord cuts the connection",
        "model hangs",
        "Chroma stopped",
    ),
    questions=8,
    kills=0.5,
    stops=0.0,
    pace=0.2,
)
"""`python -m benchmarks.measure.chaos` lives through ten longer ones."""

ON_POSTGRESQL = replace(
    DAY,
    seed=4,
    kills=1.0,
    these=(
        "PostgreSQL ends connections",
        "model's stream cut",
        "PostgreSQL stopped and started",
        "gateway cut",
        "PostgreSQL stopped and started",
        "Chroma stopped",
        "PostgreSQL ends connections",
        "SQL statements fail",
        "PostgreSQL stopped",
    ),
    postgresql=True,
)


async def test_a_day_of_chaos(tmp_path: Path) -> None:
    """No question, digest or paper is lost, nothing comes twice, no task is left."""
    told: list[str] = []
    books = await Chaos(DAY, tmp_path, told.append).run()

    assert not books.wrong, "\n".join([*told, str(books)])
    assert books.counts["  kill -9"] == 1  # as the seed has it
    assert int(books.counts["questions"]) >= 10
    assert int(books.counts["digests due"]) >= 3


@pytest.mark.skipif(find_programs() is None, reason="PostgreSQL is not installed")
async def test_a_day_of_chaos_on_postgresql(tmp_path: Path) -> None:
    """Nor where the database is a server that is stopped and cut off."""
    told: list[str] = []
    books = await Chaos(ON_POSTGRESQL, tmp_path, told.append).run()

    assert not books.wrong, "\n".join([*told, str(books)])
    assert books.counts["  kill -9"] == 2  # one a watch
    assert int(books.counts["questions"]) >= 10
    assert int(books.counts["digests due"]) >= 3
