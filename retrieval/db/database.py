"""Reach the database: connections, transactions, and what differs by dialect."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from retrieval.db.schema import Schema, translate_errors

Value = TypeVar("Value")

MAX_BATCH_VALUES = 500
"""How many values one IN list holds; SQLite of before 2020 takes 999 a statement."""

_BUSY_MS = 30_000
_SWITCHING_SECONDS = 0.01  # between tries to switch to the write-ahead log
_TRUNCATING_MS = 2_000
"""How long an erasure waits for readers of what was deleted."""
_POOL_SIZE = 5
"""Connections that are kept, and as many more for a moment: a server has a hundred for all."""

# https://www.postgresql.org/docs/current/libpq-connect.html: seconds, and milliseconds at the last.
# With `options` the server frees, within a minute, the locks of a machine that disappeared. The
# other values make a client notice as soon that the server disappeared, even with a request in
# flight, which the system would otherwise resend for a quarter of an hour.
_CONNECT_ARGS = {
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 50_000,
    "options": "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
}
_DRIVER = "postgresql+psycopg"


class Database:
    """An engine with one writer at a time, and the name people know it by.

    Writers are serialized, by a lock in this process and by the database between processes, as
    they read before they write: two that add one work at the same moment must make one paper.
    A SQLite database that is `read_only` refuses to be written. In PostgreSQL, tables are those of
    the schema `namespace`, if one is given. Failures are raised as the errors of `schema`.
    """

    def __init__(
        self,
        url_or_path: str | Path,
        schema: Schema,
        *,
        read_only: bool = False,
        namespace: str = "",
    ) -> None:
        url = _parse_url(url_or_path, schema)
        self.schema = schema
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.name = str(url.database) if self.is_sqlite else redact_url(url)
        if self.is_sqlite:
            _make_folder(url, schema)
        if self.is_sqlite and not read_only:
            protect_file(url.database or "")
        try:
            self._engine = make_engine(url, namespace)
        except (ImportError, sa.exc.ArgumentError) as error:
            raise schema.failed(
                f"No driver for the database {self.name} ({error}). For PostgreSQL: "
                "pip install 'footnote[postgresql]'."
            ) from error
        if self.is_sqlite:
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
            if read_only:
                sa.event.listen(self._engine, "connect", _forbid_writing)
            sa.event.listen(self._engine, "begin", _begin_sqlite)
        self._writers = self._engine.execution_options(footnote_writes=True)
        self._writing = threading.RLock()
        self.truncates_next = False
        """Whether the log is truncated after the next write."""

    @contextmanager
    def read_transaction(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database."""
        with translate_errors(self.name, self.schema), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write_transaction(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction: all of it is written, or, on an error, nothing."""
        with (
            translate_errors(self.name, self.schema),
            self._writing,
            self._writers.begin() as connection,
        ):
            if not self.is_sqlite:
                lock = sa.func.pg_advisory_xact_lock(self.schema.writer_lock)
                connection.execute(sa.select(lock))
            yield connection
        if self.truncates_next:
            self.truncate_log()

    def truncate_log(self) -> None:
        """Remove deleted data from SQLite's write-ahead log; do nothing for PostgreSQL.

        If a reader still needs the log, try again after the next write.
        https://sqlite.org/pragma.html#pragma_wal_checkpoint
        """
        if not self.is_sqlite:
            return
        with translate_errors(self.name, self.schema), self._writing:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {_TRUNCATING_MS}")
                row = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
                self.truncates_next = row is None or bool(row[0])
            finally:
                connection.close()

    def upsert(
        self, connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Insert `rows`, replacing rows with the same primary key."""
        if rows:
            connection.execute(_build_upsert(table, self._engine.dialect.name), list(rows))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@cache
def _build_upsert(table: sa.Table, dialect: str) -> Any:
    keys = [column.name for column in table.primary_key]
    others = [column.name for column in table.columns if column.name not in keys]
    # An import of the one for PostgreSQL takes 40 ms.
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    kept = {name: insert.excluded[name] for name in others}
    if kept:
        return insert.on_conflict_do_update(index_elements=keys, set_=kept)
    return insert.on_conflict_do_nothing(index_elements=keys)


def make_engine(url: sa.URL, namespace: str = "", **options: Any) -> sa.Engine:
    """Return an engine; PostgreSQL connections survive a restart of the server.

    They use the tables of the schema `namespace`, or of their role's. Raises ImportError without a
    driver.
    """
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername=_DRIVER)
        reaching = {**_CONNECT_ARGS, "application_name": f"footnote {os.getpid()}"}
        if namespace:
            reaching["options"] = f"{_CONNECT_ARGS['options']} -c search_path={namespace}"
        options = {"pool_pre_ping": True, "connect_args": reaching, **options}
        if "poolclass" not in options:
            options |= {"pool_size": _POOL_SIZE, "max_overflow": _POOL_SIZE}
    return sa.create_engine(
        url,
        hide_parameters=True,  # an error names no values: they are what people wrote
        json_serializer=_to_json,
        json_deserializer=json.loads,
        **options,
    )


def protect_file(path: str) -> None:
    """Create a database's file, or change its mode, so that only its owner may open it.

    SQLite gives the same mode to the files beside it. In a folder that cannot be written, nothing
    happens: opening the database explains that.
    """
    if path in {"", ":memory:"}:
        return
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)


def redact_url(url: sa.URL) -> str:
    """Return a URL to show, without its password and query parameters."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()


def batches(values: Sequence[Value], size: int = MAX_BATCH_VALUES) -> Iterator[Sequence[Value]]:
    """Cut `values` into runs of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _parse_url(url_or_path: str | Path, schema: Schema) -> sa.URL:
    if isinstance(url_or_path, Path) or "://" not in url_or_path:
        return sa.URL.create("sqlite", database=str(url_or_path))
    try:
        url = sa.make_url(url_or_path)
    except sa.exc.ArgumentError as error:
        raise schema.failed(
            "FOOTNOTE_DATABASE_URL is not a database URL; it should look like "
            "postgresql://user:password@host/name."
        ) from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername=_DRIVER)
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise schema.failed(
            f"A {schema.noun} in memory is lost at once; give the path of a file instead."
        )
    if backend not in ("sqlite", "postgresql"):
        raise schema.failed(
            f"Footnote keeps {schema.contents} in SQLite or PostgreSQL, not in {backend}. "
            "Set FOOTNOTE_DATABASE_URL to a postgresql:// address, or unset it."
        )
    return url


def _make_folder(url: sa.URL, schema: Schema) -> None:
    if str(url.database).startswith("file:"):  # a URI, as in https://www.sqlite.org/uri.html
        return
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise schema.unusable(
            f"The folder {folder} cannot be made ({error.strerror}). Choose another with "
            "FOOTNOTE_DATA_DIR."
        ) from error


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite does, in the right mode.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        _write_ahead(cursor)
        # What is deleted is overwritten: https://sqlite.org/pragma.html#pragma_secure_delete
        cursor.execute("PRAGMA secure_delete = ON")
        # In WAL mode a commit then survives the death of the process; a power cut may take
        # the last ones, never the file.
        cursor.execute("PRAGMA synchronous = NORMAL")
    finally:
        cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch a file to its write-ahead log, if it is not; another may be doing so.

    Of two that do so at once, SQLite refuses one at once, whatever its busy timeout.
    """
    until = time.monotonic() + _BUSY_MS / 1_000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_SWITCHING_SECONDS)
        else:
            return


def _forbid_writing(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("footnote_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def storable_text(text: str) -> str:
    """Return `text` without NUL characters, and with U+FFFD for lone surrogates.

    PostgreSQL holds neither; SQLite's driver takes no surrogates.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two surrogates that make a pair are joined; only lone ones are lost.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
