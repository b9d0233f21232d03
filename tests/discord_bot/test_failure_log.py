"""Whatever fails, the log has nothing of what people wrote, of who they are, and of keys."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.answering.language_model import ModelRejected
from bot.grounding.sentence import Sentence
from bot.operations.log_setup import log_in_thread
from bot.settings import Settings
from bot.storage.tables import SCHEMA, metadata
from discord_playground.message_contents import buttons_of
from discord_playground.person import Person
from discord_playground.server import Playground
from retrieval.db.database import Database
from retrieval.errors import IndexFault, SourceError
from retrieval.text import patterns as re
from tests.cli.samples import ANSWER, LASO
from tests.discord_bot.actions import wait_for_answer
from tests.discord_bot.conftest import DiscordEnv, discord_env_in
from tests.storage.digest_samples import subscription
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

ASKED = "Does the zyxomma sleep"
ANSWERED = "The quagga slept."
_TOKEN = re.compile(r"/webhooks/\d+/([^/?]+)")


@dataclass
class Logged:
    """A Discord over real stores, and the log of its bot."""

    discord_env: DiscordEnv
    settings: Settings
    database: Database

    def damage(self) -> None:
        """Take all tables away."""
        with self.database.write_transaction() as connection:
            metadata.drop_all(connection)

    @property
    def written(self) -> str:
        """What the log has."""
        log = self.settings.data_dir / "footnote.log"
        return log.read_text() if log.exists() else ""

    @property
    def incidents(self) -> int:
        """How many incidents the log has."""
        return self.written.count('"event": "incident"')


@pytest.fixture
def loggers() -> Iterator[None]:
    """Bring back how libraries log, and our own configuration."""
    before = structlog.get_config()
    names = ("discord", "asyncio")
    kept = {n: logging.getLogger(n) for n in names}
    state = {n: (x.handlers, x.level, x.propagate) for n, x in kept.items()}
    yield
    structlog.configure(**before)
    for name, logger in kept.items():
        logger.handlers, level, logger.propagate = state[name]
        logger.setLevel(level)


@pytest.fixture
async def logged(playground: Playground, tmp_path: Path, loggers: None) -> AsyncIterator[Logged]:
    """Give them; at the end the log has something of a failure, and nothing of anybody's."""
    settings = Settings(data_dir=tmp_path / "log", log_level="DEBUG")
    state = tmp_path / "state.db"

    with log_in_thread(settings, "discord", "asyncio"):
        memory = TemporaryStores(state)
        database = Database(state, SCHEMA)
        async with discord_env_in(playground, tmp_path, memory=memory) as discord_env:
            answer = replace(ANSWER, sentences=(Sentence(ANSWERED, (1,)),))
            discord_env.application.ask.script = (answer,)
            logged = Logged(discord_env, settings, database)
            yield logged
        database.close()
    mara = await playground.person("mara")
    private = {
        ASKED,
        ANSWERED,
        "zyxomma",
        "quagga",
        str(mara.id),
        "Mara",
        "name='mara'",
        playground.bot_token,
        *(t for e in playground.transcript for t in _TOKEN.findall(e.path)),
    }
    assert "request" in logged.written
    assert [said for said in private if said in logged.written] == []


@dataclass
class AsyncRaising:
    """Raises an error, whatever it is called with."""

    error: Exception

    async def __call__(self, *_: object) -> Any:
        raise self.error


Fail = Callable[[Logged, Person], Awaitable[object]]


async def _ask(logged: Logged, mara: Person) -> Any:
    done = await mara.run(mara.channel("papers"), "ask", question=ASKED)
    return await wait_for_answer(done)


async def _stores(logged: Logged, mara: Person) -> None:
    there = await _ask(logged, mara)
    logged.damage()
    channel = mara.channel("papers")
    for custom_id in [str(b.get("custom_id")) for b in buttons_of(there)]:
        if custom_id.startswith(("fn:a:up", "fn:a:evidence", "fn:a:why", "fn:a:again")):
            await (await mara.press(there, custom_id)).wait_for_response()
    await (await mara.run(channel, "shelf add", paper=LASO.paper_id)).wait_for_response()
    await (await mara.run(channel, "shelf show")).wait_for_response()
    await (await mara.run(channel, "why")).wait_for_response()
    await (await mara.run(channel, "forget-me")).wait_for_response()
    await (await mara.run(channel, "ask", question=ASKED)).wait_for_response()
    await (await mara.run(channel, "settings")).wait_for_response()
    await (await mara.run(channel, "search", query=ASKED)).wait_for_response()
    await (await mara.run(channel, "digest list")).wait_for_response()
    await mara.say(mara.dm(), ASKED)
    await eventually(lambda: logged.incidents > 6)


async def _refused_by_discord(logged: Logged, mara: Person) -> None:
    faults = logged.discord_env.playground.faults
    for status, code in ((400, 50035), (403, 50013), (404, 10015)):
        echo = {"code": code, "message": f"{ASKED} {mara.id}"}
        faults.fail("PATCH /webhooks/*", status, 2, **echo)
        faults.fail("POST /channels/*/messages/*/threads", status, 1, **echo)
        await mara.run(mara.channel("papers"), "ask", question=ASKED)
        about = logged.discord_env.playground.application_id
        await mara.say(mara.channel("papers"), f"<@{about}> {ASKED} {status}")
        await eventually(lambda status=status: logged.written.count(f"(status {status}, code ") > 1)
        faults.clear()


async def _rate_limited(logged: Logged, mara: Person) -> None:
    logged.discord_env.playground.faults.rate_limit("PATCH /webhooks/*", 0.1, 2)
    await _ask(logged, mara)
    await eventually(lambda: "is rate limited" in logged.written)


async def _model(logged: Logged, mara: Person) -> None:
    for error in (
        ModelRejected(f"The server refused: {ASKED}.", quoted=ASKED),
        ValueError(f"{ASKED} {ANSWERED}"),
        KeyError(ASKED),
    ):
        logged.discord_env.application.ask.script = (Sentence(ANSWERED, (1,)), error)
        await _ask(logged, mara)
    await eventually(lambda: logged.incidents >= 3)


async def _moderation(logged: Logged, mara: Person) -> None:
    logged.discord_env.application.flagged = ModelRejected(f"No: {ASKED}.", quoted=ASKED)
    await _ask(logged, mara)
    await eventually(lambda: "moderating" in logged.written)


async def _upload(logged: Logged, mara: Person) -> None:
    application = logged.discord_env.application
    for error in (
        SourceError(f"{ASKED}.bib is empty."),
        UnicodeDecodeError("utf-8", ASKED.encode(), 0, 1, ASKED),
        IndexFault(f"Chroma says: {ASKED}.", quoted=ASKED),
    ):
        parsing = AsyncRaising(error)
        application.parse_upload = parsing  # type: ignore[method-assign]
        file = (f"{ASKED}.bib", ASKED.encode())
        await wait_for_answer(await mara.run(mara.channel("papers"), "library add", file=file))
    await eventually(lambda: "IndexFault: Chroma says: " in logged.written)


async def _searching(logged: Logged, mara: Person) -> None:
    search = logged.discord_env.application.search
    for error in (IndexFault(f"It says {ASKED}.", quoted=ASKED), RuntimeError(ASKED)):
        search.outcome = error
        await wait_for_answer(await mara.run(mara.channel("papers"), "search", query=ASKED))


async def _lost_task(logged: Logged, mara: Person) -> None:
    async def fail() -> None:
        raise ValueError(ASKED, mara.id)

    await _ask(logged, mara)
    task = asyncio.create_task(fail())
    await asyncio.wait({task})
    del task
    gc.collect()  # asyncio tells of a task whose error nobody took when the task is gone
    await eventually(lambda: "Task exception was never retrieved" in logged.written)


async def _digest(logged: Logged, mara: Person) -> None:
    discord_env = logged.discord_env
    guild = int(discord_env.playground.world.guild_named("Reading group").id)
    channel = mara.channel("papers")
    discord_env.community.subscriptions.add(
        subscription(guild_id=guild, channel_id=int(channel), created_by=int(mara.id))
    )
    discord_env.application.issue_builder.error = ValueError(ASKED, ANSWERED)
    await wait_for_answer(await mara.run(channel, "digest preview"))
    await eventually(lambda: "ValueError" in logged.written)


@pytest.mark.parametrize(
    "fail",
    [
        _stores,
        _refused_by_discord,
        _rate_limited,
        _model,
        _moderation,
        _upload,
        _searching,
        _lost_task,
        _digest,
    ],
)
async def test_no_failure_tells_of_anybody(logged: Logged, fail: Fail) -> None:
    """At the level DEBUG too."""
    await fail(logged, await logged.discord_env.playground.person("mara"))
