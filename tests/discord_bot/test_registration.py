"""Registering commands: the bot answers meanwhile, leaves out what Discord refuses and says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from discord_playground.message_contents import text_of
from discord_playground.server import Playground
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.waiting import eventually

ROUTE = "/applications/{application_id}/commands"


def _registered(playground: Playground) -> list[dict[str, Any]]:
    """Return the commands that Discord has."""
    return playground.world.commands.list_for_place((str(playground.application_id), None))


def _without_user_install(playground: Playground) -> None:
    """Let nobody install the application for themselves."""
    (application,) = playground.world.state.applications.values()
    application.install_types = frozenset({0})


async def _anew(discord_env: DiscordEnv) -> None:
    """Have the bot register its commands again."""
    discord_env.playground.limits.enabled = False  # two registrations a minute
    discord_env.memory.notes.clear()
    await discord_env.restart()


async def test_without_user_install_all_commands_are_there_for_servers(
    discord_env: DiscordEnv,
) -> None:
    """Discord would refuse installations that are switched off; the status says so."""
    before = _registered(discord_env.playground)
    assert any(1 in command["integration_types"] for command in before)
    _without_user_install(discord_env.playground)
    await _anew(discord_env)
    now = _registered(discord_env.playground)

    assert [command["name"] for command in now] == [command["name"] for command in before]
    assert {tuple(command["integration_types"]) for command in now} == {(0,)}
    assert not any(2 in (command["contexts"] or ()) for command in now)
    (line,) = discord_env.bot.registration.warnings()
    assert "switch on User Install at https://discord.com/developers/applications" in line
    mara = await discord_env.playground.person("mara")
    status = await wait_for_answer(await mara.run(mara.channel("papers"), "status"))
    assert "All systems normal" in text_of(status)
    assert "User Install is off for this application" in text_of(status)


async def test_what_was_left_out_is_registered_at_the_next_start(discord_env: DiscordEnv) -> None:
    """Once user install is switched on, the commands are whole again."""
    _without_user_install(discord_env.playground)
    await _anew(discord_env)
    (application,) = discord_env.playground.world.state.applications.values()
    application.install_types = frozenset({0, 1})
    await discord_env.restart()

    assert any(1 in command["integration_types"] for command in _registered(discord_env.playground))
    assert list(discord_env.bot.registration.warnings()) == []


async def test_where_all_is_refused_the_commands_of_before_stay(discord_env: DiscordEnv) -> None:
    """And it is said why."""
    discord_env.playground.faults.fail(
        f"PUT {ROUTE}", 400, times=None, code=30032, message="Too many of them"
    )
    before = _registered(discord_env.playground)
    await _anew(discord_env)

    assert _registered(discord_env.playground) == before
    (line,) = discord_env.bot.registration.warnings()
    assert "Too many of them (400, code 30032)" in line
    assert "Those registered before, if any, stay" in line
    mara = await discord_env.playground.person("mara")
    shown = await wait_for_answer(await mara.run(mara.channel("papers"), "status"))
    assert "Discord refused this version’s commands" in text_of(shown)


COMMANDS = "PUT /applications/{application_id}/commands"


async def test_it_answers_while_discord_takes_no_new_commands(
    playground: Playground, tmp_path: Path
) -> None:
    """Two hundred new ones a day are the limit (30034); it may last for hours."""
    playground.faults.rate_limit(COMMANDS, retry_after=3600)
    async with discord_env_in(playground, tmp_path, register_timeout=0.1) as discord_env:
        (line,) = discord_env.bot.registration.warnings()
        mara = await playground.person("mara")
        mention = f"<@{playground.application_id}> How well does LaSO do?"
        await mara.say(mara.channel("papers"), mention)
        answer = await mara.wait_for(lambda m: "LaSO" in text_of(m) and m["author"].get("bot"))

    assert answer["author"]["username"] == "Footnote"
    assert line.startswith("Discord has not registered the commands yet")
    assert playground.world.commands.list_for_application(playground.application_id, None) == []


async def test_they_are_registered_once_the_limit_is_over(
    playground: Playground, tmp_path: Path
) -> None:
    """Without a restart."""
    playground.faults.rate_limit(COMMANDS, retry_after=0.5)
    async with discord_env_in(playground, tmp_path, register_timeout=0.1) as discord_env:
        there = playground.world.commands.list_for_application
        commands = await eventually(lambda: there(playground.application_id, None))

        await discord_env.bot.wait_until_registered()
        assert list(discord_env.bot.registration.warnings()) == []

    assert "ask" in {command["name"] for command in commands}
