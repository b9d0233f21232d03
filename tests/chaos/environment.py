"""Put everything up that a bot needs, each thing a real server, and start and kill the bot."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import AsyncExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Self

from discord_playground.person import Person
from discord_playground.program import until_ready
from discord_playground.server import Playground
from tests.chaos.bot_program import CONTROL
from tests.chaos.control import Control
from tests.end_to_end.footnote import Footnote
from tests.servers.chroma import ChromaServer
from tests.servers.model_server import ModelServer
from tests.servers.postgresql import PostgresqlServer
from tests.servers.process import free_port
from tests.servers.sources_server import ArxivWorld, SourcesServer

GROWN = ("cs.CL", "cs.LG", "cs.CV")
A_DAY = 8  # papers
_STARTS_WITHIN = 300.0  # seconds, on a busy machine
_ENDS_WITHIN = 60.0
_FIGURE = re.compile(r"^(\w+) ([-+.\deNa]+)$", re.MULTILINE)


class BotEnded(AssertionError):
    """The bot has ended by itself."""


class Stage:
    """A local Discord, a model's server, a small arXiv, Chroma, and the bot among them.

    `start` is what the clocks show at first; `folder` is empty. Without a PostgreSQL server, the
    bot keeps everything in files.
    """

    def __init__(
        self, folder: Path, start: datetime, postgresql: PostgresqlServer | None = None
    ) -> None:
        self.folder = folder
        self.first_day = start.date()
        self.control = Control(folder / "control", start)
        self.playground = Playground(now=self.control.seconds, identify_every=0)
        self.model = ModelServer()
        self.sources = SourcesServer(self._world(start.date()))
        (folder / "chroma").mkdir()
        self.chroma = ChromaServer(folder / "chroma")
        self.chroma_stopped = False
        self.postgresql = postgresql
        self.people: list[Person] = []
        self.lives = 0
        self._port = free_port()
        self._opened = AsyncExitStack()
        self._bot: subprocess.Popen[bytes] | None = None

    @property
    def data_dir(self) -> Path:
        """Where the bot keeps everything."""
        return self.folder / "library"

    @property
    def database(self) -> str:
        """The address of the database; empty where there are only files."""
        return self.postgresql.address if self.postgresql else ""

    @property
    def kept_in(self) -> str | Path:
        """Where that is which servers and people keep."""
        return self.database or self.data_dir / "state.db"

    @property
    def session(self) -> str:
        """The id of the session in which the bot hears what happens; empty where there is none.

        The newest: what came before is kept for a while, though the bot does not know it any more.
        """
        own = self.playground.application.bot
        return next((s.id for s in reversed(self.playground.hub.sessions) if s.user is own), "")

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self.chroma.start)
        self._opened.callback(self.chroma.stop)
        if self.postgresql is not None:
            self._opened.push(self.postgresql.__exit__)
            await asyncio.to_thread(self.postgresql.__enter__)
        self._opened.enter_context(self.sources)
        await self._opened.enter_async_context(self.model)
        await self._opened.enter_async_context(self.playground)
        await asyncio.to_thread(self._footnote(), "ingest", "starter")
        for name in ("mara", "jonas", "ines"):
            self.people.append(await self.playground.person(name))
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.kill)
        await self._opened.aclose()
        self.control.close()

    async def start(self) -> None:
        """Start the bot, and wait until it has logged in."""
        command = [sys.executable, "-m", "tests.chaos.bot_program"]
        environ = self._footnote().environ({CONTROL: str(self.folder / "control")})
        with (self.folder / "bot.out").open("ab") as out:
            self._bot = subprocess.Popen(  # noqa: ASYNC220 - to be waited for in a thread
                command, stdout=out, stderr=out, cwd=self.folder, env=environ
            )
        self.lives += 1
        ready = asyncio.create_task(until_ready(self.playground))
        try:
            async with asyncio.timeout(_STARTS_WITHIN):
                while not ready.done():
                    self.check()
                    await asyncio.wait({ready}, timeout=0.1)
        finally:
            ready.cancel()

    def check(self) -> None:
        """Raise `BotEnded` where it should run and does not."""
        if self._bot is not None and self._bot.poll() is not None:
            said = (self.folder / "bot.out").read_text(errors="replace")[-3000:]
            raise BotEnded(f"the bot ended with {self._bot.returncode}:\n{said}")

    def kill(self) -> None:
        """Kill the bot with SIGKILL."""
        self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Stop the bot as a service manager does; return its exit code, -9 if it did not end."""
        return await asyncio.to_thread(self._end, signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        bot, self._bot = self._bot, None
        if bot is None:
            return 0
        bot.send_signal(how)
        try:
            code = bot.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            bot.kill()
            code = bot.wait()
        for session in self.playground.hub.sessions:  # whose connection the system may still keep
            if session.user is self.playground.application.bot:
                self.playground.hub.end(session)
        return code

    def announce(self, day: date) -> None:
        """Let arXiv have what was submitted up to a day."""
        self.sources.world = self._world(day)

    def _world(self, day: date) -> ArxivWorld:
        days = (day - self.first_day).days + 1
        return ArxivWorld(papers=A_DAY * days, days=days, first=self.first_day)

    async def figures(self) -> dict[str, float]:
        """Return the figures that the bot tells without labels."""
        address = f"http://127.0.0.1:{self._port}/metrics"

        def ask() -> str:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())

        return {n: float(v) for n, v in _FIGURE.findall(await asyncio.to_thread(ask))}

    def _footnote(self) -> Footnote:
        return Footnote(
            self.data_dir,
            FOOTNOTE_DATABASE_URL=self.database,
            DISCORD_TOKEN=self.playground.bot_token,
            FOOTNOTE_DISCORD_API=self.playground.api,
            FOOTNOTE_CHROMA=self.chroma.address,
            OPENAI_BASE_URL=self.model.base_url,
            FOOTNOTE_MODEL="test-model",
            FOOTNOTE_MODEL_TIMEOUT="2",
            FOOTNOTE_MIRROR=self.sources.address,
            FOOTNOTE_MIRROR_PAUSE="0",
            FOOTNOTE_AUTO_INGEST=f"rss:{'+'.join(GROWN)}",
            FOOTNOTE_AUTO_INGEST_HOURS="6",
            FOOTNOTE_HEALTH_ADDRESS=f"127.0.0.1:{self._port}",
            FOOTNOTE_RATE_USER="10000",
            FOOTNOTE_RATE_ADD_PAPERS="10000",
            FOOTNOTE_RATE_COMMANDS="10000",
            FOOTNOTE_RECORDS_USER_DAY="1000000",
            FOOTNOTE_RECORDS_SERVER_DAY="1000000",
            FOOTNOTE_CACHE_ANSWERS="false",
            FOOTNOTE_SHUTDOWN_GRACE_SECONDS="20",  # as deploy/ and the compose file have it
        )
