"""Keep the papers of record, and the queue of what the indexes have still to take in."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from retrieval.arrivals import Arrivals
from retrieval.db import Database, batches, migrate
from retrieval.library.catalog import (
    find,
    queue,
    read,
    state,
    withdraw,
)
from retrieval.library.catalog.migrate import SCHEMA
from retrieval.library.catalog.queue import QueueEntry
from retrieval.library.catalog.read import Sort
from retrieval.library.catalog.tables import index_queue, papers
from retrieval.library.catalog.titles import TitleIndex
from retrieval.library.catalog.upsert import Counts, Intake
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import Paper, normalised_title
from retrieval.provenance import Origin, Provenance
from retrieval.search.filters import Filters
from retrieval.text.clean import readable

_ALL = Filters()


def open_catalogue(url_or_path: str | Path) -> Catalog:
    """Open the catalogue at a path (SQLite) or a database's URL, made or migrated where needed.

    Raises CatalogueError, DataDirectoryError.
    """
    database = Database(url_or_path, SCHEMA)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Catalog(database)


class Catalog:
    """The papers of record. Every method blocks, and may be called from any thread.

    Every method raises CatalogueError, or DataDirectoryError, when the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._titles: tuple[int, TitleIndex] | None = None
        self._indexing_titles = threading.Lock()

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the catalogue is not usable after."""
        self._database.close()

    # The papers

    def upsert(
        self,
        papers: Sequence[Paper],
        now: datetime,
        provenance: Provenance,
        *,
        by_id_only: bool = False,
    ) -> Counts:
        """Take in `papers`: merged into the record of the same work, or added; all or none.

        `provenance` is how all of them came in, which decides what they may change. With
        `by_id_only` the ids are trusted as they are, and papers are the same only by id.
        """
        with self._database.writing() as connection:
            intake = Intake(self._database, connection, now, provenance)
            return intake.take(papers, by_id_only=by_id_only)

    def remove(self, ids: Sequence[str], now: datetime) -> int:
        """Remove papers and what leads to them, and return how many there were."""
        with self._database.writing() as connection:
            known = read.get_many(connection, ids).values()
            present = list(dict.fromkeys(paper.paper_id for paper in known))
            for batch in batches(present):
                connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
            if present:
                revision = state.next_version(self._database, connection)
                queue.enqueue(self._database, connection, present, "remove", revision)
        return len(present)

    def withdraw(self, withdrawals: Sequence[tuple[str, str]], now: datetime) -> int:
        """Mark papers that were withdrawn, (id, reason) each; return how many that changed.

        Their texts stay, unknown ids are passed over, and a later version takes the mark back.
        """
        with self._database.writing() as connection:
            return withdraw.withdraw(self._database, connection, withdrawals, now)

    def get(self, paper_id: str) -> Paper | None:
        """Return the paper of that id, present or former."""
        return self.get_many([paper_id]).get(paper_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the known papers of `ids`, in their order, by the id asked for."""
        with self._database.reading() as connection:
            return read.get_many(connection, ids)

    def origin(self, paper_id: str) -> Origin:
        """Return how the paper of that present id came in."""
        with self._database.reading() as connection:
            return read.origin(connection, paper_id)

    def by_doi(self, doi: str) -> Paper | None:
        """Return the paper that has that DOI, in lower case, though its id is trusted as given."""
        with self._database.reading() as connection:
            return read.by_doi(connection, doi)

    def titled(self, folded: str) -> list[str]:
        """Return the ids of some papers of that folded title that did not come by an upload."""
        with self._database.reading() as connection:
            return read.titled(connection, folded)

    def count(self, filters: Filters = _ALL) -> int:
        """Return how many papers meet `filters`."""
        with self._database.reading() as connection:
            return read.count(connection, filters)

    def page(
        self,
        filters: Filters = _ALL,
        *,
        sort: Sort = "published",
        offset: int = 0,
        limit: int = 20,
    ) -> list[Paper]:
        """Return one page of the papers that meet `filters`: newest, or by title from A on."""
        with self._database.reading() as connection:
            return read.page(connection, filters, sort, offset, limit)

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        """Yield every paper in batches; what is written meanwhile may or may not be seen."""
        return read.iterate(self._database, batch_size)

    def ids(self) -> set[str]:
        """Return the id of every paper."""
        with self._database.reading() as connection:
            return set(connection.scalars(sa.select(papers.c.paper_id)))

    def last_arrival(self) -> int:
        """Return the number of the paper that came last; numbers only grow. 0: none has come."""
        with self._database.reading() as connection:
            return state.last_arrival(connection)

    def arrivals(self, after: int, limit: int) -> Arrivals:
        """Return the last `limit` of the papers with a number above `after`, but withdrawn ones.

        `up_to` is the number of the paper that came last, whether or not it is still there. A
        paper that gets a better id, or turns out to be one that is known, has not come again.
        """
        with self._database.reading() as connection:
            ids = read.arrivals(connection, after, limit)
            return Arrivals(ids, state.last_arrival(connection))

    def find(self, reference: str) -> Paper:
        """Return the paper of that id, link, DOI, title, or unambiguous part of a title.

        Raises PaperNotFound, whose message names up to three papers that may have been meant.
        """
        return find.find(self, self._title_index(), reference)

    def titles(self, text: str, limit: int) -> list[tuple[str, str]]:
        """Return ids and readable titles that `text` may become, those it begins first.

        Without any word in `text`: what was added last.
        """
        if folded := normalised_title(text[:MAX_TITLE_CHARS]):
            ids = self._title_index().completing(folded, limit)
            found = list(self.get_many(ids).values())
        else:
            found = self.page(sort="added", limit=limit)
        return [(paper.paper_id, readable(paper.title)) for paper in found]

    def _title_index(self) -> TitleIndex:
        with self._indexing_titles, self._database.reading() as connection:
            version = state.version(connection)
            if self._titles is None or self._titles[0] != version:
                self._titles = version, TitleIndex(read.folded_titles(connection))
            return self._titles[1]

    # The queue

    def pending(self, limit: int) -> list[QueueEntry]:
        """Return what is to be indexed or removed, longest waiting first."""
        with self._database.reading() as connection:
            return queue.pending(connection, limit)

    def pending_count(self) -> int:
        """Return how many papers wait."""
        with self._database.reading() as connection:
            wanted = sa.select(sa.func.count()).select_from(index_queue)
            return connection.scalar(wanted) or 0

    def ack(self, entries: Sequence[QueueEntry]) -> None:
        """Take `entries` off the queue, but for those whose paper has changed since."""
        with self._database.writing() as connection:
            queue.ack(connection, entries)

    def enqueue_all(self, now: datetime) -> int:
        """Queue every paper to be indexed anew, and return how many they are."""
        with self._database.writing() as connection:
            revision = state.next_version(self._database, connection)
            return queue.enqueue_all(connection, revision)

    # The state

    def get_state(self, key: str) -> str | None:
        """Return the JSON kept under `key`, or None."""
        with self._database.reading() as connection:
            return state.read(connection, key)

    def set_state(self, key: str, value: str) -> None:
        """Keep `value`, a JSON text, under `key`."""
        with self._database.writing() as connection:
            state.write(self._database, connection, key, value)

    def revision(self) -> int:
        """Return a number that every change of the papers increases, whichever process makes it.

        Queueing all papers to be indexed anew increases it too. What was worked out from the
        library holds while the revision and `pending_count` are the same.
        """
        with self._database.reading() as connection:
            return state.version(connection)
