"""Have one of several processes do a thing: PostgreSQL's advisory locks, held by a connection.

The server frees a lock when the connection of its holder ends, however that comes about: at once
where the process dies, within a minute where its machine is gone without a word. It does so too
where the server is started anew or something between cuts the connection, and the holder does not
hear of it: who holds a lock for long asks from time to time.
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
_TERMINATE_TIMEOUT_SECONDS, _POLL_SECONDS = 5.0, 0.05  # seconds

IsHeld = Callable[[], bool]
"""Says whether what was held is held still."""


class AdvisoryLock:
    """A lock of a database, by its name, or several as one; this object holds them once at a time.

    `where` is the database's address, without its password. What fails is raised in the errors of
    `schema`. `shared` is for those who bear each other, and keep out, and are kept out by, who
    takes it alone.
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
        """Take the lock where nobody else has it; say whether it is held now.

        Where it was held and its connection has broken, it is taken anew, if it can be: the server
        may still think that connection well, and is then told otherwise.
        """
        with self._using, translate_errors(self.where, self._schema):
            if self._is_held():
                return True
            connection = self._engine.connect()
            try:
                self._end_last(connection)
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
        """Take the lock, after whoever has it; those who wait come in their order."""
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
        """Say whether the lock is held still; where its connection has broken, it is not."""
        with self._using:
            return self._is_held()

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        with self._using:
            self._release()

    @contextmanager
    def hold(self, *, wait: bool = True) -> Iterator[IsHeld | None]:
        """Hold the lock in the block, and give what says whether it is held still.

        Without `wait`, give None where another has it.
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

    def _end_last(self, connection: sa.Connection) -> None:
        """Have the server end the connection that broke, if it has not, and what that one held."""
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
