"""A simulated year of digests, among everything that can go wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.digest.simulation import Plan, Year

COARSE_YEAR = Plan(
    datetime(2026, 1, 1, tzinfo=UTC), 365, 3, seed=1, tick=timedelta(hours=2), killed=4e-3
)
SPRING = Plan(datetime(2026, 3, 24, tzinfo=UTC), 14, 80, seed=3)
AUTUMN = Plan(datetime(2026, 10, 22, tzinfo=UTC), 12, 80, seed=5)


@pytest.mark.parametrize(
    ("plan", "sent", "killed"),
    [
        pytest.param(replace(COARSE_YEAR, days=60), 100, 25, id="two months"),
        pytest.param(COARSE_YEAR, 400, 25, id="year", marks=pytest.mark.nightly),
        pytest.param(SPRING, 400, 25, id="spring", marks=pytest.mark.nightly),
        pytest.param(AUTUMN, 400, 25, id="autumn", marks=pytest.mark.nightly),
    ],
)
async def test_every_due_issue_is_sent_once(
    plan: Plan, sent: int, killed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kills, outages, broken channels and clocks that are set neither lose nor repeat an issue."""
    year = Year(plan)
    await year.run(tmp_path / "state.db")

    with capsys.disabled():
        print(f"\n{year.verdict}")  # noqa: T201 - the counts are what it is about
    assert year.verdict.wrong == []
    assert year.verdict.counts["  sent once"] > sent
    assert year.verdict.counts["senders killed"] > killed
