"""Ask by message: mentions, replies, threads, direct messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord_bot.ask import messages
from bot.settings.server import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.server import Playground
from discord_playground.world.permissions import Permission
from tests.cli.samples import REFUSED
from tests.discord_bot.ask.samples import ONE, TWO, answer_of
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.waiting import eventually


def _group(discord_env: DiscordEnv) -> int:
    return int(discord_env.playground.world.guild_named("Reading group").id)


def _mention(discord_env: DiscordEnv) -> str:
    return f"<@{discord_env.playground.application_id}>"


def _answered(message: dict[str, Any]) -> bool:
    return "65.3" in text_of(message) and bool(buttons_of(message))


def _answers(asked: dict[str, Any]) -> Callable[[dict[str, Any]], bool]:
    """Return whether a message is an answer that came after a question."""
    return lambda message: _answered(message) and int(message["id"]) > int(asked["id"])


@pytest.fixture
async def reading_discord_env(playground: Playground, tmp_path: Path) -> AsyncIterator[DiscordEnv]:
    """Give a Discord whose bot may read every message."""
    playground.application.message_content_allowed = True
    async with discord_env_in(playground, tmp_path, message_content=True) as discord_env:
        yield discord_env


async def test_a_mention_is_answered_in_a_thread_of_its_own(discord_env: DiscordEnv) -> None:
    """The thread bears the question's name, and the turn knows both messages."""
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(
        mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?"
    )
    message = await mara.wait_for(_answered)

    thread = mara.seen.channels[message["channel_id"]]
    assert thread["name"] == "How well does LaSO do?"
    assert thread["id"] == asked["id"]
    turn = await discord_env.kept_turn(message)
    assert (turn.question, turn.question_message_id) == ("How well does LaSO do?", int(asked["id"]))
    assert turn.channel_id == int(thread["id"])


@pytest.mark.parametrize("locked", [False, True])
async def test_a_thread_that_is_archived_meanwhile_is_opened_again(
    discord_env: DiscordEnv, locked: bool
) -> None:
    """Nothing can be edited in one that is archived; where it is locked, the channel has to do."""
    step = asyncio.Event()
    discord_env.application.ask.script = (ONE, 0.5, step, answer_of(ONE, TWO))
    mara = await discord_env.playground.person("mara")
    papers = mara.channel("papers")
    asked = await mara.say(papers, f"{_mention(discord_env)} How well does LaSO do?")
    begun = await mara.wait_for(lambda m: m["channel_id"] == asked["id"] and m["type"] == 0)
    archived = {"archived": True, **({"locked": True} if locked else {})}
    await mara.request("PATCH", f"/channels/{asked['id']}", archived)
    step.set()
    message = await mara.wait_for(_answered)

    if locked:
        assert message["message_reference"]["message_id"] == asked["id"]
    else:
        assert message["id"] == begun["id"]
        assert not discord_env.playground.world.state.channel(asked["id"]).is_archived


async def test_without_threads_a_mention_is_replied_to(discord_env: DiscordEnv) -> None:
    """A server may have settled that, and Discord may not allow threads."""
    discord_env.memory.settings[_group(discord_env)] = ServerSettings(threads=False)
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(
        mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?"
    )
    message = await mara.wait_for(_answered)

    assert message["channel_id"] == asked["channel_id"]
    assert message["message_reference"]["message_id"] == asked["id"]
    assert message["mentions"] == []


async def test_without_the_right_to_open_threads_a_mention_is_replied_to(
    discord_env: DiscordEnv,
) -> None:
    """The right to open threads is not needed."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    discord_env.playground.faults.revoke(channel, Permission.CREATE_PUBLIC_THREADS)
    await mara.say(channel, f"{_mention(discord_env)} How well does LaSO do?")
    message = await mara.wait_for(_answered)

    assert message["channel_id"] == channel


async def test_a_thread_that_cannot_be_opened_is_done_without(discord_env: DiscordEnv) -> None:
    """Where opening a thread fails, the answer stands in the channel."""
    discord_env.playground.faults.fail("POST /channels/*/messages/*/threads", 403, None, code=50013)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.say(channel, f"{_mention(discord_env)} How well does LaSO do?")
    message = await mara.wait_for(_answered)

    assert message["channel_id"] == channel


async def test_a_reply_goes_on_with_the_answer_replied_to(discord_env: DiscordEnv) -> None:
    """Two replies to one answer are two branches, each with that answer as its past."""
    discord_env.memory.settings[_group(discord_env)] = ServerSettings(threads=False)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.say(channel, f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
    branches = []
    for text in ("And on COCO?", "And with few labels?"):
        asked = await mara.say(channel, f"{_mention(discord_env)} {text}", reply_to=first)
        branches.append(await mara.wait_for(_answers(asked)))
    more = f"{_mention(discord_env)} More on that?"
    await mara.wait_for(_answers(await mara.say(channel, more, reply_to=branches[0])))

    turns = {turn.question: turn for turn in discord_env.memory.turns.values()}
    root = turns["How well does LaSO do?"].turn_id
    assert turns["And on COCO?"].parent_id == turns["And with few labels?"].parent_id == root
    calls = dict(discord_env.application.ask.calls)
    assert [turn.question for turn in calls["More on that?"]["history"]] == [
        "How well does LaSO do?",
        "And on COCO?",
    ]


async def test_a_mention_in_the_thread_goes_on_with_it(discord_env: DiscordEnv) -> None:
    """In a thread that the bot opened, what is asked follows what was asked last."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
    asked = await mara.say(first["channel_id"], f"{_mention(discord_env)} And on COCO?")
    answer = await mara.wait_for(_answers(asked))
    assert "And on COCO?" not in text_of(answer), "it stands in the message above"
    done = await mara.run(first["channel_id"], "ask", question="And by command?")
    await done.message_when(_answered)

    turns = {turn.question: turn for turn in discord_env.memory.turns.values()}
    assert turns["And on COCO?"].parent_id == turns["How well does LaSO do?"].turn_id
    assert turns["And by command?"].parent_id == turns["And on COCO?"].turn_id


async def test_plain_words_in_the_thread_are_answered_where_they_may_be_read(
    reading_discord_env: DiscordEnv,
) -> None:
    """With the intent, a thread of the bot's is a talk; what is said to others is not for it."""
    discord_env = reading_discord_env
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
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
    await mara.say(mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
    await mara.say(first["channel_id"], said)
    await mara.say(first["channel_id"], "summarize LaSO")
    await mara.wait_for(lambda m: _answered(m) and m["id"] != first["id"])

    assert discord_env.application.ask.questions == ["How well does LaSO do?", "summarize LaSO"]


@pytest.mark.parametrize(("asked", "count"), [("list papers on pizza", 0), ("Is there pizza?", 1)])
async def test_only_a_clear_question_in_the_thread_is_refused(
    reading_discord_env: DiscordEnv, asked: str, count: int
) -> None:
    """What no paper comes near was hardly meant for the bot."""
    discord_env = reading_discord_env
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
    discord_env.application.ask.script = (REFUSED,)
    await mara.say(first["channel_id"], asked)
    await eventually(lambda: len(discord_env.application.ask.questions) == 2)
    await discord_env.idle()

    refusals = [m for m in mara.messages(first["channel_id"]) if "answers this" in text_of(m)]
    assert len(refusals) == count
    assert len(discord_env.memory.turns) == 1 + count


async def test_plain_words_that_may_not_be_read_are_left_alone(discord_env: DiscordEnv) -> None:
    """Without the intent, a message in the thread is blank, and nothing is made of it."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?")
    first = await mara.wait_for(_answered)
    await mara.say(first["channel_id"], "And on COCO?")
    await mara.say(mara.channel("papers"), "Nothing for the bot.")
    await discord_env.idle()

    assert discord_env.application.ask.questions == ["How well does LaSO do?"]


async def test_direct_messages_are_a_conversation(discord_env: DiscordEnv) -> None:
    """No mention is needed, and each question follows the one before."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.dm(), "How well does LaSO do?")
    await mara.wait_for(_answered)
    await mara.wait_for(_answers(await mara.say(mara.dm(), "And on COCO?")))

    first, second = discord_env.memory.turns.values()
    assert (first.guild_id, first.parent_id, second.parent_id) == (None, None, first.turn_id)


async def test_a_mention_without_words_says_how_to_ask(discord_env: DiscordEnv) -> None:
    """It is no question, but it is answered."""
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.channel("papers"), _mention(discord_env))
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
    await mara.say(channel, _mention(discord_env), reply_to=said)
    await mara.wait_for(_answered)
    question = await mara.say(channel, f"{_mention(discord_env)} is that so?", reply_to=said)
    await mara.wait_for(_answers(question))

    (alone, _), (asked, options) = discord_env.application.ask.calls
    assert (alone, asked) == ("LaSO beats mixUp on COCO", "is that so?")
    assert [turn.question for turn in options["history"]] == ["LaSO beats mixUp on COCO"]


async def test_marks_become_names(discord_env: DiscordEnv) -> None:
    """What is asked holds the names of people and channels, not their numbers."""
    mara = await discord_env.playground.person("mara")
    jonas = discord_env.playground.world.person("jonas")
    channel = mara.channel("papers")
    text = f"what does <@{jonas.id}> mean in <#{channel}> <:nod:123456789012345678>?"
    await mara.say(channel, f"{_mention(discord_env)} {text}")
    await mara.wait_for(_answered)

    assert discord_env.application.ask.questions == ["what does @someone mean in #papers :nod:?"]


async def test_a_mention_of_everyone_is_not_one_of_the_bot(discord_env: DiscordEnv) -> None:
    """Neither is a mention of another."""
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.say(channel, "@everyone what is LaSO?")
    await mara.say(channel, f"<@{discord_env.playground.world.person('jonas').id}> what is LaSO?")
    await discord_env.idle()

    assert discord_env.application.ask.calls == []


async def test_typing_is_shown_while_an_answer_is_made(discord_env: DiscordEnv) -> None:
    """Typing begins where the answer will stand, and ends with it."""
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(TWO))
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.dm(), "How well does LaSO do?")
    await eventually(lambda: discord_env.requests_to("POST", "/channels/{channel_id}/typing"))
    step.set()
    await mara.wait_for(_answered)
    await discord_env.idle()

    assert len(discord_env.requests_to("POST", "/channels/{channel_id}/typing")) == 1


async def test_a_quick_answer_needs_no_typing(
    discord_env: DiscordEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is answered at once costs one request."""
    monkeypatch.setattr(messages, "_TYPING_DELAY_SECONDS", 3_600.0)  # however slow the machine is
    mara = await discord_env.playground.person("mara")
    await mara.say(mara.dm(), "How well does LaSO do?")
    await mara.wait_for(_answered)

    assert discord_env.requests_to("POST", "/channels/{channel_id}/typing") == []
    assert len(discord_env.requests_to("POST", "/channels/{channel_id}/messages")) == 1


async def test_who_asks_too_much_by_message_is_told_once(discord_env: DiscordEnv) -> None:
    """Of thirty mentions at once four are answered, and the person is told once, in private."""
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(TWO))
    discord_env.memory.settings[_group(discord_env)] = ServerSettings(threads=False)
    discord_env.playground.limits.enabled = False
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for i in range(30):
        await mara.say(channel, f"{_mention(discord_env)} question {i}?")
    await mara.wait_for(lambda m: "still being answered" in text_of(m))
    step.set()
    await eventually(lambda: sum(map(_answered, mara.messages(channel))) == 4)
    await discord_env.idle()

    assert len(discord_env.application.ask.calls) == 4
    told = [m for m in mara.messages(mara.dm()) if "still being answered" in text_of(m)]
    assert len(told) == 1


async def test_mentions_can_be_switched_off(discord_env: DiscordEnv) -> None:
    """The person is told so in private, once, and the channel stays still."""
    discord_env.memory.settings[_group(discord_env)] = ServerSettings(mentions=False)
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    for _ in range(3):
        await mara.say(channel, f"{_mention(discord_env)} How well does LaSO do?")
    await mara.wait_for(lambda m: "does not answer mentions" in text_of(m))
    await discord_env.idle()

    assert len(mara.messages(mara.dm())) == 1
    assert len(mara.messages(channel)) == 3
    assert discord_env.application.ask.calls == []


async def test_a_vote_in_an_archived_thread_is_counted(discord_env: DiscordEnv) -> None:
    """Discord lets nothing be changed there, so its buttons stay; nobody is told of a failure."""
    mara = await discord_env.playground.person("mara")
    asked = await mara.say(
        mara.channel("papers"), f"{_mention(discord_env)} How well does LaSO do?"
    )
    message = await mara.wait_for(_answered)
    await mara.request("PATCH", f"/channels/{asked['id']}", {"archived": True})
    done = await mara.press(message, "👍")
    await eventually(lambda: list(discord_env.memory.votes.values()) == [1])
    await done.wait_for_response()
    await discord_env.idle()

    assert done.state == "answered"
    assert "went wrong" not in "".join(map(text_of, mara.seen.messages.values()))
