"""Have the library grow by itself while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from bot.auto_ingest.feed import Feed
from bot.auto_ingest.worker import AutoIngest, Time
from bot.bootstrap.background_task import Sleep, beside
from bot.bootstrap.shard_locks import first_of_all
from bot.discord_bot.errors import log_incident
from bot.discord_bot.services import Services
from bot.settings import Settings
from retrieval.provenance import Provenance
from retrieval.sources.http.port import Fetch
from retrieval.sources.services import PaperServices


def grow(
    settings: Settings,
    services: Services,
    fetch: Fetch,
    turn: Callable[[], bool] = lambda: True,
    sleep: Sleep = asyncio.sleep,
) -> AutoIngest:
    """Return what brings in what the settings name, beside whatever else changes the library."""
    return AutoIngest(
        _inflows(settings),
        PaperServices(fetch),
        partial(services.application.writer.add, provenance=Provenance.SERVICE),
        services.stores.notes,
        Time(services.now, services.clock, sleep),
        every=timedelta(hours=settings.auto_ingest_hours),
        report=lambda error, of: log_incident(error, services, of=of),
        turn=turn,
    )


@asynccontextmanager
async def growing(
    settings: Settings, services: Services, fetch: Fetch, *, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[None]:
    """Grow in a task of its own while the block runs; a batch that is being taken in is finished.

    The caller that opened `fetch` must then release whatever waits for a service. Of several
    processes that share a database, one does this work.
    """
    lock = first_of_all(settings, "growth")
    growth = grow(settings, services, fetch, lock.take if lock else lambda: True, sleep)

    try:
        async with beside(growth.run(), "growing"):
            yield
    finally:
        if lock is not None:
            lock.release()


def _inflows(settings: Settings) -> tuple[Feed, ...]:
    return tuple(Feed.named(name) for name in settings.auto_ingest)
