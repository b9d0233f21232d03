"""Store papers and the queue of papers to index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.db.migrate import migrate
from retrieval.library.catalog import find, queue, read, undo
from retrieval.library.catalog.queue import QueueEntry
from retrieval.library.catalog.read import Arrivals, Place, Sort
from retrieval.library.catalog.tables import (
    SCHEMA,
    index_queue,
    metadata,
    papers,
)
from retrieval.library.catalog.undo import CatalogUndo, Rows
from retrieval.library.catalog.upsert import Upsert, UpsertCounts
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import Paper, normalize_title
from retrieval.provenance import UNKNOWN_PLACE, Provenance
from retrieval.search.query import Filters
from retrieval.text.clean import clean_text

_ALL = Filters()


def open_catalog(url_or_path: str | Path, *, read_only: bool = False) -> Catalog:
    """Open the catalog at a path (SQLite) or database URL, creating or migrating it as needed.

    One that is `read_only` must exist, with the current tables. Raises CatalogueError,
    DataDirectoryError.
    """
    database = Database(url_or_path, SCHEMA, read_only=read_only)
    try:
        if not read_only:
            migrate(database, metadata)
    except BaseException:
        database.close()
        raise
    return Catalog(database)


class Catalog:
    """The stored papers that `place` sees. Every method blocks and is thread-safe.

    Every method raises CatalogueError, or DataDirectoryError, when the database fails.
    """

    def __init__(self, database: Database, place: Place = None) -> None:
        self._database = database
        self._place = place

    def at(self, place: Place) -> Catalog:
        """Return the same papers without those that members uploaded at other places."""
        return Catalog(self._database, place)

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the catalog cannot be used afterwards."""
        self._database.close()

    # The papers

    def upsert(
        self,
        papers: Sequence[Paper],
        now: datetime,
        provenance: Provenance,
        *,
        place: str = UNKNOWN_PLACE,
        by_id_only: bool = False,
    ) -> UpsertCounts:
        """Add `papers`, or merge them into records of the same work, in one transaction.

        `provenance` applies to all of them and decides what they may change; `place` says where
        members' papers came from. With `by_id_only`, ids are trusted unchanged, and only equal ids
        mean the same paper.
        """
        with self._database.write_transaction() as connection:
            intake = Upsert(self._database, connection, now, provenance, place)
            return intake.run(papers, by_id_only=by_id_only)

    def remove(self, ids: Sequence[str], now: datetime) -> int:
        """Remove papers and their keys, and return how many existed."""
        with self._database.write_transaction() as connection:
            known = read.get_many(connection, ids, self._place).values()
            present = list(dict.fromkeys(paper.paper_id for paper in known))
            for batch in batches(present):
                connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
            if present:
                revision = queue.next_version(self._database, connection)
                queue.enqueue(self._database, connection, present, "remove", revision)
        return len(present)

    def take_rows(self, ids: Iterable[str], same_as: Iterable[Paper] = ()) -> Rows:
        """Return the rows of papers by id, and of those that others may be merged into."""
        with self._database.read_transaction() as connection:
            return undo.take_rows(connection, {*ids, *undo.find_same(connection, same_as)})

    def restore(self, change: CatalogUndo) -> bool:
        """Undo a change and queue it for indexing; return False if its papers changed since."""
        with self._database.write_transaction() as connection:
            return undo.restore(self._database, connection, change)

    def get(self, paper_id: str) -> Paper | None:
        """Return the paper with an id, current or former, or None."""
        return self.get_many([paper_id]).get(paper_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the known papers by requested id, in the order of `ids`."""
        with self._database.read_transaction() as connection:
            return read.get_many(connection, ids, self._place)

    def find_hidden(self, ids: Sequence[str]) -> set[str]:
        """Return the ids among those given of papers that members uploaded at other places."""
        if self._place is None:
            return set()
        with self._database.read_transaction() as connection:
            return read.find_hidden(connection, ids, self._place)

    def get_provenance(self, paper_id: str) -> Provenance:
        """Return the provenance of the paper with a current id."""
        with self._database.read_transaction() as connection:
            return read.get_provenance(connection, paper_id, self._place)

    def get_by_doi(self, doi: str) -> Paper | None:
        """Return the paper with a DOI (in lower case), even if its id is another; or None."""
        with self._database.read_transaction() as connection:
            return read.get_by_doi(connection, doi, self._place)

    def count(self, filters: Filters = _ALL) -> int:
        """Return the number of papers that match `filters`."""
        with self._database.read_transaction() as connection:
            return read.count(connection, replace(filters, place=self._place))

    def page(
        self,
        filters: Filters = _ALL,
        *,
        sort: Sort = "published",
        offset: int = 0,
        limit: int = 20,
    ) -> list[Paper]:
        """Return one page of the papers that match `filters`."""
        with self._database.read_transaction() as connection:
            here = replace(filters, place=self._place)
            return read.page(connection, here, sort, offset, limit)

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        """Yield the papers in batches; concurrent writes may or may not be included."""
        return read.iterate(self._database, batch_size, self._place)

    def ids(self) -> set[str]:
        """Return the ids of all papers, of all places."""
        with self._database.read_transaction() as connection:
            return set(connection.scalars(sa.select(papers.c.paper_id)))

    def last_arrival(self) -> int:
        """Return the number of the latest arrival, or 0; numbers only grow."""
        with self._database.read_transaction() as connection:
            return queue.last_arrival(connection)

    def list_arrivals(self, after: int, limit: int) -> Arrivals:
        """Return the last `limit` papers numbered above `after`, without withdrawn ones.

        `up_to` is the number of the latest arrival, even if that paper was removed. A paper that
        gets a better id, or merges into a known one, does not arrive again.
        """
        with self._database.read_transaction() as connection:
            ids = read.list_arrivals(connection, after, limit, self._place)
            return Arrivals(ids, queue.last_arrival(connection))

    def find(self, reference: str) -> Paper:
        """Return the paper with an id, link, DOI, title, or unambiguous part of a title.

        Raises PaperNotFound, whose message suggests up to three papers.
        """
        with self._database.read_transaction() as connection:
            return find.find(connection, reference, self._place)

    def suggest_titles(self, text: str, limit: int) -> list[tuple[str, str]]:
        """Return (id, readable title) completions of `text`, titles that begin with it first.

        Returns the latest papers if `text` has no words.
        """
        if folded := normalize_title(text[:MAX_TITLE_CHARS]):
            with self._database.read_transaction() as connection:
                ids = find.complete(connection, folded, limit, self._place)
                found = list(read.get_many(connection, ids, self._place).values())
        else:
            found = self.page(sort="added", limit=limit)
        return [(paper.paper_id, clean_text(paper.title)) for paper in found]

    def find_titled(self, phrase: str, limit: int) -> list[Paper]:
        """Return papers whose title has a phrase, from the beginning of a word on."""
        if not (folded := normalize_title(phrase[:MAX_TITLE_CHARS])):
            return []
        with self._database.read_transaction() as connection:
            ids = find.find_containing(connection, folded, limit, self._place)
            return list(read.get_many(connection, ids, self._place).values())

    # The queue

    def list_pending(self, limit: int) -> list[QueueEntry]:
        """Return papers to index or remove, oldest first."""
        with self._database.read_transaction() as connection:
            return queue.list_pending(connection, limit)

    def count_pending(self) -> int:
        """Return the length of the queue."""
        with self._database.read_transaction() as connection:
            wanted = sa.select(sa.func.count()).select_from(index_queue)
            return connection.scalar(wanted) or 0

    def ack(self, entries: Sequence[QueueEntry]) -> None:
        """Remove `entries` from the queue, except those whose paper has changed since."""
        with self._database.write_transaction() as connection:
            queue.ack(connection, entries)

    def enqueue_all(self, now: datetime) -> int:
        """Queue all papers for indexing, and return their number."""
        with self._database.write_transaction() as connection:
            revision = queue.next_version(self._database, connection)
            return queue.enqueue_all(connection, revision)

    # The state

    def get_state(self, key: str) -> str | None:
        """Return the JSON stored under `key`, or None."""
        with self._database.read_transaction() as connection:
            return queue.get_state(connection, key)

    def set_state(self, key: str, value: str) -> None:
        """Store `value`, a JSON text, under `key`."""
        with self._database.write_transaction() as connection:
            queue.set_state(self._database, connection, key, value)

    def revision(self) -> int:
        """Return a number that grows with every change of the papers, in any process.

        It also grows when all papers are queued again. Anything derived from the library stays
        valid while the revision and `count_pending` are unchanged.
        """
        with self._database.read_transaction() as connection:
            return queue.library_version(connection)
