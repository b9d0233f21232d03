"""Queue what the indexes have still to take in, in the transaction that changes the papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from retrieval.db import Database
from retrieval.library.catalog.tables import index_queue, papers

Action = Literal["index", "remove"]


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A paper to be indexed anew or removed; `revision` grows with every change of the paper."""

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
    """Queue `ids`; what was queued for one of them before is replaced."""
    rows = [{"paper_id": i, "action": action, "revision": revision} for i in ids]
    database.upsert(connection, index_queue, rows)


def enqueue_all(connection: sa.Connection, revision: int) -> int:
    """Queue every paper for indexing, and return how many they are; removals stay queued."""
    present = index_queue.c.paper_id.in_(sa.select(papers.c.paper_id))
    connection.execute(sa.delete(index_queue).where(present))
    rows = sa.select(papers.c.paper_id, sa.literal("index"), sa.literal(revision))
    columns = ["paper_id", "action", "revision"]
    connection.execute(sa.insert(index_queue).from_select(columns, rows))
    return connection.scalar(sa.select(sa.func.count()).select_from(papers)) or 0


def pending(connection: sa.Connection, limit: int) -> list[QueueEntry]:
    """Return the entries longest unchanged, at most `limit`."""
    wanted = sa.select(index_queue.c.paper_id, index_queue.c.action, index_queue.c.revision)
    wanted = wanted.order_by(index_queue.c.revision, index_queue.c.paper_id).limit(limit)
    return [QueueEntry(*row) for row in connection.execute(wanted)]


def ack(connection: sa.Connection, entries: Iterable[QueueEntry]) -> None:
    """Delete `entries`, but for those whose paper has changed since they were read."""
    done = [{"entry_id": e.paper_id, "entry_revision": e.revision} for e in entries]
    if done:
        connection.execute(
            sa.delete(index_queue).where(
                index_queue.c.paper_id == sa.bindparam("entry_id"),
                index_queue.c.revision == sa.bindparam("entry_revision"),
            ),
            done,
        )
