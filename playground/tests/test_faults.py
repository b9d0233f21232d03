"""Test that discord.py survives what the playground does to it on purpose."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import discord
import pytest
from discord.ext import commands

from discord_playground.faults import Faults
from discord_playground.person import Person
from discord_playground.server import Playground
from discord_playground.world.draft import Draft
from playground.tests.conftest import logged_in


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Leave out what discord.py logs of each reconnect."""
    caplog.set_level(logging.CRITICAL, "discord")


class Listening(commands.Bot):
    """A bot that remembers what it heard, and how often it reconnected."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]
        self.heard: list[str] = []
        self.resumed = 0
        self.begun = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once; otherwise discord.py waits five seconds before it reconnects."""

    async def on_message(self, message: discord.Message, /) -> None:
        self.heard.append(message.content)

    async def on_resumed(self) -> None:
        self.resumed += 1

    async def on_ready(self) -> None:
        self.begun += 1


@pytest.fixture
def listening(new_bot: Callable[..., commands.Bot]) -> Listening:
    """Return a bot that remembers."""
    bot = new_bot(Listening)
    assert isinstance(bot, Listening)
    return bot


async def hears(bot: Listening, mara: Person, text: str) -> None:
    """Say something to the bot and wait until it was heard."""
    await mara.say(mara.dm(), text)
    await until(lambda: text in bot.heard, f"{text!r} among {bot.heard}")


async def until(done: Callable[[], object], what: str, within: float = 180) -> None:
    """Wait for something; the bot waits up to some seconds before it reconnects."""
    deadline = time.monotonic() + within
    while not done():
        assert time.monotonic() < deadline, f"waited {within} s for {what}"
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("fault", [Faults.close_gateways, Faults.disconnect, Faults.reconnect])
async def test_nothing_is_lost_by_a_resume(
    playground: Playground, listening: Listening, fault: Callable[[Faults], int]
) -> None:
    """A connection that is closed, cut or asked to reconnect is resumed without a gap."""
    async with logged_in(listening, playground):
        mara = await playground.person("mara")
        await hears(listening, mara, "before")
        fault(playground.faults)
        await hears(listening, mara, "meanwhile")
        await until(lambda: listening.resumed, "a resume")
        await hears(listening, mara, "after")

    assert listening.heard == ["before", "meanwhile", "after"]
    assert (listening.resumed, listening.begun) == (1, 1)


@pytest.mark.parametrize("code", [4007, 4009])
async def test_reconnects_after_a_session_ends(
    playground: Playground, listening: Listening, code: int
) -> None:
    """After a code that ends the session the bot identifies again."""
    playground.gateway.identify_every = 0  # else it tries again and again for five seconds
    async with logged_in(listening, playground):
        mara = await playground.person("mara")
        playground.faults.close_gateways(code)
        await until(lambda: listening.begun == 2, "a second READY")
        await hears(listening, mara, "after")

    assert listening.resumed == 0


@pytest.mark.parametrize("status", [500, 502])
async def test_a_failing_server_is_asked_again(
    playground: Playground, listening: Listening, status: int
) -> None:
    """What fails once with a 5xx arrives once."""
    async with logged_in(listening, playground):
        mara = await playground.person("mara")
        playground.faults.fail("POST /channels/*/messages", status)
        channel = listening.get_channel(int(mara.channel("papers")))
        assert isinstance(channel, discord.TextChannel)
        await channel.send("at last")
        await mara.wait_for(lambda message: message["content"] == "at last")

    statuses = [e.status for e in playground.transcript if e.route.endswith("/messages")]
    assert statuses == [status, 200]
    assert len(mara.messages(mara.channel("papers"))) == 1


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_is_waited_for(
    playground: Playground, listening: Listening, everywhere: bool
) -> None:
    """A 429 is tried again after the time that it names."""
    async with logged_in(listening, playground):
        channel = listening.get_channel(int(playground.world.channel_named("papers")))
        assert isinstance(channel, discord.TextChannel)
        playground.faults.rate_limit("POST /channels/*/messages", 0.3, everywhere=everywhere)
        await channel.send("at last")

    first, second = (e for e in playground.transcript if e.route.endswith("/messages"))
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 0.3
    assert first.answer["global"] is everywhere


async def test_many_requests_at_once_are_paced(
    playground: Playground, listening: Listening
) -> None:
    """By the headers alone the bot never asks for more than it is allowed."""
    async with logged_in(listening, playground):
        channel = listening.get_channel(int(playground.world.channel_named("papers")))
        assert isinstance(channel, discord.TextChannel)
        state = playground.world.state
        place, author = state.channels[str(channel.id)], playground.application.bot
        sent = [
            playground.world.messages.create(author, place, Draft(content=str(n))).id
            for n in range(7)
        ]
        first, *others = (channel.get_partial_message(int(one)) for one in sent)
        await first.delete()
        await asyncio.gather(*(one.delete() for one in others))

    deleted = [e for e in playground.transcript if e.method == "DELETE"]
    assert [e.status for e in deleted] == [204] * 7
    assert deleted[-1].at - deleted[0].at > 0.9
