"""The terminal obeys the budget of all, and counts what its models use."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.answering.language_model import OverBudget, Usage
from bot.bootstrap.guard import open_terminal_guard
from bot.errors import StorageError
from bot.limits.metering import reserve
from bot.records.spending import NOBODY
from bot.settings import Settings

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def settings(data_dir: Path, **more: Any) -> Settings:
    """Return settings with which a model writes."""
    return Settings(data_dir=data_dir, openai_base_url="http://127.0.0.1:9/v1", **more)


async def _use(given: Settings, tokens: int) -> None:
    async with open_terminal_guard(given, lambda: NOW) as guard, guard.charge(None, NOBODY):
        settle = reserve("small", Usage(tokens))
        settle(Usage(tokens))


async def test_beyond_the_budget_no_model_is_called(tmp_path: Path) -> None:
    """What an earlier command used counts."""
    limited = settings(tmp_path, daily_tokens=100)
    await _use(limited, 100)

    with pytest.raises(OverBudget):
        await _use(limited, 1)


async def test_budgets_of_people_and_servers(tmp_path: Path) -> None:
    """They do not apply to the operator."""
    limited = settings(tmp_path, daily_tokens_user=1, daily_tokens_server=1)
    for _ in range(3):
        await _use(limited, 100)


async def test_a_store_that_cannot_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It matters only where there is a budget to obey."""
    (tmp_path / "state.db").write_bytes(b"no database" * 100)
    await _use(settings(tmp_path), 100)

    assert "not counted" in capsys.readouterr().err
    with pytest.raises(StorageError):
        await _use(settings(tmp_path, daily_tokens=100), 100)


async def test_quotes_need_no_guard(tmp_path: Path) -> None:
    """Nothing is opened where no model writes."""
    await _use(Settings(data_dir=tmp_path, daily_tokens=1), 100)

    assert not (tmp_path / "state.db").exists()
