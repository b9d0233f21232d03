"""Have forgotten, while the bot runs, what is kept for a time: receipts, and who spent what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bot.bootstrap.background_task import Sleep, beside
from bot.discord_bot.errors import log_incident
from bot.discord_bot.services import Services
from bot.receipts.receipt import SweepReceipts

HOUR: Final = 3_600.0
"""Seconds between two sweeps."""


@asynccontextmanager
async def sweeping(services: Services, *, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Sweep at once and then hourly, in a task of its own while the block runs.

    No error ends it.
    """
    async with beside(_sweep(services, sleep), "receipts"):
        yield


async def _sweep(services: Services, sleep: Sleep) -> None:
    community = services.stores
    while True:
        most = services.application.settings.receipt_days  # it may have changed
        sweep = SweepReceipts(community.receipts, community.settings, most)
        try:
            await asyncio.to_thread(sweep, services.now())
        except Exception as error:
            log_incident(error, services, of="forgetting old receipts")
        try:
            today = services.now().date()
            await asyncio.to_thread(community.spending.forget_people_before, today)
        except Exception as error:
            log_incident(error, services, of="forgetting who spent what")
        await sleep(HOUR)
