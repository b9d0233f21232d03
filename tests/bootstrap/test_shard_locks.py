"""Processes that share a database: each has its shards, and one at a time does what is for all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.bootstrap import background
from bot.bootstrap.shard_locks import hold_shards
from bot.errors import ShardsTaken, StorageError
from bot.settings import Settings
from bot.storage.tables import SCHEMA
from retrieval.db.advisory_lock import AdvisoryLock
from tests.chaos.wire import Wire
from tests.servers.postgresql import database_url, needs_postgresql


def settings(count: int | None = None, *ids: int) -> Settings:
    """Return those of a process."""
    return Settings(database_url=SecretStr(database_url()), shards=count, shard_ids=ids)


@pytest.fixture
def slept() -> list[float]:
    """Return how long whoever waited has slept."""
    return []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((3, 0, 1), (3, 1, 2)),
        ((3,), (3, 2)),
        ((None,), (3, 2)),
        ((3, 2), (None,)),
        ((None,), (None,)),
    ],
)
@needs_postgresql
def test_no_shard_has_two(one: tuple[int, ...], other: tuple[int, ...], slept: list[float]) -> None:
    """The second waits for half a minute, and is then told what to set."""
    with (
        hold_shards(settings(*one), sleep=slept.append),
        pytest.raises(ShardsTaken, match="FOOTNOTE_SHARD"),
        hold_shards(settings(*other), sleep=slept.append),
    ):
        pass

    assert sum(slept) == 30
    with hold_shards(settings(*other), sleep=slept.append):
        pass
    assert sum(slept) == 30


@pytest.mark.parametrize("whose", [(None,), (3, 0, 1)])
@needs_postgresql
def test_shards_are_kept(whose: tuple[int, ...], slept: list[float]) -> None:
    """What the server has lost with its connections is taken again, and keeps others out."""
    with hold_shards(settings(*whose), sleep=slept.append) as keep:
        _end_connections()
        keep()
        with pytest.raises(ShardsTaken), hold_shards(settings(*whose), sleep=slept.append):
            pass


@needs_postgresql
def test_shards_that_another_has_are_given_up(slept: list[float]) -> None:
    """Who finds that another serves meanwhile what it has lost ends, and says why."""
    with hold_shards(settings(3, 0, 1), sleep=slept.append) as keep:
        _end_connections()
        with (
            hold_shards(settings(3, 1, 2), sleep=slept.append),
            pytest.raises(ShardsTaken, match=r"meanwhile another process.* shards 0, 1 of 3"),
        ):
            keep()


@needs_postgresql
async def test_one_process_fetches_the_texts_that_are_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another does once that one has ended."""
    done = [asyncio.Event(), asyncio.Event()]
    fetched: list[int] = []

    async def fetch(number: int) -> None:
        fetched.append(number)

    async def run(number: int) -> None:
        async def sleep(seconds: float) -> None:
            done[number].set()
            await asyncio.Event().wait()

        services = SimpleNamespace(application=SimpleNamespace(settings=settings()), n=number)
        await background.fetch_wanted_texts(cast(Any, services), sleep)

    monkeypatch.setattr(background, "fetch_wanted", lambda services: fetch(services.n))
    async with background.run_in_background(run(0), "one"):
        await done[0].wait()
        async with background.run_in_background(run(1), "other"):
            await done[1].wait()
        assert fetched == [0]
    done[1].clear()
    async with background.run_in_background(run(1), "other"):
        await done[1].wait()
    assert fetched == [0, 1]


# The locks themselves


@pytest.fixture
def locks() -> Iterator[tuple[AdvisoryLock, AdvisoryLock]]:
    """Give the same lock as two processes have it."""
    pair = [AdvisoryLock(database_url(), "a work", SCHEMA) for _ in "12"]
    yield pair[0], pair[1]
    for lock in pair:
        lock.release()


@needs_postgresql
def test_one_holds_it(locks: tuple[AdvisoryLock, AdvisoryLock]) -> None:
    """Until it lets go; whoever has it may ask again."""
    one, other = locks

    assert [one.try_acquire(), one.try_acquire(), other.try_acquire()] == [True, True, False]
    one.release()
    one.release()
    assert [other.try_acquire(), one.try_acquire()] == [True, False]


@needs_postgresql
def test_a_broken_connection_is_noticed(locks: tuple[AdvisoryLock, AdvisoryLock]) -> None:
    """Who held the lock when the server ended its connection takes it anew, or has lost it."""
    one, other = locks
    assert one.try_acquire()
    _end_connection(one)
    assert one.try_acquire()
    _end_connection(one)
    assert other.try_acquire()

    assert not one.try_acquire()


@needs_postgresql
async def test_a_connection_that_only_one_end_has_lost(
    locks: tuple[AdvisoryLock, AdvisoryLock],
) -> None:
    """The server, which thinks it well, is told to end it; nobody else comes in between."""
    address = sa.make_url(database_url())
    async with Wire(int(address.port or 5432)) as wire:
        by_wire = address.set(port=wire.port).render_as_string(hide_password=False)
        lock = AdvisoryLock(by_wire, "a work", SCHEMA)
        assert await asyncio.to_thread(lock.try_acquire)
        wire.forget()

        assert not await asyncio.to_thread(lock.is_held)
        assert not await asyncio.to_thread(locks[0].try_acquire)
        assert await asyncio.to_thread(lock.try_acquire)
        assert await asyncio.to_thread(lock.is_held)
        await asyncio.to_thread(lock.release)


@needs_postgresql
def test_whose_turn_it_was_is_told(locks: tuple[AdvisoryLock, AdvisoryLock]) -> None:
    """Who does something in its turn can see that it is not its turn any more."""
    one, other = locks
    with one.hold() as still:
        assert still is not None
        assert still()
        _end_connection(one)
        assert not still()
        with other.hold(wait=False) as others:
            assert others is not None
            assert others()
            assert not still()


def test_no_server_is_told() -> None:
    """In the errors of what is kept, without the password."""
    lock = AdvisoryLock("postgresql://user:s3cret@127.0.0.1:1/name", "a work", SCHEMA)

    with pytest.raises(StorageError, match="Check that the server runs") as caught:
        lock.try_acquire()
    assert "s3cret" not in str(caught.value)


def _end_connections() -> None:
    """Have the server end all of this process's, as when it is started anew."""
    ending = sa.text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE application_name = :name AND datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    engine = sa.create_engine(sa.make_url(database_url()).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        connection.execute(ending, {"name": f"footnote {os.getpid()}"})
    engine.dispose()


def _end_connection(lock: AdvisoryLock) -> None:
    """Have the server end a lock's connection."""
    assert lock._connection is not None
    pid = lock._connection.scalar(sa.text("SELECT pg_backend_pid()"))
    with lock._engine.connect() as another:
        another.execute(sa.text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid})
