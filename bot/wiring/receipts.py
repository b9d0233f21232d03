"""Have receipts forgotten whose time is over, while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from bot.community.receipts import SweepReceipts
from bot.discord_front.errors import log_incident
from bot.discord_front.services import Services

DAY: Final = 86_400.0
"""Seconds between two sweeps."""

Sleep = Callable[[float], Awaitable[object]]


@asynccontextmanager
async def sweeping(services: Services, *, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Sweep at once and then daily, in a task of its own while the block runs; no error ends it."""
    task = asyncio.create_task(_sweep(services, sleep), name="receipts")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sweep(services: Services, sleep: Sleep) -> None:
    community = services.community
    while True:
        most = services.application.settings.receipt_days  # it may have changed
        sweep = SweepReceipts(community.receipts, community.settings, most)
        try:
            await asyncio.to_thread(sweep, services.now())
        except Exception as error:
            log_incident(error, services, of="forgetting old receipts")
        await sleep(DAY)
