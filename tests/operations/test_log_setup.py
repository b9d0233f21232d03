"""The log, where it is written in a thread of its own."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from bot.operations.log_setup import append_event, format_event, log_in_thread
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


def test_a_log_that_cannot_be_written(settings: Settings) -> None:
    """Where the log cannot be written, nothing else fails."""
    settings.data_dir.touch()

    with log_in_thread(settings):
        structlog.get_logger().info("lost")
    structlog.get_logger().info("lost too")

    assert settings.data_dir.read_bytes() == b""


@pytest.mark.parametrize("way", ["event", "library", "incident"])
def test_no_secret_gets_into_the_log(settings: Settings, way: str) -> None:
    """However it came into the text: keys, tokens, and passwords within addresses."""
    kept = Settings(
        data_dir=settings.data_dir,
        log_level="INFO",
        openai_api_key=SecretStr('sk-"quoted"-123456'),
        discord_token=SecretStr("MTk4NjIyNDgz.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"),
        openai_base_url="https://someone:pa55word@model.example/v1",
    )
    said = f"refused: {' and '.join(kept.secrets)}"

    with log_in_thread(kept, "discord"):
        if way == "event":
            structlog.get_logger().info("told", error=said, nested={"key": said})
        elif way == "library":
            logging.getLogger("discord.gateway").warning(said)
        else:
            append_event(kept, {"event": said})

    written = (settings.data_dir / "footnote.log").read_text()
    assert len(kept.secrets) == 3
    assert "[secret]" in written
    for secret in ('sk-"quoted"', "sk-\\", "ZnCjm1XVW7vRze4b7Cq4se7kKWs", "pa55word"):
        assert secret not in written
    assert "sk-" not in repr(kept)
    assert "MTk4" not in repr(kept)
    assert "pa55word" not in repr(kept)


def test_what_a_library_tells_bears_the_id_too(settings: Settings) -> None:
    """As the event loop's own events do."""
    with log_in_thread(settings, "discord"), structlog.contextvars.bound_contextvars(request="t1"):
        logging.getLogger("discord.http").warning("slow")

    assert [e["request"] for e in events(settings)] == ["t1"]


def test_to_standard_error(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """For what collects it; no file is made, and no secret told."""
    kept = Settings(
        data_dir=settings.data_dir, log_to="stderr", openai_api_key=SecretStr("sk-123456")
    )
    with log_in_thread(kept):
        structlog.get_logger().warning("refused", error="of sk-123456")

    told = json.loads(capsys.readouterr().err)
    assert (told["event"], told["error"]) == ("refused", "of [secret]")
    assert not settings.data_dir.exists()


def test_text_is_one_line_and_a_trace_below() -> None:
    """Nothing that others wrote begins a line of its own, or passes for another value."""
    event = {
        "event": "inci\ndent",
        "error": "x\n2026-01-01 error   forged request=t9",
        "n": 1.5,
        "level": "error",
        "timestamp": "2026-11-25T08:00:00Z",
        "request": "t1",
        "trace": "Traceback:\n  in f\nValueError: x\u2028forged",
    }

    assert format_event(event, "text").splitlines() == [
        "2026-11-25T08:00:00Z error   inci dent "
        r'error="x\n2026-01-01 error   forged request=t9" n=1.5 request=t1',
        "    Traceback:",
        "      in f",
        "    ValueError: x",
        "    forged",
    ]
