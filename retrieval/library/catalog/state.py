"""Keep small values beside the papers: what the indexes were made with, how often they changed."""

from __future__ import annotations

import json

import sqlalchemy as sa

from retrieval.db import Database
from retrieval.library.catalog.tables import state

LIBRARY_VERSION = "library_version"
"""The key of a counter that every change of the papers or of the queue increases."""

LAST_ARRIVAL = "last_arrival"
"""The key of the highest number that a paper has had; it never falls."""


def read(connection: sa.Connection, key: str) -> str | None:
    """Return the value of `key`, or None."""
    value: str | None = connection.scalar(sa.select(state.c.value).where(state.c.key == key))
    return value


def write(database: Database, connection: sa.Connection, key: str, value: str) -> None:
    """Set `key` to `value`."""
    database.upsert(connection, state, [{"key": key, "value": value}])


def version(connection: sa.Connection) -> int:
    """Return the library's version, 0 before the first change."""
    return int(json.loads(read(connection, LIBRARY_VERSION) or "0"))


def next_version(database: Database, connection: sa.Connection) -> int:
    """Increase the library's version and return it; to be called in a writing transaction."""
    increased = version(connection) + 1
    write(database, connection, LIBRARY_VERSION, json.dumps(increased))
    return increased


def last_arrival(connection: sa.Connection) -> int:
    """Return the number of the paper that came last, 0 before the first."""
    return int(json.loads(read(connection, LAST_ARRIVAL) or "0"))


def set_last_arrival(database: Database, connection: sa.Connection, number: int) -> None:
    """Keep the number of the paper that came last; to be called in a writing transaction."""
    write(database, connection, LAST_ARRIVAL, json.dumps(number))
