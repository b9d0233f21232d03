"""Let one of several processes do some work: PostgreSQL's advisory locks, held by a connection.

The server frees a lock when its holder's connection ends: at once if the process dies, within a
minute if its machine disappears. A server restart or a cut connection frees it too, and the holder
is not notified: long-running holders must check from time to time.
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from retrieval.db.database import make_engine, redact_url
from retrieval.db.schema import Schema, translate_errors

_OWN_SESSION = sa.text(
    "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
)
_TERMINATE = sa.text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE pid = :pid AND backend_start = :backend_start"
)
_TERMINATE_TIMEOUT_SECONDS, _POLL_SECONDS = 5.0, 0.05

IsHeld = Callable[[], bool]
"""Returns whether a lock is still held."""


class AdvisoryLock:
    """A lock of a database, by its name, or several as one; this object holds them once at a time.

    `where` is the database's address, without its password. Failures are raised as the errors of
    `schema`. Holders of a `shared` lock tolerate each other and exclude exclusive holders.
    """

    def __init__(
        self, url: str, names: str | Sequence[str], schema: Schema, *, shared: bool = False
    ) -> None:
        self._engine = make_engine(sa.make_url(url), poolclass=sa.NullPool).execution_options(
            isolation_level="AUTOCOMMIT"
        )
        self.where = redact_url(sa.make_url(url))
        self._keys = [lock_key(name) for name in ([names] if isinstance(names, str) else names)]
        self._schema = schema
        self._ending = "_shared" if shared else ""
        self._connection: sa.Connection | None = None
        self._session: dict[str, Any] | None = None
        self._using = threading.Lock()

    def try_acquire(self) -> bool:
        """Take the lock if it is free; return whether it is held now.

        If it was held and its connection broke, take it again: the server may not have noticed
        yet, so it is made to end the broken connection first.
        """
        with self._using, translate_errors(self.where, self._schema):
            if self._is_held():
                return True
            connection = self._engine.connect()
            try:
                self._end_broken_session(connection)
                session = connection.execute(_OWN_SESSION).mappings().one()
                take = getattr(sa.func, f"pg_try_advisory_lock{self._ending}")
                if all(connection.scalar(sa.select(take(key))) for key in self._keys):
                    self._connection, self._session = connection, dict(session)
                    return True
            finally:
                if self._connection is not connection:
                    connection.close()
            return False

    def acquire(self) -> None:
        """Wait for the lock and take it; waiters are served in order."""
        with self._using, translate_errors(self.where, self._schema):
            if not self._is_held():
                connection = self._engine.connect()
                try:
                    take = getattr(sa.func, f"pg_advisory_lock{self._ending}")
                    for key in sorted(self._keys):  # in one order: no two wait for each other
                        connection.execute(sa.select(take(key)))
                except BaseException:
                    connection.close()
                    raise
                self._connection = connection

    def is_held(self) -> bool:
        """Return whether the lock is still held; it is not if its connection broke."""
        with self._using:
            return self._is_held()

    def release(self) -> None:
        """Release the lock if it is held."""
        with self._using:
            self._release()

    @contextmanager
    def hold(self, *, wait: bool = True) -> Iterator[IsHeld | None]:
        """Hold the lock in the block; yield a function that checks that it is still held.

        Without `wait`, yield None if another process holds it.
        """
        if wait:
            self.acquire()
        elif not self.try_acquire():
            yield None
            return
        try:
            yield self.is_held
        finally:
            self.release()

    def _is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(sa.select(1))
        except sa.exc.SQLAlchemyError:
            connection, self._connection = self._connection, None
            with suppress(sa.exc.SQLAlchemyError):
                connection.invalidate()
                connection.close()
            return False
        return True

    def _end_broken_session(self, connection: sa.Connection) -> None:
        """Make the server end the connection that broke, which frees its locks."""
        end = time.monotonic() + _TERMINATE_TIMEOUT_SECONDS
        while self._session and connection.scalar(_TERMINATE, self._session):
            if time.monotonic() > end:  # it is not another's
                raise self._schema.failed(
                    f"The database {self.where} holds a connection still that has broken. Wait for "
                    "a minute, and try again."
                )
            time.sleep(_POLL_SECONDS)
        self._session = None

    def _release(self) -> None:
        connection, self._connection, self._session = self._connection, None, None
        if connection is not None:
            with suppress(sa.exc.SQLAlchemyError):  # a broken one holds nothing any more
                # The server would free it too, but not before we go on.
                connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))
            with suppress(sa.exc.SQLAlchemyError):
                connection.close()


def lock_key(name: str) -> int:
    """Return the number of a lock's name: 64 bits, with a sign, as PostgreSQL has them."""
    return int.from_bytes(sha256(f"footnote:{name}".encode()).digest()[:8], signed=True)
