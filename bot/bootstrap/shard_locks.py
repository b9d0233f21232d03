"""Divide a bot's work among the processes that share a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bot.bootstrap.clock import Sleep
from bot.bootstrap.state import StateUnusable
from bot.discord_bot.log import log
from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.tables import SCHEMA
from retrieval.db import AdvisoryLock
from retrieval.errors import CatalogueError

_OTHERS_END = 30.0  # seconds: one that is told to stop finishes answers first
_ASKED_EVERY = 0.5
_KEPT_EVERY = 5.0

Keep = Callable[[], None]
"""Takes anew what the database has lost; raises where another has it meanwhile. Blocks."""


def build_guild_filter(settings: Settings) -> Callable[[int], bool]:
    """Return what tells of a server's id whether this process serves it.

    https://discord.com/developers/docs/events/gateway#sharding
    """
    count, ids = settings.shards, frozenset(settings.shard_ids)
    if count is None or not ids:
        return lambda guild_id: True
    return lambda guild_id: (guild_id >> 22) % count in ids


@contextmanager
def hold_shards(
    settings: Settings, *, sleep: Callable[[float], object] = time.sleep
) -> Iterator[Keep]:
    """Serve the shards of the settings for the length of the block, and nobody else.

    Two that served one would both answer. One that is just stopping is waited for. Gives what
    keeps the shards. Raises `StateUnusable`.
    """
    locks = (
        _locks(settings) if settings.database else ()
    )  # else the data directory keeps others out

    def keep() -> None:
        for lock in locks:
            if lock.is_held():
                continue
            if not lock.take():
                raise StateUnusable(
                    "The database was started anew or cut off, and meanwhile another process has "
                    "taken what this one served: it ends, so that no question is answered twice. "
                    + _taken(settings)
                )
            log().warning("shards taken again", database=lock.where)

    with ExitStack() as held:
        try:
            for lock in locks:
                held.callback(lock.release)
                _take(lock, settings, sleep)
        except StorageError as error:
            raise StateUnusable(str(error)) from error
        yield keep


async def keep_locks(*keeps: Keep, sleep: Sleep = asyncio.sleep) -> None:
    """Keep what this process holds of a database, every five seconds; end by what they raise.

    While the database is away nobody else can take anything either.
    """
    while True:
        await sleep(_KEPT_EVERY)
        for keep in keeps:
            try:
                await asyncio.to_thread(keep)
            except (StorageError, CatalogueError):
                break


def build_work_lock(settings: Settings, work: str) -> AdvisoryLock | None:
    """Return what one process at a time can take, to do a work for all; None where it is alone."""
    return AdvisoryLock(settings.database, work, SCHEMA) if settings.database else None


def _locks(settings: Settings) -> Sequence[AdvisoryLock]:
    """Return the locks of the shards; without a number of them, one that keeps all others out."""
    url, count = settings.database, settings.shards
    if count is None:
        return [AdvisoryLock(url, "servers", SCHEMA)]
    ids = settings.shard_ids or range(count)
    return [
        AdvisoryLock(url, "servers", SCHEMA, shared=True),
        AdvisoryLock(url, [f"shard {n} of {count}" for n in ids], SCHEMA),
    ]


def _take(lock: AdvisoryLock, settings: Settings, sleep: Callable[[float], object]) -> None:
    for _ in range(round(_OTHERS_END / _ASKED_EVERY)):
        if lock.take():
            return
        sleep(_ASKED_EVERY)
    raise StateUnusable(_taken(settings))


def _taken(settings: Settings) -> str:
    if settings.shards is None:
        return (
            f"Another process serves Discord from {settings.database_shown}. Stop it, or divide "
            "the servers: FOOTNOTE_SHARDS for all, FOOTNOTE_SHARD_IDS for each."
        )
    ids = ", ".join(map(str, settings.shard_ids or range(settings.shards)))
    return (
        f"Another process serves some of the shards {ids} of {settings.shards} already. Give each "
        "process its own in FOOTNOTE_SHARD_IDS, and all the same FOOTNOTE_SHARDS."
    )
