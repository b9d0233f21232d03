"""The queue of papers to index, and the counters of the catalog.

Both are written in the transaction that changes the papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from retrieval.db.database import Database
from retrieval.library.catalog.tables import index_queue, papers, state

Action = Literal["index", "remove"]


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A paper to index or remove; `revision` grows with every change of the paper."""

    paper_id: str
    action: Action
    revision: int


def enqueue(
    database: Database,
    connection: sa.Connection,
    ids: Iterable[str],
    action: Action,
    revision: int,
) -> None:
    """Queue `ids`, replacing their earlier entries."""
    rows = [{"paper_id": i, "action": action, "revision": revision} for i in ids]
    database.upsert(connection, index_queue, rows)


def enqueue_all(connection: sa.Connection, revision: int) -> int:
    """Queue all papers for indexing, and return their number; removals stay queued."""
    present = index_queue.c.paper_id.in_(sa.select(papers.c.paper_id))
    connection.execute(sa.delete(index_queue).where(present))
    rows = sa.select(papers.c.paper_id, sa.literal("index"), sa.literal(revision))
    columns = ["paper_id", "action", "revision"]
    connection.execute(sa.insert(index_queue).from_select(columns, rows))
    return connection.scalar(sa.select(sa.func.count()).select_from(papers)) or 0


def list_pending(connection: sa.Connection, limit: int) -> list[QueueEntry]:
    """Return up to `limit` entries, oldest first."""
    wanted = sa.select(index_queue.c.paper_id, index_queue.c.action, index_queue.c.revision)
    wanted = wanted.order_by(index_queue.c.revision, index_queue.c.paper_id).limit(limit)
    return [QueueEntry(*row) for row in connection.execute(wanted)]


def ack(connection: sa.Connection, entries: Iterable[QueueEntry]) -> None:
    """Delete `entries`, except those whose paper has changed since."""
    done = [{"entry_id": e.paper_id, "entry_revision": e.revision} for e in entries]
    if done:
        connection.execute(
            sa.delete(index_queue).where(
                index_queue.c.paper_id == sa.bindparam("entry_id"),
                index_queue.c.revision == sa.bindparam("entry_revision"),
            ),
            done,
        )


LIBRARY_VERSION = "library_version"
"""The key of a counter that grows with every change of the papers or the queue."""

LAST_ARRIVAL = "last_arrival"
"""The key of the highest number ever given to a paper."""


def get_state(connection: sa.Connection, key: str) -> str | None:
    """Return the value of `key`, or None."""
    value: str | None = connection.scalar(sa.select(state.c.value).where(state.c.key == key))
    return value


def set_state(database: Database, connection: sa.Connection, key: str, value: str) -> None:
    """Set `key` to `value`."""
    database.upsert(connection, state, [{"key": key, "value": value}])


def library_version(connection: sa.Connection) -> int:
    """Return the library's version, 0 before the first change."""
    return int(json.loads(get_state(connection, LIBRARY_VERSION) or "0"))


def next_version(database: Database, connection: sa.Connection) -> int:
    """Increment and return the library's version, within a write transaction."""
    increased = library_version(connection) + 1
    set_state(database, connection, LIBRARY_VERSION, json.dumps(increased))
    return increased


def last_arrival(connection: sa.Connection) -> int:
    """Return the number of the latest arrival, 0 before the first."""
    return int(json.loads(get_state(connection, LAST_ARRIVAL) or "0"))


def set_last_arrival(database: Database, connection: sa.Connection, number: int) -> None:
    """Store the number of the latest arrival, within a write transaction."""
    set_state(database, connection, LAST_ARRIVAL, json.dumps(number))
