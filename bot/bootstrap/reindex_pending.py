"""Have papers indexed that were recorded while an index could not be written, as the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bot.bootstrap.background_task import Sleep, beside
from bot.discord_bot.errors import log_incident
from bot.discord_bot.services import Services

EVERY: Final = 60.0
"""Seconds between two looks; after each that fails it is twice as long, up to half an hour."""

_LONGEST: Final = 1_800.0
_MAX_PAPERS: Final = 1_000
"""Papers: half a minute of embedding. More, as after a library's import was killed, are left to
who starts that again: whoever adds a paper meanwhile would wait for minutes."""


@asynccontextmanager
async def catching_up(services: Services, *, sleep: Sleep = asyncio.sleep) -> AsyncIterator[None]:
    """Look every minute whether papers wait, in a task of its own while the block runs.

    They do where Chroma was down, or the disk full, when they came in, or while another process
    is indexing them, which is not waited for. No error ends it; of several in a row the first is
    logged.
    """
    async with beside(_catch_up(services, sleep), "catching up"):
        yield


async def _catch_up(services: Services, sleep: Sleep) -> None:
    pause = EVERY
    while True:
        await sleep(pause)
        try:
            await services.application.writer.index_pending(_MAX_PAPERS)
        except Exception as error:
            if pause == EVERY:
                log_incident(error, services, of="indexing what waits")
            pause = min(2 * pause, _LONGEST)
        else:
            pause = EVERY
