"""Run the real command line over fakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import create_app
from tests.fakes.cli import FakeOutside

Run = Callable[..., Result]


@pytest.fixture
def outside(tmp_path: Path) -> FakeOutside:
    """Return what the command line is given."""
    return FakeOutside(tmp_path)


@pytest.fixture
def run(outside: FakeOutside) -> Run:
    """Return what runs `footnote` with the given arguments, at 80 columns unless told."""

    def invoke(*args: str, stdin: str | bytes | None = None, columns: int = 80) -> Result:
        env = {"COLUMNS": str(columns), "TERM": "dumb", "NO_COLOR": "1"}
        return CliRunner(env=env).invoke(create_app(outside.context()), args, input=stdin)

    return invoke
