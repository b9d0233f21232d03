"""Ask by message: mentions, replies, threads, direct messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.records.server_settings import ServerSettings
from discord_playground.message_contents import text_of
from discord_playground.server import Playground
from tests.discord_bot.actions import is_answer
from tests.discord_bot.conftest import DiscordEnv, discord_env_in


def _answers(asked: dict[str, Any]) -> Callable[[dict[str, Any]], bool]:
    """Return whether a message is an answer that came after a question."""
    return lambda message: is_answer(message) and int(message["id"]) > int(asked["id"])


@pytest.fixture
async def reading_discord_env(playground: Playground, tmp_path: Path) -> AsyncIterator[DiscordEnv]:
    """Give a Discord whose bot may read every message."""
    playground.application.message_content_allowed = True
    async with discord_env_in(playground, tmp_path, message_content=True) as discord_env:
        yield discord_env


async def test_a_mention_is_answered_in_a_thread_of_its_own(discord_env: DiscordEnv) -> None:
    """The thread bears the question's name, and the turn knows both messages."""
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    message = await mara.wait_for(is_answer)

    thread = mara.seen.channels[message["channel_id"]]
    assert thread["name"] == "How well does LaSO do?"
    assert thread["id"] == asked["id"]
    turn = await discord_env.kept_turn(message)
    assert (turn.question, turn.question_message_id) == ("How well does LaSO do?", int(asked["id"]))
    assert turn.channel_id == int(thread["id"])


async def test_without_threads_a_mention_is_replied_to(discord_env: DiscordEnv) -> None:
    """A server may have settled that, and Discord may not allow threads."""
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(threads=False)
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    message = await mara.wait_for(is_answer)

    assert message["channel_id"] == asked["channel_id"]
    assert message["message_reference"]["message_id"] == asked["id"]
    assert message["mentions"] == []


async def test_a_reply_goes_on_with_the_answer_replied_to(discord_env: DiscordEnv) -> None:
    """Two replies to one answer are two branches, each with that answer as its past."""
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(threads=False)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.say(channel, f"{discord_env.mention} How well does LaSO do?")
    first = await mara.wait_for(is_answer)
    await discord_env.idle()
    branches = []
    for text in ("And on COCO?", "And with few labels?"):
        asked = await mara.say(channel, f"{discord_env.mention} {text}", reply_to=first)
        branches.append(await mara.wait_for(_answers(asked)))
        await discord_env.idle()
    more = f"{discord_env.mention} More on that?"
    await mara.wait_for(_answers(await mara.say(channel, more, reply_to=branches[0])))
    await discord_env.idle()

    turns = {turn.question: turn for turn in discord_env.memory.turns.values()}
    root = turns["How well does LaSO do?"].turn_id
    assert turns["And on COCO?"].parent_id == turns["And with few labels?"].parent_id == root
    calls = dict(discord_env.application.ask.calls)
    assert [turn.question for turn in calls["More on that?"]["history"]] == [
        "How well does LaSO do?",
        "And on COCO?",
    ]


async def test_plain_words_in_the_thread_are_answered_where_they_may_be_read(
    reading_discord_env: DiscordEnv,
) -> None:
    """With the intent, a thread of the bot's is a talk; what is said to others is not for it."""
    discord_env = reading_discord_env
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    first = await mara.wait_for(is_answer)
    await discord_env.idle()
    jonas = discord_env.playground.world.person("jonas")
    await mara.say(first["channel_id"], f"<@{jonas.id}> have you read that?")
    await mara.wait_for(_answers(await mara.say(first["channel_id"], "And on COCO?")))

    assert discord_env.application.ask.questions == ["How well does LaSO do?", "And on COCO?"]


@pytest.mark.parametrize("said", ["ok cool, see you at 12", "I liked the second paper more"])
async def test_talk_in_the_thread_is_left_to_the_people(
    reading_discord_env: DiscordEnv, said: str
) -> None:
    """It neither asks nor requests anything; what does is answered without a mention."""
    discord_env = reading_discord_env
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{discord_env.mention} How well does LaSO do?")
    first = await mara.wait_for(is_answer)
    await discord_env.idle()
    await mara.say(first["channel_id"], said)
    await mara.say(first["channel_id"], "summarize LaSO")
    await mara.wait_for(lambda m: is_answer(m) and m["id"] != first["id"])

    assert discord_env.application.ask.questions == ["How well does LaSO do?", "summarize LaSO"]


async def test_direct_messages_are_a_conversation(discord_env: DiscordEnv) -> None:
    """No mention is needed, and each question follows the one before."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.dm(), "How well does LaSO do?")
    await mara.wait_for(is_answer)
    await discord_env.idle()
    await mara.wait_for(_answers(await mara.say(mara.dm(), "And on COCO?")))
    await discord_env.idle()

    first, second = discord_env.memory.turns.values()
    assert (first.guild_id, first.parent_id, second.parent_id) == (None, None, first.turn_id)


async def test_a_mention_without_words_says_how_to_ask(discord_env: DiscordEnv) -> None:
    """It is no question, but it is answered."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), discord_env.mention)
    message = await mara.wait_for(lambda m: "/ask" in text_of(m))

    assert message["channel_id"] == mara.channel("papers")
    assert discord_env.application.ask.calls == []


async def test_a_mention_that_replies_to_somebody_asks_about_what_they_said(
    reading_discord_env: DiscordEnv,
) -> None:
    """Alone it asks that; with words of its own, it is read with it."""
    discord_env = reading_discord_env
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    said = await mara.say(channel, "LaSO beats mixUp on COCO")
    await mara.say(channel, discord_env.mention, reply_to=said)
    await mara.wait_for(is_answer)
    question = await mara.say(channel, f"{discord_env.mention} is that so?", reply_to=said)
    await mara.wait_for(_answers(question))

    (alone, _), (asked, options) = discord_env.application.ask.calls
    assert (alone, asked) == ("LaSO beats mixUp on COCO", "is that so?")
    assert [turn.question for turn in options["history"]] == ["LaSO beats mixUp on COCO"]


async def test_mentions_can_be_switched_off(discord_env: DiscordEnv) -> None:
    """The person is told so in private, once, and the channel stays still."""
    discord_env.memory.settings[discord_env.guild_id] = ServerSettings(mentions=False)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for _ in range(3):
        await mara.say(channel, f"{discord_env.mention} How well does LaSO do?")
    await mara.wait_for(lambda m: "does not answer mentions" in text_of(m))
    await discord_env.idle()

    assert len(mara.messages(mara.dm())) == 1
    assert len(mara.messages(channel)) == 3
    assert discord_env.application.ask.calls == []
