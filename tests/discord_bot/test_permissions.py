"""Where the bot answers, and whom."""

from __future__ import annotations

from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from tests.discord_bot.conftest import DiscordEnv

QUESTION = "How well does LaSO do?"


def _settle(discord_env: DiscordEnv, settings: ServerSettings) -> None:
    discord_env.memory.settings[
        int(discord_env.playground.world.guild_named("Reading group").id)
    ] = settings


def _role(discord_env: DiscordEnv, name: str) -> int:
    roles = discord_env.playground.world.guild_named("Reading group").roles.values()
    return int(next(role.id for role in roles if role.name == name))


async def test_in_another_channel_a_mention_is_refused_directly(discord_env: DiscordEnv) -> None:
    """The channel stays still."""
    mara = await discord_env.playground.person("mara")
    _settle(discord_env, ServerSettings(channels=(int(mara.channel("bots")),)))
    await mara.say(mara.channel("papers"), f"<@{discord_env.playground.application_id}> {QUESTION}")
    message = await mara.wait_for(lambda m: "#bots" in text_of(m))

    assert message["channel_id"] == mara.dm()
    assert len(mara.messages(mara.channel("papers"))) == 1


async def test_a_thread_counts_as_its_channel(discord_env: DiscordEnv) -> None:
    """In a channel where it answers, it answers in threads."""
    mara = await discord_env.playground.person("mara")
    _settle(discord_env, ServerSettings(channels=(int(mara.channel("papers")),)))
    await mara.say(mara.channel("papers"), f"<@{discord_env.playground.application_id}> {QUESTION}")
    answer = await mara.wait_for(lambda m: buttons_of(m))
    done = await mara.run(answer["channel_id"], "ask", question="And on COCO?")
    await done.message_when(lambda m: buttons_of(m))

    assert len(discord_env.application.ask.calls) == 2


async def test_who_has_none_of_the_roles_is_refused(discord_env: DiscordEnv) -> None:
    """By command and by message; who has one, and who manages the server, is not."""
    jonas, mara = (
        await discord_env.playground.person("jonas"),
        await discord_env.playground.person("mara"),
    )
    _settle(discord_env, ServerSettings(roles=(_role(discord_env, "Organisers"),)))
    channel = jonas.channel("papers")
    await jonas.run(channel, "ask", question=QUESTION)
    refused = await jonas.wait_for(lambda m: "@Organisers" in text_of(m))
    await jonas.say(channel, f"<@{discord_env.playground.application_id}> {QUESTION}")
    await jonas.wait_for(lambda m: "@Organisers" in text_of(m) and m["channel_id"] == jonas.dm())
    done = await mara.run(channel, "ask", question=QUESTION)
    await done.message_when(lambda m: buttons_of(m))

    assert refused["flags"] & 64
    assert len(discord_env.application.ask.calls) == 1
