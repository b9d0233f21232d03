"""Divide the servers of a bot among the processes that share a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from bot.discord_bot.log import log
from bot.errors import ShardsTaken, StorageError
from bot.settings import Settings
from bot.storage.tables import SCHEMA
from retrieval.db.advisory_lock import AdvisoryLock
from retrieval.errors import CatalogueError

_SHUTDOWN_SECONDS = 30.0  # for another process that finishes its answers
_RETRY_SECONDS = 0.5
_CHECK_SECONDS = 5.0

RenewLocks = Callable[[], None]
"""Acquires locks again that the database has lost; raises if another process has one. Blocks."""


def build_guild_filter(settings: Settings) -> Callable[[int], bool]:
    """Return whether this process serves the server of an id, as a function.

    https://discord.com/developers/docs/events/gateway#sharding
    """
    count, ids = settings.shards, frozenset(settings.shard_ids)
    if count is None or not ids:
        return lambda guild_id: True
    return lambda guild_id: (guild_id >> 22) % count in ids


@contextmanager
def hold_shards(
    settings: Settings, *, sleep: Callable[[float], object] = time.sleep
) -> Iterator[RenewLocks]:
    """Hold locks on the shards of the settings during the block; give a function to renew them.

    Without locks, two processes that serve one shard would both answer. Waits for a process that
    is stopping. Raises `ShardsTaken` and `StorageError`.
    """
    # Without a database, the lock on the data folder excludes other processes.
    locks = _build_locks(settings) if settings.database else ()

    def renew() -> None:
        for lock in locks:
            if lock.is_held():
                continue
            if not lock.try_acquire():
                raise ShardsTaken(
                    "The connection to the database was lost, and meanwhile another process has "
                    "taken over the servers of this one. This process stops, so that no question "
                    "is answered twice. " + _describe_conflict(settings)
                )
            log().warning("shards taken again", database=lock.where)

    with ExitStack() as held:
        for lock in locks:
            held.callback(lock.release)
            _acquire(lock, settings, sleep)
        yield renew


async def keep_locks(
    *renewals: RenewLocks, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Renew the locks of this process every five seconds; raise if another process has one.

    An unreachable database is no problem, since no other process can acquire a lock either.
    """
    while True:
        await sleep(_CHECK_SECONDS)
        for renew in renewals:
            try:
                await asyncio.to_thread(renew)
            except (StorageError, CatalogueError):
                break


def build_work_lock(settings: Settings, work: str) -> AdvisoryLock | None:
    """Return a lock on work that one process does for all; None without a database."""
    return AdvisoryLock(settings.database, work, SCHEMA) if settings.database else None


def _build_locks(settings: Settings) -> Sequence[AdvisoryLock]:
    """Return the locks of the shards; without shards, one that excludes all other processes."""
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
    raise ShardsTaken(_describe_conflict(settings))


def _describe_conflict(settings: Settings) -> str:
    if settings.shards is None:
        return (
            f"Another process already runs the bot on {settings.database_shown}. Stop it, or divide"
            " the servers: set FOOTNOTE_SHARDS for all processes, and FOOTNOTE_SHARD_IDS for each."
        )
    ids = ", ".join(map(str, settings.shard_ids or range(settings.shards)))
    return (
        f"Another process already serves some of the shards {ids} of {settings.shards}. Give each "
        "process its own FOOTNOTE_SHARD_IDS, and all the same FOOTNOTE_SHARDS."
    )
