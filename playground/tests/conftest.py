"""Run local Discords, with the real discord.py and with bare lines to them."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord
import hypothesis
import pytest
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from discord_playground.server import Playground
from playground.tests.description_file import load_description, skip_undescribed
from playground.tests.lines import Line


def pytest_configure() -> None:
    """Give generated examples time, and children of these tests Ctrl-C."""
    hypothesis.settings.register_profile("patient", deadline=None, derandomize=True)
    hypothesis.settings.load_profile("patient")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell sets this for a job in the background, and programs that tests start inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """Run a local Discord that discord.py speaks to; nothing may be asked of it wrongly."""
    async with running(monkeypatch, description=load_description()) as local:
        yield local
    assert local.violations == []
    skip_undescribed()


@pytest.fixture
async def forgiving(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """Run a local Discord that is asked wrong things on purpose."""
    async with running(monkeypatch, description=load_description()) as local:
        yield local
    skip_undescribed()


@asynccontextmanager
async def running(monkeypatch: pytest.MonkeyPatch, **settings: object) -> AsyncIterator[Playground]:
    """Run a local Discord for as long as the block lasts."""
    async with Playground(**settings) as local:  # type: ignore[arg-type]
        monkeypatch.setattr(discord.http.Route, "BASE", f"{local.api}/api/v10")
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(local.gateway_url))
        yield local


@pytest.fixture
def new_bot() -> Callable[..., commands.Bot]:
    """Return what makes bots that are quick to be ready."""

    def new(kind: type[commands.Bot] = commands.Bot, **settings: object) -> commands.Bot:
        settings.setdefault("intents", discord.Intents.default())
        return kind(commands.when_mentioned, guild_ready_timeout=0.1, **settings)  # type: ignore[arg-type]

    return new


@pytest.fixture
async def bot(
    playground: Playground, new_bot: Callable[..., commands.Bot]
) -> AsyncIterator[commands.Bot]:
    """Run a bot with the default intents."""
    bot = new_bot()
    async with logged_in(bot, playground):
        yield bot


@asynccontextmanager
async def logged_in(bot: commands.Bot, playground: Playground) -> AsyncIterator[commands.Bot]:
    """Run a bot from its being ready to the end of the block."""
    task = asyncio.create_task(bot.start(playground.bot_token))
    try:
        async with asyncio.timeout(180):
            while not bot.is_ready():
                if task.done():
                    task.result()
                await asyncio.sleep(0.01)
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def line(playground: Playground) -> AsyncIterator[Line]:
    """Open a bare line as the bot, which has not identified yet."""
    async with Line.to(playground) as bare:
        yield bare
