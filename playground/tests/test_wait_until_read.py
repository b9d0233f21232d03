"""Wait until clients have read what they were sent, so that a test need not guess how long."""

from __future__ import annotations

import asyncio

from discord_playground.server import Playground
from playground.tests.lines import INTENTS, Line


async def test_it_waits_for_a_client_that_lags(playground: Playground, line: Line) -> None:
    """It ends when the client says that it has read the last event, and not before."""
    await line.identify(INTENTS)
    mara = await playground.person("mara")
    await mara.say(mara.dm(), "hello")
    draining = asyncio.create_task(playground.hub.wait_until_read())
    while (frame := await line.receive())["op"] != 1:
        assert frame["op"] == 0
        assert not draining.done()
    await line.send(1, line.sequence)

    async with asyncio.timeout(60):
        await draining
    assert line.sequence == max(s.sequence for s in playground.hub.sessions if s.user.bot)


async def test_it_does_not_wait_for_who_is_gone(playground: Playground, line: Line) -> None:
    """A session that lost its connection is left alone."""
    await line.identify(INTENTS)
    playground.faults.disconnect()
    await line.until_closed()

    async with asyncio.timeout(60):
        await playground.hub.wait_until_read()
