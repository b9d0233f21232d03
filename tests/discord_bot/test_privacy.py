"""See what is kept about one, and have it erased."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.records.server_settings import ServerSettings
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
    await discord_env.idle()
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
