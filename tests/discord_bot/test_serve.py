"""Where the bot connects, how it shuts down, and what it says when login is refused."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.serve import CannotConnect, serve
from discord_playground.program import until_ready
from discord_playground.server import Playground
from tests.discord_bot.conftest import new_bot
from tests.fakes.discord_bot import Ticking, fake_application
from tests.temporary_stores import TemporaryStores
from tests.waiting import eventually

LEAVES_WITHIN = 60.0  # seconds, on a busy machine; what is mended here never left


@pytest.fixture
def told() -> list[str]:
    """Give what whoever runs the bot is told."""
    return []


@pytest.fixture
async def run(
    playground: Playground, tmp_path: Path, told: list[str], kept: TemporaryStores
) -> AsyncIterator[Callable[..., asyncio.Task[None]]]:
    """Run bots in a playground; they are ended after the test."""
    tasks: list[asyncio.Task[None]] = []

    def bot() -> FootnoteBot:
        ticking = Ticking(playground.world.state.now())  # type: ignore[arg-type]
        return new_bot(fake_application(tmp_path), kept.stores, ticking)

    def start(token: str = "", api: str = "", **how: Any) -> asyncio.Task[None]:
        serving = serve(
            bot, token or playground.bot_token, api=api or playground.api, report=told.append, **how
        )
        tasks.append(asyncio.create_task(serving))
        return tasks[-1]

    yield start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def leaves(task: asyncio.Task[None]) -> None:
    """Send SIGTERM to this process, and see that the bot leaves: told once, and not pressed."""
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait({task}, timeout=LEAVES_WITHIN)
    assert task.done()
    task.result()


async def test_it_leaves_when_told(
    playground: Playground, run: Callable[..., asyncio.Task[None]], told: list[str]
) -> None:
    """It says that it is in, and that it leaves; the signal is the system's again after."""
    task = run()
    await eventually(lambda: told)
    await leaves(task)

    assert told[0].startswith("Logged in as Footnote")
    assert told[1].startswith("Stopping")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.parametrize("how", ["forget_sessions", "disconnect"])
async def test_it_leaves_while_it_connects_anew(
    playground: Playground,
    run: Callable[..., asyncio.Task[None]],
    told: list[str],
    how: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """discord.py, which waits five seconds before it identifies again, would go on for ever."""
    caplog.set_level(logging.INFO, "discord.gateway")
    task = run()
    await eventually(lambda: told)
    playground.hub.next_invalid += [False] * 9
    getattr(playground.faults, how)()
    await eventually(lambda: len(playground.hub.next_invalid) < 9)
    await eventually(lambda: "session has been invalidated" in caplog.text)  # now it waits
    await leaves(task)

    assert told[-1].startswith("Stopping")


async def test_a_wrong_token(run: Callable[..., asyncio.Task[None]], told: list[str]) -> None:
    """It is said where a right one is to be had."""
    with pytest.raises(CannotConnect, match="Copy the bot's token again"):
        await run("wrong.token.here")

    assert told == []


async def test_nobody_listens(run: Callable[..., asyncio.Task[None]], told: list[str]) -> None:
    """It is said who cannot be reached."""
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        api = f"http://127.0.0.1:{there.getsockname()[1]}"
        with pytest.raises(CannotConnect, match="cannot be reached"):
            await run(api=api)

    assert told == []


async def test_it_is_ready_for_the_playground(
    playground: Playground, run: Callable[..., asyncio.Task[None]]
) -> None:
    """Its commands are registered; cancelled from outside, it leaves as well."""
    task = run()
    async with asyncio.timeout(60):
        await until_ready(playground)
    task.cancel()
    await asyncio.wait({task}, timeout=LEAVES_WITHIN)

    assert task.done()
