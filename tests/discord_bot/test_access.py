"""Where the bot answers, and whom."""

from __future__ import annotations

from bot.community.server_settings import ServerSettings
from playground.reading import buttons_of, text_of
from tests.discord_bot.conftest import House, eventually

QUESTION = "How well does LaSO do?"


def _settle(house: House, settings: ServerSettings) -> None:
    house.memory.settings[int(house.playground.world.guild_named("Reading group").id)] = settings


def _role(house: House, name: str) -> int:
    roles = house.playground.world.guild_named("Reading group").roles.values()
    return int(next(role.id for role in roles if role.name == name))


async def test_in_another_channel_a_command_is_refused_in_private(house: House) -> None:
    """With the names of the channels where it is not."""
    jonas, mara = await house.playground.person("jonas"), await house.playground.person("mara")
    _settle(house, ServerSettings(channels=(int(jonas.channel("bots")),)))
    await jonas.run(jonas.channel("papers"), "ask", question=QUESTION)
    message = await jonas.wait_for(lambda m: "#bots" in text_of(m))
    await eventually(lambda: not mara.messages(mara.channel("papers")))

    assert message["flags"] & 64
    assert house.application.ask.calls == []


async def test_in_another_channel_a_mention_is_refused_directly(house: House) -> None:
    """The channel stays still."""
    mara = await house.playground.person("mara")
    _settle(house, ServerSettings(channels=(int(mara.channel("bots")),)))
    await mara.say(mara.channel("papers"), f"<@{house.playground.application_id}> {QUESTION}")
    message = await mara.wait_for(lambda m: "#bots" in text_of(m))

    assert message["channel_id"] == mara.dm()
    assert len(mara.messages(mara.channel("papers"))) == 1


async def test_a_thread_counts_as_its_channel(house: House) -> None:
    """In a channel where it answers, it answers in threads."""
    mara = await house.playground.person("mara")
    _settle(house, ServerSettings(channels=(int(mara.channel("papers")),)))
    await mara.say(mara.channel("papers"), f"<@{house.playground.application_id}> {QUESTION}")
    answer = await mara.wait_for(lambda m: buttons_of(m))
    done = await mara.run(answer["channel_id"], "ask", question="And on COCO?")
    await done.message_when(lambda m: buttons_of(m))

    assert len(house.application.ask.calls) == 2


async def test_who_has_none_of_the_roles_is_refused(house: House) -> None:
    """By command and by message; who has one, and who manages the server, is not."""
    jonas, mara = await house.playground.person("jonas"), await house.playground.person("mara")
    _settle(house, ServerSettings(roles=(_role(house, "Organisers"),)))
    channel = jonas.channel("papers")
    await jonas.run(channel, "ask", question=QUESTION)
    refused = await jonas.wait_for(lambda m: "@Organisers" in text_of(m))
    await jonas.say(channel, f"<@{house.playground.application_id}> {QUESTION}")
    await jonas.wait_for(lambda m: "@Organisers" in text_of(m) and m["channel_id"] == jonas.dm())
    done = await mara.run(channel, "ask", question=QUESTION)
    await done.message_when(lambda m: buttons_of(m))

    assert refused["flags"] & 64
    assert len(house.application.ask.calls) == 1


async def test_managers_are_answered_whatever_the_roles(house: House) -> None:
    """A role that is gone locks no one out for good."""
    mara = await house.playground.person("mara")
    _settle(house, ServerSettings(roles=(12345,)))
    done = await mara.run(mara.channel("papers"), "ask", question=QUESTION)
    await done.message_when(lambda m: buttons_of(m))
    await mara.say(mara.channel("papers"), f"<@{house.playground.application_id}> And on COCO?")
    await mara.wait_for(lambda m: "And on COCO?" in text_of(m) and buttons_of(m))


async def test_settings_are_effective_at_once(house: House) -> None:
    """The next question is asked by the new ones."""
    mara = await house.playground.person("mara")
    channel = mara.channel("papers")
    done = await mara.run(channel, "ask", question=QUESTION)
    await done.message_when(lambda m: buttons_of(m))
    _settle(house, ServerSettings(channels=(int(mara.channel("bots")),)))
    await mara.run(channel, "ask", question=QUESTION)
    await mara.wait_for(lambda m: "#bots" in text_of(m))

    assert len(house.application.ask.calls) == 1
