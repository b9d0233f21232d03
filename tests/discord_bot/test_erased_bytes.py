"""After erasing, no byte of any file has a word of it, while the bot still runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from bot.grounding.sentence import Sentence
from bot.operations.log_setup import configure_log
from bot.records.server_settings import ServerSettings
from bot.settings import Settings
from discord_playground.message_contents import buttons_of, text_of
from discord_playground.person import Person
from discord_playground.server import Playground
from tests.cli.samples import ANSWER, LASO, UNIAP
from tests.discord_bot.actions import Message, press, wait_for_answer
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

MARK = "zyxomma"
LONG = 400  # sentences: an answer that fills pages of its own


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Give the data folder, with the log in it."""
    before = structlog.get_config()
    configure_log(Settings(data_dir=tmp_path, log_level="DEBUG"))
    yield tmp_path
    structlog.configure(**before)


@pytest.fixture
async def discord_env(playground: Playground, folder: Path) -> AsyncIterator[DiscordEnv]:
    """Give a Discord whose bot keeps all in a file of that folder."""
    memory = TemporaryStores(folder / "state.db")
    async with discord_env_in(playground, folder, memory=memory) as discord_env:
        sentences = (Sentence(f"The {MARK} sleeps.", (1,)),) * LONG
        discord_env.application.ask.script = (replace(ANSWER, sentences=sentences),)
        yield discord_env


def _holding(folder: Path, *said: bytes) -> list[str]:
    """Return the files in which one of these stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"state.db", "footnote.log"} <= {path.name for path in files}
    return [p.name for p in files if any(each in p.read_bytes() for each in said)]


def _id(person: Person) -> tuple[bytes, bytes]:
    """Return an id as text, and as SQLite writes it."""
    return person.id.encode(), int(person.id).to_bytes(8, "big")


async def _fill(discord_env: DiscordEnv, mara: Person, jonas: Person) -> Message:
    """Have Mara ask, vote and put papers aside, and Jonas ask further; return her question."""
    guild = int(discord_env.playground.world.guild_named("Reading group").id)
    discord_env.community.settings.change(
        guild, lambda _: ServerSettings(threads=False), discord_env.services.now()
    )
    channel = mara.channel("papers")
    bot = f"<@{discord_env.playground.application_id}>"
    question = await mara.say(channel, f"{bot} Does the {MARK} sleep?")
    answer = await mara.wait_for(lambda m: bool(buttons_of(m)))
    await _kept(discord_env, 1)
    await press(mara, answer, "fn:a:up")
    await wait_for_answer(await mara.run(channel, "shelf add", paper=LASO.paper_id))
    for command, paper in (("add", LASO), ("add", UNIAP), ("remove", UNIAP)):  # and may undo that
        done = await mara.run(channel, f"shelf {command}", paper=paper.paper_id, whose="server")
        await wait_for_answer(done)
    discord_env.application.ask.script = (ANSWER,)
    await jonas.say(channel, f"{bot} And who else?", reply_to=answer)
    await _kept(discord_env, 2)
    return question


async def _kept(discord_env: DiscordEnv, count: int) -> None:
    turns = discord_env.community.turns
    await eventually(
        lambda: (
            [bool(t.answer_message_ids) for _, t in turns.page_before(None, 9)] == [True] * count
        )
    )


Erase = Callable[[DiscordEnv, Person, Message], Awaitable[object]]


async def _forget_me(discord_env: DiscordEnv, mara: Person, _: Message) -> None:
    asked = await wait_for_answer(await mara.run(mara.dm(), "forget-me"))
    await press(mara, asked, "fn:f:yes")
    await mara.wait_for(lambda m: "Erased" in text_of(m))


async def _delete_question(discord_env: DiscordEnv, mara: Person, question: Message) -> None:
    await mara.delete(question)


async def _delete_channel(discord_env: DiscordEnv, mara: Person, question: Message) -> None:
    discord_env.playground.faults.delete_channel(question["channel_id"])


async def _remove_bot(discord_env: DiscordEnv, mara: Person, _: Message) -> None:
    discord_env.playground.faults.remove_bots("Reading group")


@pytest.mark.parametrize("erase", [_forget_me, _delete_question, _delete_channel, _remove_bot])
async def test_no_byte_is_left(discord_env: DiscordEnv, folder: Path, erase: Erase) -> None:
    """Neither in the database nor in its write-ahead log, nor in the bot's own log."""
    mara, jonas = (
        await discord_env.playground.person("mara"),
        await discord_env.playground.person("jonas"),
    )
    question = await _fill(discord_env, mara, jonas)
    assert _holding(folder, MARK.encode())
    await erase(discord_env, mara, question)
    turns = discord_env.community.turns
    await eventually(lambda: all(t.user_id != int(mara.id) for _, t in turns.page_before(None, 9)))
    await eventually(lambda: not _holding(folder, MARK.encode()))

    assert discord_env.bot.is_ready()
    if erase is _forget_me:
        assert _holding(folder, *_id(mara)) == []
        assert _holding(folder, *_id(jonas)) != []


async def test_an_answer_under_way_leaves_no_byte(discord_env: DiscordEnv, folder: Path) -> None:
    """Whatever was written of it meanwhile."""
    mara = await discord_env.playground.person("mara")
    step = asyncio.Event()
    answer = replace(ANSWER, sentences=(Sentence(f"The {MARK} sleeps.", (1,)),))
    discord_env.application.ask.script = (step, answer)
    asked = await wait_for_answer(await mara.run(mara.dm(), "forget-me"))
    await mara.run(mara.channel("papers"), "ask", question=f"Does the {MARK} sleep?")
    await eventually(lambda: discord_env.application.ask.calls)
    discord_env.playground.faults.delay(
        f"PATCH /webhooks/{discord_env.playground.application_id}/*", 0.5, 1
    )
    step.set()
    await eventually(lambda: _holding(folder, MARK.encode()))
    await press(mara, asked, "fn:f:yes")
    await eventually(lambda: not mara.messages(mara.channel("papers")))

    await eventually(lambda: not _holding(folder, MARK.encode(), *_id(mara)))
