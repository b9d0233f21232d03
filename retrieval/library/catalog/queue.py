"""The queue of papers to index, and the counters of the catalog.

Both are written in the transaction that changes the papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

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


PASSAGES_PREFIX: Final = "passages:"
"""The beginning of the ids that the queue has for passages of whole papers."""

_HAS_PASSAGES = index_queue.c.paper_id.startswith(PASSAGES_PREFIX)

_WORDS_REMOVED = "words_removed"
"""The key of the library's version at the last removal of passages."""

_LIBRARY_VERSION = "library_version"
"""The key of a counter that grows with every change of the papers or the queue."""

_LAST_ARRIVAL = "last_arrival"
"""The key of the highest number ever given to a paper."""


class IndexQueue:
    """The queue of papers to index, and the state stored beside it."""

    _database: Database

    def list_pending(self, limit: int, *, passages: bool = True) -> list[QueueEntry]:
        """Return up to `limit` papers to index or remove, oldest first.

        Without `passages`, leave out those of whole papers that are to be indexed.
        """
        wanted = sa.select(index_queue).order_by(index_queue.c.revision, index_queue.c.paper_id)
        if not passages:
            wanted = wanted.where(~(_HAS_PASSAGES & (index_queue.c.action == "index")))
        with self._database.read_transaction() as connection:
            return [QueueEntry(*row) for row in connection.execute(wanted.limit(limit))]

    def list_pending_passages(
        self, text_id: int | None = None, limit: int | None = None
    ) -> list[QueueEntry]:
        """Return up to `limit` queued parts of whole papers, or of one text, oldest first."""
        prefix = PASSAGES_PREFIX if text_id is None else f"{PASSAGES_PREFIX}{text_id}:"
        wanted = sa.select(index_queue).where(index_queue.c.paper_id.startswith(prefix))
        wanted = wanted.order_by(index_queue.c.revision, index_queue.c.paper_id)
        with self._database.read_transaction() as connection:
            return [QueueEntry(*row) for row in connection.execute(wanted.limit(limit))]

    def count_pending(self, *, passages: bool = False) -> int:
        """Return how many papers are queued, with `passages` those of whole papers instead."""
        with self._database.read_transaction() as connection:
            wanted = sa.select(sa.func.count()).select_from(index_queue)
            chosen = _HAS_PASSAGES if passages else ~_HAS_PASSAGES
            return connection.scalar(wanted.where(chosen)) or 0

    def ack(self, entries: Iterable[QueueEntry]) -> None:
        """Remove `entries` from the queue, except those whose paper has changed since."""
        done = [{"entry_id": e.paper_id, "entry_revision": e.revision} for e in entries]
        if not done:
            return
        is_entry = (
            index_queue.c.paper_id == sa.bindparam("entry_id"),
            index_queue.c.revision == sa.bindparam("entry_revision"),
        )
        with self._database.write_transaction() as connection:
            connection.execute(sa.delete(index_queue).where(*is_entry), done)

    def enqueue_all(self) -> int:
        """Queue all papers for indexing, and return their number; removals stay queued."""
        present = index_queue.c.paper_id.in_(sa.select(papers.c.paper_id))
        with self._database.write_transaction() as connection:
            revision = _next_version(self._database, connection)
            connection.execute(sa.delete(index_queue).where(present))
            rows = sa.select(papers.c.paper_id, sa.literal("index"), sa.literal(revision))
            columns = ["paper_id", "action", "revision"]
            connection.execute(sa.insert(index_queue).from_select(columns, rows))
            return connection.scalar(sa.select(sa.func.count()).select_from(papers)) or 0

    def last_words_removed(self) -> str | None:
        """Return what names the last removal whose words may be in the text index's files."""
        return self.get_state(_WORDS_REMOVED)

    def note_rewritten(self, removal: str) -> None:
        """Note that the files have none, unless there was another removal."""
        known = state.c.key == _WORDS_REMOVED, state.c.value == removal
        with self._database.write_transaction() as connection:
            connection.execute(sa.delete(state).where(*known))

    def last_arrival(self) -> int:
        """Return the number of the latest arrival, or 0; numbers only grow."""
        with self._database.read_transaction() as connection:
            return last_arrival(connection)

    def get_state(self, key: str) -> str | None:
        """Return the JSON stored under `key`, or None."""
        with self._database.read_transaction() as connection:
            return _get_state(connection, key)

    def set_state(self, key: str, value: str) -> None:
        """Store `value`, a JSON text, under `key`."""
        with self._database.write_transaction() as connection:
            _set_state(self._database, connection, key, value)

    def revision(self) -> int:
        """Return a number that grows with every change of the papers, in any process.

        It also grows when all papers are queued again. Anything derived from the library stays
        valid while the revision and `count_pending` are unchanged.
        """
        with self._database.read_transaction() as connection:
            return _get_number(connection, _LIBRARY_VERSION)


def enqueue(
    database: Database, connection: sa.Connection, *, gone: Iterable[str], changed: Iterable[str]
) -> None:
    """Queue papers to remove and to index, replacing their earlier entries.

    Increments the library's version, within a write transaction.
    """
    revision = _next_version(database, connection)
    actions: dict[str, Action] = {
        **dict.fromkeys(gone, "remove"),
        **dict.fromkeys(changed, "index"),
    }
    rows = [{"paper_id": i, "action": a, "revision": revision} for i, a in actions.items()]
    database.upsert(connection, index_queue, rows)


def _next_version(database: Database, connection: sa.Connection) -> int:
    increased = _get_number(connection, _LIBRARY_VERSION) + 1
    _set_state(database, connection, _LIBRARY_VERSION, json.dumps(increased))
    return increased


def note_words_removed(database: Database, connection: sa.Connection) -> None:
    """Note that passages were removed, within a write transaction."""
    version = json.dumps(_get_number(connection, _LIBRARY_VERSION))
    _set_state(database, connection, _WORDS_REMOVED, version)


def last_arrival(connection: sa.Connection) -> int:
    """Return the number of the latest arrival, 0 before the first."""
    return _get_number(connection, _LAST_ARRIVAL)


def set_last_arrival(database: Database, connection: sa.Connection, number: int) -> None:
    """Store the number of the latest arrival, within a write transaction."""
    _set_state(database, connection, _LAST_ARRIVAL, json.dumps(number))


def _get_number(connection: sa.Connection, key: str) -> int:
    return int(json.loads(_get_state(connection, key) or "0"))


def _get_state(connection: sa.Connection, key: str) -> str | None:
    value: str | None = connection.scalar(sa.select(state.c.value).where(state.c.key == key))
    return value


def _set_state(database: Database, connection: sa.Connection, key: str, value: str) -> None:
    database.upsert(connection, state, [{"key": key, "value": value}])
