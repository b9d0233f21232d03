"""Divide a bot's work among the processes that share a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bot.bootstrap.clock import Sleep
from bot.discord_bot.log import log
from bot.errors import ShardsTaken, StorageError
from bot.settings import Settings
from bot.storage.tables import SCHEMA
from retrieval.db.advisory_lock import AdvisoryLock
from retrieval.errors import CatalogueError

_SHUTDOWN_SECONDS = 30.0  # of another process, which finishes its answers first
_RETRY_SECONDS = 0.5
_CHECK_SECONDS = 5.0

Keep = Callable[[], None]
"""Takes locks again that the database has lost; raises if another process has one. Blocks."""


def build_guild_filter(settings: Settings) -> Callable[[int], bool]:
    """Return a predicate: whether this process serves the server of an id.

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
    """Hold the shards of the settings for the length of the block.

    Two processes that served one shard would both answer. A process that is stopping is waited
    for. Gives a function that keeps the locks. Raises `ShardsTaken`.
    """
    locks = (
        _locks(settings) if settings.database else ()
    )  # else the data directory keeps others out

    def keep() -> None:
        for lock in locks:
            if lock.is_held():
                continue
            if not lock.try_acquire():
                raise ShardsTaken(
                    "The database was restarted or cut off, and meanwhile another process has "
                    "taken what this one served: it ends, so that no question is answered twice. "
                    + _taken(settings)
                )
            log().warning("shards taken again", database=lock.where)

    with ExitStack() as held:
        for lock in locks:
            held.callback(lock.release)
            _acquire(lock, settings, sleep)
        yield keep


async def keep_locks(*keeps: Keep, sleep: Sleep = asyncio.sleep) -> None:
    """Check the locks of this process every five seconds; raise what a check raises.

    While the database is unreachable, no other process can take one either.
    """
    while True:
        await sleep(_CHECK_SECONDS)
        for keep in keeps:
            try:
                await asyncio.to_thread(keep)
            except (StorageError, CatalogueError):
                break


def build_work_lock(settings: Settings, work: str) -> AdvisoryLock | None:
    """Return a lock on work that one process does for all; None if this is the only process."""
    return AdvisoryLock(settings.database, work, SCHEMA) if settings.database else None


def _locks(settings: Settings) -> Sequence[AdvisoryLock]:
    """Return the locks of the shards; without shards, one that keeps all other processes out."""
    url, count = settings.database, settings.shards
    if count is None:
        return [AdvisoryLock(url, "servers", SCHEMA)]
    ids = settings.shard_ids or range(count)
    return [
        AdvisoryLock(url, "servers", SCHEMA, shared=True),
        AdvisoryLock(url, [f"shard {n} of {count}" for n in ids], SCHEMA),
    ]


def _acquire(lock: AdvisoryLock, settings: Settings, sleep: Callable[[float], object]) -> None:
    for _ in range(round(_SHUTDOWN_SECONDS / _RETRY_SECONDS)):
        if lock.try_acquire():
            return
        sleep(_RETRY_SECONDS)
    raise ShardsTaken(_taken(settings))


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
