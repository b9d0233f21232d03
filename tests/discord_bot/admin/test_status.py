"""See how the bot is, and what it can do."""

from __future__ import annotations

import pytest

from discord_playground.message_contents import text_of
from retrieval.errors import CatalogueError
from tests.discord_bot.actions import is_ephemeral, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv


async def _run(discord_env: DiscordEnv, name: str, command: str, dm: bool = False) -> str:
    person = await discord_env.playground.person(name)
    channel = person.dm() if dm else person.channel("papers")
    message = await wait_for_answer(await person.run(channel, command))
    assert is_ephemeral(message)
    return text_of(message)


async def test_status_says_what_there_is(discord_env: DiscordEnv) -> None:
    """Papers, model, servers, uptime, version; nothing that only the operator is told."""
    discord_env.application.catalog.waiting = 2
    discord_env.application.notices = ("Chroma at http://10.0.0.7:8000 does not answer.",)  # type: ignore[attr-defined]
    text = await _run(discord_env, "mara", "status")

    assert "All systems normal" in text
    assert "3 papers, 2 of them waiting" in text
    assert "No language model" in text
    assert "Up for 0 min, in 2 servers" in text
    assert " ms" in text
    assert "10.0.0.7" not in text
    assert "Footnote 0." in text.replace("\\", "") or "not installed" in text


async def test_a_library_that_cannot_be_read_is_said(
    discord_env: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status is for the bad days."""

    def fail(*_: object) -> int:
        raise CatalogueError("no disk")

    monkeypatch.setattr(discord_env.application.catalog, "count", fail, raising=False)
    text = await _run(discord_env, "mara", "status", dm=True)

    assert "has a problem" in text
    assert "cannot be read" in text


async def test_a_store_that_fails_is_said(discord_env: DiscordEnv) -> None:
    """So are conversations that cannot be kept."""
    discord_env.memory.failing = True
    text = await _run(discord_env, "mara", "status", dm=True)

    assert "has a problem" in text
    assert "unavailable right now" in text


async def test_help_names_the_commands_to_be_clicked(discord_env: DiscordEnv) -> None:
    """And the settings to who may change them."""
    managers = await _run(discord_env, "mara", "help")
    members = await _run(discord_env, "jonas", "help")
    direct = await _run(discord_env, "mara", "help", dm=True)

    assert "</ask:" in managers
    assert "</library add:" in managers
    assert "</settings:" in managers
    assert "</settings:" not in members
    assert "</settings:" not in direct
    assert "Jeder Satz" in members
    assert len(managers) < 3_000
