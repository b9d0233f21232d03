"""The bot registers its commands, and answers though it may have to wait for that."""

from __future__ import annotations

from pathlib import Path

from discord_playground.message_contents import text_of
from discord_playground.server import Playground
from tests.discord_bot.conftest import discord_env_in
from tests.waiting import eventually

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
    assert playground.world.commands.visible(playground.application_id, None) == []


async def test_they_are_registered_once_the_limit_is_over(
    playground: Playground, tmp_path: Path
) -> None:
    """Without a restart."""
    playground.faults.rate_limit(COMMANDS, retry_after=0.5)
    async with discord_env_in(playground, tmp_path, register_timeout=0.1) as discord_env:
        there = playground.world.commands.visible
        commands = await eventually(lambda: there(playground.application_id, None))

        await discord_env.bot.registered()
        assert list(discord_env.bot.registration.warnings()) == []

    assert "ask" in {command["name"] for command in commands}
