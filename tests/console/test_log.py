"""The log, where it is written in a thread of its own."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.console.log import keep_log, log_apart
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """Give settings of a folder of its own; what was configured before comes back."""
    before, discord = structlog.get_config(), logging.getLogger("discord")
    kept = discord.handlers, discord.level, discord.propagate
    yield Settings(data_dir=tmp_path / "data", log_level="INFO")
    structlog.configure(**before)
    discord.handlers, discord.propagate = kept[0], kept[2]
    discord.setLevel(kept[1])


def events(settings: Settings) -> list[dict[str, object]]:
    """Return what the log holds."""
    log = settings.data_dir / "footnote.log"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_all_is_written_in_order(settings: Settings) -> None:
    """When the block ends, everything told in it is in the log, from whichever thread."""
    with log_apart(settings, "discord"):
        for n in range(200):
            structlog.get_logger().info("told", n=n)
        logging.getLogger("discord.http").warning("from a library")

    told = events(settings)
    assert [e["n"] for e in told[:-1]] == list(range(200))
    assert told[-1]["event"] == "from a library"
    assert told[-1]["logger"] == "discord.http"


def test_after_the_block(settings: Settings) -> None:
    """What is told later is written as before, and the thread is gone."""
    keep_log(settings)
    with log_apart(settings, "discord"):
        structlog.get_logger().info("within")
    structlog.get_logger().info("after")
    logging.getLogger("discord").warning("after it too")

    assert [e["event"] for e in events(settings)] == ["within", "after", "after it too"]
    assert not [t for t in threading.enumerate() if t.name == "log"]


def test_what_the_block_raises_is_kept(settings: Settings) -> None:
    """A failure ends the block; what was told before it is written."""

    def fail() -> None:
        with log_apart(settings):
            structlog.get_logger().error("incident", exc="…")
            raise RuntimeError("down")

    with pytest.raises(RuntimeError, match="down"):
        fail()
    assert [e["event"] for e in events(settings)] == ["incident"]


def test_a_log_that_cannot_be_written(settings: Settings) -> None:
    """Where the log cannot be written, nothing else fails."""
    settings.data_dir.touch()

    with log_apart(settings):
        structlog.get_logger().info("lost")
    structlog.get_logger().info("lost too")

    assert settings.data_dir.read_bytes() == b""
