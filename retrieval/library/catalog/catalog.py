"""Keep the papers of record, and the queue of what the indexes have still to take in."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from retrieval.db.database import Database, batches, migrate, storable_text
from retrieval.library.catalog import find, queue, read
from retrieval.library.catalog.find import TitleIndex
from retrieval.library.catalog.queue import QueueEntry
from retrieval.library.catalog.read import Arrivals, Sort
from retrieval.library.catalog.tables import SCHEMA, index_queue, papers, to_column_time
from retrieval.library.catalog.upsert import Upsert, UpsertCounts
from retrieval.limits import MAX_TITLE_CHARS
from retrieval.paper import WITHDRAWN, WITHDRAWN_REASON, Paper, normalize_title
from retrieval.provenance import Origin, Provenance
from retrieval.search.query import Filters
from retrieval.text.clean import clean_text

_ALL = Filters()


def open_catalog(url_or_path: str | Path) -> Catalog:
    """Open the catalog at a path (SQLite) or a database's URL, made or migrated where needed.

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
        """Close the connections; the catalog is not usable after."""
        self._database.close()

    # The papers

    def upsert(
        self,
        papers: Sequence[Paper],
        now: datetime,
        provenance: Provenance,
        *,
        by_id_only: bool = False,
    ) -> UpsertCounts:
        """Take in `papers`: merged into the record of the same work, or added; all or none.

        `provenance` is how all of them came in, which decides what they may change. With
        `by_id_only` the ids are trusted as they are, and papers are the same only by id.
        """
        with self._database.write_transaction() as connection:
            intake = Upsert(self._database, connection, now, provenance)
            return intake.run(papers, by_id_only=by_id_only)

    def remove(self, ids: Sequence[str], now: datetime) -> int:
        """Remove papers and what leads to them, and return how many there were."""
        with self._database.write_transaction() as connection:
            known = read.get_many(connection, ids).values()
            present = list(dict.fromkeys(paper.paper_id for paper in known))
            for batch in batches(present):
                connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
            if present:
                revision = queue.next_version(self._database, connection)
                queue.enqueue(self._database, connection, present, "remove", revision)
        return len(present)

    def withdraw(self, withdrawals: Sequence[tuple[str, str]], now: datetime) -> int:
        """Mark papers that were withdrawn, (id, reason) each; return how many that changed.

        Their texts stay, unknown ids are passed over, and a later version takes the mark back.
        """
        with self._database.write_transaction() as connection:
            return _withdraw(self._database, connection, withdrawals, now)

    def get(self, paper_id: str) -> Paper | None:
        """Return the paper of that id, present or former."""
        return self.get_many([paper_id]).get(paper_id)

    def get_many(self, ids: Sequence[str]) -> dict[str, Paper]:
        """Return the known papers of `ids`, in their order, by the id asked for."""
        with self._database.read_transaction() as connection:
            return read.get_many(connection, ids)

    def origin(self, paper_id: str) -> Origin:
        """Return how the paper of that present id came in."""
        with self._database.read_transaction() as connection:
            return read.origin(connection, paper_id)

    def get_by_doi(self, doi: str) -> Paper | None:
        """Return the paper that has that DOI, in lower case, though its id is trusted as given."""
        with self._database.read_transaction() as connection:
            return read.get_by_doi(connection, doi)

    def count(self, filters: Filters = _ALL) -> int:
        """Return how many papers meet `filters`."""
        with self._database.read_transaction() as connection:
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
        with self._database.read_transaction() as connection:
            return read.page(connection, filters, sort, offset, limit)

    def iterate(self, batch_size: int = 500) -> Iterator[list[Paper]]:
        """Yield every paper in batches; what is written meanwhile may or may not be seen."""
        return read.iterate(self._database, batch_size)

    def ids(self) -> set[str]:
        """Return the id of every paper."""
        with self._database.read_transaction() as connection:
            return set(connection.scalars(sa.select(papers.c.paper_id)))

    def last_arrival(self) -> int:
        """Return the number of the paper that came last; numbers only grow. 0: none has come."""
        with self._database.read_transaction() as connection:
            return queue.last_arrival(connection)

    def arrivals(self, after: int, limit: int) -> Arrivals:
        """Return the last `limit` of the papers with a number above `after`, but withdrawn ones.

        `up_to` is the number of the paper that came last, whether or not it is still there. A
        paper that gets a better id, or turns out to be one that is known, has not come again.
        """
        with self._database.read_transaction() as connection:
            ids = read.arrivals(connection, after, limit)
            return Arrivals(ids, queue.last_arrival(connection))

    def find(self, reference: str) -> Paper:
        """Return the paper of that id, link, DOI, title, or unambiguous part of a title.

        Raises PaperNotFound, whose message names up to three papers that may have been meant.
        """
        titles = self._title_index()
        with self._database.read_transaction() as connection:
            return find.find(connection, titles, reference)

    def suggest_titles(self, text: str, limit: int) -> list[tuple[str, str]]:
        """Return ids and readable titles that `text` may become, those it begins first.

        Without any word in `text`: what was added last.
        """
        if folded := normalize_title(text[:MAX_TITLE_CHARS]):
            ids = self._title_index().complete(folded, limit)
            found = list(self.get_many(ids).values())
        else:
            found = self.page(sort="added", limit=limit)
        return [(paper.paper_id, clean_text(paper.title)) for paper in found]

    def _title_index(self) -> TitleIndex:
        with self._indexing_titles, self._database.read_transaction() as connection:
            version = queue.library_version(connection)
            if self._titles is None or self._titles[0] != version:
                self._titles = version, TitleIndex(read.folded_titles(connection))
            return self._titles[1]

    # The queue

    def list_pending(self, limit: int) -> list[QueueEntry]:
        """Return what is to be indexed or removed, longest waiting first."""
        with self._database.read_transaction() as connection:
            return queue.list_pending(connection, limit)

    def count_pending(self) -> int:
        """Return how many papers wait."""
        with self._database.read_transaction() as connection:
            wanted = sa.select(sa.func.count()).select_from(index_queue)
            return connection.scalar(wanted) or 0

    def ack(self, entries: Sequence[QueueEntry]) -> None:
        """Take `entries` off the queue, but for those whose paper has changed since."""
        with self._database.write_transaction() as connection:
            queue.ack(connection, entries)

    def enqueue_all(self, now: datetime) -> int:
        """Queue every paper for indexing again, and return how many there are."""
        with self._database.write_transaction() as connection:
            revision = queue.next_version(self._database, connection)
            return queue.enqueue_all(connection, revision)

    # The state

    def get_state(self, key: str) -> str | None:
        """Return the JSON kept under `key`, or None."""
        with self._database.read_transaction() as connection:
            return queue.get_state(connection, key)

    def set_state(self, key: str, value: str) -> None:
        """Keep `value`, a JSON text, under `key`."""
        with self._database.write_transaction() as connection:
            queue.set_state(self._database, connection, key, value)

    def revision(self) -> int:
        """Return a number that every change of the papers increases, whichever process makes it.

        Queueing all papers again increases it too. Anything derived from the library stays valid
        while the revision and `count_pending` are unchanged.
        """
        with self._database.read_transaction() as connection:
            return queue.library_version(connection)


def _withdraw(
    database: Database,
    connection: sa.Connection,
    withdrawals: Sequence[tuple[str, str]],
    now: datetime,
) -> int:
    """Mark the papers of (id, reason) each and queue them; return how many that changed.

    Unknown ids are passed over, and an empty reason leaves the one that is known.
    """
    known = read.get_many(connection, [paper_id for paper_id, _ in withdrawals])
    present: dict[str, Paper] = {paper.paper_id: paper for paper in known.values()}
    extras = {paper_id: dict(paper.extra) for paper_id, paper in present.items()}
    for asked, reason in withdrawals:
        if asked in known:
            extra = extras[known[asked].paper_id]
            extra[WITHDRAWN] = True
            if said := storable_text(reason).strip():
                extra[WITHDRAWN_REASON] = said
    changed = [i for i, extra in extras.items() if extra != present[i].extra]
    if changed:
        marked = (
            sa.update(papers)
            .where(papers.c.paper_id == sa.bindparam("marked"))
            .values(extra=sa.bindparam("extra"), changed_at=to_column_time(now))
        )
        connection.execute(marked, [{"marked": i, "extra": extras[i]} for i in changed])
        revision = queue.next_version(database, connection)
        queue.enqueue(database, connection, changed, "index", revision)
    return len(changed)
