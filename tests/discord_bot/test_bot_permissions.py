"""The bot does with the rights that its invite asks for, and no more."""

from __future__ import annotations

import re
from pathlib import Path

from discord_playground.world.permissions import FOR_BOTS
from tests.discord_bot.conftest import DiscordEnv

README = Path(__file__).parents[2] / "README.md"


def test_the_local_discord_gives_what_the_readme_asks_for() -> None:
    """The invite of the README, by number."""
    asked = re.findall(r"oauth2/authorize\?[^`]*permissions=(\d+)", README.read_text())

    assert {int(number) for number in asked} == {FOR_BOTS} == {309237746688}


async def test_the_bot_is_tested_with_the_rights_of_its_invite(discord_env: DiscordEnv) -> None:
    """In every channel: nothing comes to it by what everyone may."""
    state = discord_env.playground.world.state
    bot_id = discord_env.playground.application_id

    assert {
        state.permissions(bot_id, channel)
        for channel in state.channels.values()
        if channel.guild_id
    } == {FOR_BOTS}
