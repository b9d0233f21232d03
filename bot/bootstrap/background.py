"""Run the background work of a bot: ingest feeds, index queued papers, delete expired data.

Each kind of work runs in its own task during a block; no error ends it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Any, Final

from bot.auto_ingest.feed import Feed
from bot.auto_ingest.worker import AutoIngest
from bot.bootstrap.shard_locks import build_work_lock
from bot.discord_bot.errors import log_incident
from bot.discord_bot.library.full_texts import fetch_wanted
from bot.discord_bot.services import Services
from bot.receipts import forget_all_expired
from bot.settings import Settings
from retrieval.provenance import Provenance
from retrieval.sources.http.answer import Fetch
from retrieval.sources.services import PaperServices

Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""

REINDEX_SECONDS: Final = 60.0
"""Pause between two checks for queued papers; doubled after each failure, up to half an hour."""

SWEEP_SECONDS: Final = 3_600.0

_FETCH_SECONDS: Final = 86_400.0
_MAX_REINDEX_SECONDS: Final = 1_800.0
_MAX_WAITING_PAPERS: Final = 1_000
"""Half a minute of embedding. More, as after a killed import, are left to the operator, because
adding a paper meanwhile would take minutes."""


@asynccontextmanager
async def run_in_background(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run a coroutine in a task during the block, and cancel it at the end."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def ingest_in_background(
    settings: Settings, services: Services, fetch: Fetch, *, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[None]:
    """Ingest the feeds of the settings during the block; finish a batch that was started.

    At the end, the caller that opened `fetch` must end its pending requests. Of several processes
    that share a database, one does this work.
    """
    lock = build_work_lock(settings, "growth")
    worker = AutoIngest(
        [Feed.parse(name) for name in settings.auto_ingest],
        PaperServices(fetch),
        partial(services.application.writer.add, provenance=Provenance.SERVICE),
        services.stores.notes,
        every=timedelta(hours=settings.auto_ingest_hours),
        report=lambda error, of: log_incident(error, services, of=of),
        now=services.now,
        clock=services.clock,
        sleep=sleep,
        is_our_turn=lock.try_acquire if lock else lambda: True,
    )
    try:
        async with run_in_background(worker.run(), "growing"):
            yield
    finally:
        if lock is not None:
            lock.release()


async def reindex_queued(services: Services, sleep: Sleep) -> None:
    """Index queued papers every minute, until cancelled.

    Papers are queued if Chroma was down or the disk full when they were added, or if another
    process was indexing. Of consecutive errors, only the first is logged.
    """
    pause = REINDEX_SECONDS
    while True:
        await sleep(pause)
        try:
            await services.application.writer.index_pending(_MAX_WAITING_PAPERS)
        except Exception as error:
            if pause == REINDEX_SECONDS:
                log_incident(error, services, of="indexing what waits")
            pause = min(2 * pause, _MAX_REINDEX_SECONDS)
        else:
            pause = REINDEX_SECONDS


async def fetch_wanted_texts(services: Services, sleep: Sleep) -> None:
    """Fetch the texts of papers that are still wanted, at once and then daily, until cancelled.

    Of several processes that share a database, one does this work.
    """
    lock = build_work_lock(services.application.settings, "whole papers")
    try:
        while True:
            try:
                if lock is None or await asyncio.to_thread(lock.try_acquire):
                    await fetch_wanted(services)
            except Exception as error:
                log_incident(error, services, of="fetching whole papers")
            await sleep(_FETCH_SECONDS)
    finally:
        if lock is not None:
            lock.release()


async def sweep_expired(services: Services, sleep: Sleep) -> None:
    """Delete expired receipts, and what each person used before today, at once and then hourly."""
    stores = services.stores
    max_days = services.application.settings.receipt_days
    while True:
        try:
            await asyncio.to_thread(forget_all_expired, stores, services.now(), max_days)
        except Exception as error:
            log_incident(error, services, of="forgetting old receipts")
        try:
            today = services.now().date()
            await asyncio.to_thread(stores.spending.forget_people_before, today)
        except Exception as error:
            log_incident(error, services, of="forgetting who spent what")
        await sleep(SWEEP_SECONDS)
