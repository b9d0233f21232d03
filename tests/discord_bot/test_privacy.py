"""See what is kept about one, and have it erased."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings.server import ServerSettings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from tests.cli.samples import LASO
from tests.discord_bot.actions import (
    Message,
    ids_of,
    is_ephemeral,
    press,
    wait_for_answer,
    wait_for_change,
)
from tests.discord_bot.ask.samples import ONE, answer_of
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.waiting import eventually


async def _ask(person: Person, channel: str = "papers") -> Message:
    done = await person.run(person.channel(channel), "ask", question="How well does LaSO do?")
    return await done.message_when(lambda m: buttons_of(m))


async def _forget(person: Person, channel: str = "") -> Message:
    return await wait_for_answer(await person.run(channel or person.channel("papers"), "forget-me"))


async def test_it_is_said_what_is_kept_before_anything_is_erased(discord_env: DiscordEnv) -> None:
    """To the person alone, with how many messages it is."""
    mara = await discord_env.playground.person("mara")
    await _ask(mara)
    asked = await _forget(mara)

    assert is_ephemeral(asked)
    assert "Your questions" in text_of(asked)
    assert "my answer to you" in text_of(asked)
    assert len(discord_env.memory.turns) == 1


async def test_all_of_it_is_erased_and_the_answers_deleted(discord_env: DiscordEnv) -> None:
    """Of the person, and of nobody else; after a restart too."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    await _ask(mara)
    await _ask(mara, "general")
    theirs = await _ask(jonas)
    channel = mara.channel("papers")
    await wait_for_answer(await mara.run(channel, "shelf add", paper=LASO.paper_id))
    await wait_for_answer(await mara.run(channel, "shelf add", paper=LASO.paper_id, whose="server"))
    asked = await _forget(mara)
    await discord_env.restart()
    await press(mara, asked, "fn:f:yes")
    done = await wait_for_change(mara, asked, lambda m: "to you were deleted" in text_of(m))

    assert "2 questions with their answers" in text_of(done)
    assert "1 paper on your shelf" in text_of(done)
    assert not ids_of(done)
    assert [turn.user_id for turn in discord_env.memory.turns.values()] == [int(jonas.id)]
    left = [m for m in jonas.messages(channel) if buttons_of(m)]
    assert [m["id"] for m in left if "fn:a:" in " ".join(ids_of(m))] == [theirs["id"]]
    (on_the_servers,) = [
        s for o, shelf in discord_env.memory.shelves.items() if o.kind == "guild" for s in shelf
    ]
    assert on_the_servers.added_by != int(mara.id)


async def test_one_may_leave_it_all(discord_env: DiscordEnv) -> None:
    """Nothing is erased then."""
    mara = await discord_env.playground.person("mara")
    await _ask(mara)
    asked = await _forget(mara)
    await press(mara, asked, "fn:f:no")
    await wait_for_change(mara, asked, lambda m: "Nothing was erased" in text_of(m))

    assert len(discord_env.memory.turns) == 1


async def test_what_cannot_be_deleted_is_said(discord_env: DiscordEnv) -> None:
    """What is stored is erased all the same."""
    jonas = await discord_env.playground.person("jonas")
    await _ask(jonas)
    asked = await _forget(jonas)
    discord_env.playground.faults.fail(
        "DELETE /channels/{channel_id}/messages/{message_id}", 403, 5
    )
    await press(jonas, asked, "fn:f:yes")
    told = await wait_for_change(jonas, asked, lambda m: "ließ Discord mich nicht" in text_of(m))

    assert "1 Frage" in text_of(told)
    assert not discord_env.memory.turns


async def test_answers_that_are_gone_count_as_deleted(discord_env: DiscordEnv) -> None:
    """Somebody was quicker."""
    mara = await discord_env.playground.person("mara")
    answer = await _ask(mara)
    asked = await _forget(mara)
    discord_env.playground.faults.fail(
        "DELETE /channels/{channel_id}/messages/{message_id}", 404, 1
    )
    await press(mara, asked, "fn:f:yes")
    await wait_for_change(mara, asked, lambda m: "My message to you was deleted" in text_of(m))

    assert answer["id"]


async def test_who_has_nothing_kept_is_told_so(discord_env: DiscordEnv) -> None:
    """And may go on all the same, in direct messages too."""
    jonas = await discord_env.playground.person("jonas")
    asked = await _forget(jonas, jonas.dm())
    await press(jonas, asked, "fn:f:yes")
    done = await wait_for_change(jonas, asked, lambda m: "Gelöscht" in text_of(m))

    assert "0 Fragen" in text_of(done)


async def test_forgetting_works_where_the_bot_is_silent(discord_env: DiscordEnv) -> None:
    """No setting of a server stands between a person and their data."""
    mara = await discord_env.playground.person("mara")
    guild = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.memory.settings[guild] = ServerSettings(channels=(int(mara.channel("bots")),))
    asked = await _forget(mara)
    await press(mara, asked, "fn:f:yes")

    await wait_for_change(mara, asked, lambda m: "Erased" in text_of(m))


async def test_a_store_that_fails_is_said(discord_env: DiscordEnv) -> None:
    """And nothing is claimed to be erased."""
    mara = await discord_env.playground.person("mara")
    asked = await _forget(mara)
    discord_env.memory.failing = True
    done = await press(mara, asked, "fn:f:yes")
    told = await eventually(lambda: done.messages)

    assert "unavailable right now" in text_of(told[0])


async def test_an_answer_being_written_is_called_off(discord_env: DiscordEnv) -> None:
    """What stands of it goes, the model is stopped, and nothing is kept."""
    discord_env.application.ask.script = (ONE, asyncio.Event(), answer_of(ONE))
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    asked = await _forget(mara, mara.dm())
    await mara.run(channel, "ask", question="How well does LaSO do?")
    await mara.wait_for(lambda m: "synthesises" in text_of(m))
    await press(mara, asked, "fn:f:yes")
    await eventually(lambda: discord_env.application.ask.cancelled == 1)
    await eventually(lambda: mara.messages(channel) == [])

    assert discord_env.memory.turns == {}
    assert discord_env.memory.receipts == {}


async def test_a_question_of_which_nothing_stands_is_called_off(discord_env: DiscordEnv) -> None:
    """Discord no longer shows that the bot is thinking."""
    discord_env.application.ask.script = (asyncio.Event(), answer_of(ONE))
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    channel = mara.channel("papers")
    asked = await _forget(mara, mara.dm())
    await mara.run(channel, "ask", question="How well does LaSO do?")
    theirs = await jonas.run(channel, "ask", question="How well does LaSO do?")
    await eventually(lambda: len(discord_env.application.ask.calls) == 2)
    await press(mara, asked, "fn:f:yes")
    await eventually(lambda: discord_env.application.ask.cancelled == 1)
    await eventually(lambda: len(mara.messages(channel)) == 1)

    assert [m["id"] for m in mara.messages(channel)] == [m["id"] for m in theirs.messages]


async def test_an_answer_that_is_landing_takes_itself_away(discord_env: DiscordEnv) -> None:
    """It was whole already, and on its way to Discord."""
    step = asyncio.Event()
    discord_env.application.ask.script = (step, answer_of(ONE))
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    asked = await _forget(mara, mara.dm())
    await mara.run(channel, "ask", question="How well does LaSO do?")
    await eventually(lambda: discord_env.application.ask.calls)
    discord_env.playground.faults.delay(
        f"PATCH /webhooks/{discord_env.playground.application_id}/*", 0.5, 1
    )
    step.set()
    await eventually(lambda: discord_env.memory.turns)
    await press(mara, asked, "fn:f:yes")
    await eventually(lambda: not discord_env.memory.turns)
    await eventually(lambda: mara.messages(channel) == [])

    assert discord_env.memory.turns == {}
    assert discord_env.memory.receipts == {}


async def test_an_answer_of_another_process_is_not_kept(discord_env: DiscordEnv) -> None:
    """Where the erasure was asked of another: it is found out when the answer is to be kept."""
    step = asyncio.Event()
    discord_env.application.ask.script = (ONE, step, answer_of(ONE))
    mara = await discord_env.playground.person("mara")
    channel = mara.channel("papers")
    await mara.run(channel, "ask", question="How well does LaSO do?")
    await mara.wait_for(lambda m: "synthesises" in text_of(m))
    discord_env.community.personal_data.forget(int(mara.id), discord_env.services.now())
    step.set()
    await eventually(lambda: mara.messages(channel) == [])

    assert discord_env.memory.turns == {}
    assert discord_env.memory.receipts == {}


@pytest.fixture
async def reader(playground: Playground, tmp_path: Path) -> AsyncIterator[DiscordEnv]:
    """Give a bot that may read what others say."""
    playground.application.message_content_allowed = True
    async with discord_env_in(playground, tmp_path, message_content=True) as discord_env:
        yield discord_env


async def _quoting(
    reader: DiscordEnv, mara: Person, jonas: Person, *, text: str
) -> tuple[Message, str]:
    """Have Mara ask about what Jonas said; return what he said, and where."""
    guild_id = int(reader.playground.world.guild_named("Reading group").id)
    reader.memory.settings[guild_id] = ServerSettings(threads=False)
    channel = mara.channel("papers")
    said = await jonas.say(channel, "I doubt that zyxommas sleep")
    about = f"<@{reader.playground.application_id}> {text}"
    await mara.say(channel, about, reply_to=said)
    return said, channel


@pytest.mark.parametrize("text", ["Is it so?", ""])
async def test_quoted_words_go_with_who_said_them(reader: DiscordEnv, text: str) -> None:
    """The question is erased that has them, and its answer deleted."""
    mara, jonas = await reader.playground.person("mara"), await reader.playground.person("jonas")
    _, channel = await _quoting(reader, mara, jonas, text=text)
    answer = await mara.wait_for(lambda m: bool(buttons_of(m)))
    await reader.kept_turn(answer)
    asked = await _forget(jonas, jonas.dm())
    await press(jonas, asked, "fn:f:yes")
    await eventually(lambda: answer["id"] not in mara.seen.messages)

    assert reader.memory.turns == {}
    assert len(mara.messages(channel)) == 2


@pytest.mark.parametrize("under_way", [True, False])
async def test_quoted_words_go_with_their_message(reader: DiscordEnv, under_way: bool) -> None:
    """Deleting the message that is quoted is as deleting the question, also meanwhile."""
    mara, jonas = await reader.playground.person("mara"), await reader.playground.person("jonas")
    if under_way:
        reader.application.ask.script = (ONE, asyncio.Event(), answer_of(ONE))
    said, channel = await _quoting(reader, mara, jonas, text="Is it so?")
    if under_way:
        await mara.wait_for(lambda m: "synthesises" in text_of(m))
    else:
        await reader.kept_turn(await mara.wait_for(lambda m: bool(buttons_of(m))))
    await jonas.delete(said)
    await eventually(lambda: len(mara.messages(channel)) == 1)

    assert reader.memory.turns == {}


async def test_an_answer_under_way_is_called_off_with_who_is_quoted(reader: DiscordEnv) -> None:
    """Nothing of it is kept."""
    mara, jonas = await reader.playground.person("mara"), await reader.playground.person("jonas")
    reader.application.ask.script = (ONE, asyncio.Event(), answer_of(ONE))
    asked = await _forget(jonas, jonas.dm())
    _, channel = await _quoting(reader, mara, jonas, text="Is it so?")
    await mara.wait_for(lambda m: "synthesises" in text_of(m))
    await press(jonas, asked, "fn:f:yes")
    await eventually(lambda: len(mara.messages(channel)) == 2)

    assert reader.application.ask.cancelled == 1
    assert reader.memory.turns == {}
