"""Processes that share a database: each has its shards, and one at a time does what is for all."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.bootstrap.shard_locks import build_work_lock, hold_shards, keep_locks
from bot.errors import ShardsTaken, StorageError
from bot.settings import Settings
from bot.storage.tables import SCHEMA
from retrieval.db.advisory_lock import AdvisoryLock
from retrieval.db.database import make_engine
from retrieval.errors import CatalogueError
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


@needs_postgresql
def test_each_has_its_own(slept: list[float]) -> None:
    """Shards that differ are served side by side, and one that ends is followed by another."""
    with ExitStack() as held:
        held.enter_context(hold_shards(settings(3, 0), sleep=slept.append))
        held.enter_context(hold_shards(settings(3, 1, 2), sleep=slept.append))
        follower = ExitStack()

        def ends(seconds: float) -> None:
            slept.append(seconds)
            held.close()

        with follower:
            follower.enter_context(hold_shards(settings(3, 0), sleep=ends))

    assert slept == [0.5]


def test_alone_there_is_nothing_to_share() -> None:
    """Where the data directory has all, nobody is asked."""
    assert build_work_lock(Settings(), "growth") is None
    with hold_shards(Settings(), sleep=lambda seconds: pytest.fail("it waited")) as keep:
        keep()


@pytest.mark.parametrize("whose", [(None,), (3, 0, 1)])
@needs_postgresql
def test_shards_are_kept(whose: tuple[int, ...], slept: list[float]) -> None:
    """What the server has lost with its connections is taken again, and keeps others out."""
    with hold_shards(settings(*whose), sleep=slept.append) as keep:
        _end_connections()
        keep()
        with (
            pytest.raises(ShardsTaken),
            hold_shards(settings(*whose), sleep=slept.append),
        ):
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


async def test_it_is_kept_while_the_database_is_away() -> None:
    """It is asked for again and again until another has it; without a database nobody has."""
    found: list[type[Exception] | None] = [None, StorageError, CatalogueError, None, ShardsTaken]
    pauses: list[float] = []

    def keep() -> None:
        error = found.pop(0)
        if error is not None:
            raise error("as it is")

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    with pytest.raises(ShardsTaken):
        await keep_locks(keep, sleep=sleep)
    assert pauses == [5.0] * 5


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
@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system has no such option")
def test_a_server_that_is_gone_without_a_word_is_waited_for_a_minute() -> None:
    """Not for the quarter of an hour for which the system sends again what was asked."""
    engine = make_engine(sa.make_url(database_url()))
    with engine.connect() as connection:
        found = connection.connection.driver_connection
        assert found is not None
        with socket.socket(fileno=os.dup(found.pgconn.socket)) as ours:
            waits = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    engine.dispose()

    assert 0 < waits < 60_000  # milliseconds


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


@needs_postgresql
def test_who_waits_comes_after(locks: tuple[AdvisoryLock, AdvisoryLock]) -> None:
    """Waiting ends when the other lets go."""
    one, other = locks
    one.acquire()
    waiting = threading.Thread(target=other.acquire)
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    one.release()
    waiting.join(30)

    assert not waiting.is_alive()
    assert not one.try_acquire()


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
