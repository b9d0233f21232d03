"""Answer arrivals first."""

from __future__ import annotations

import asyncio
import time

from bot.discord_bot.inflight import PendingAcks


async def _some_turns() -> None:
    """Let the event loop run what is ready."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_nobody_waits_where_nothing_arrives() -> None:
    """It is quiet at once."""
    waiting = asyncio.create_task(PendingAcks().wait_idle(3_600))
    await asyncio.sleep(0)

    assert waiting.done()


async def test_it_is_quiet_when_the_last_is_answered() -> None:
    """And not before."""
    arrivals, done = PendingAcks(), []

    async def wait() -> None:
        await arrivals.wait_idle(5)
        done.append("quiet")

    with arrivals.track():
        with arrivals.track():
            waiting = asyncio.create_task(wait())
            await _some_turns()
        await _some_turns()
        assert done == []
    await waiting

    assert done == ["quiet"]


async def test_the_wait_has_an_end() -> None:
    """Those who were there before are not held up for ever."""
    arrivals = PendingAcks()
    with arrivals.track():
        began = time.monotonic()
        await arrivals.wait_idle(0.05)

    assert time.monotonic() - began > 0.04
