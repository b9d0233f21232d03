"""Store papers and the queue of papers to index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.db.migrate import migrate
from retrieval.library.catalog import undo
from retrieval.library.catalog.find import FindPapers
from retrieval.library.catalog.full_texts import FullTexts, remove_texts
from retrieval.library.catalog.queue import IndexQueue, enqueue
from retrieval.library.catalog.read import Place, get_many
from retrieval.library.catalog.tables import SCHEMA, full_texts, metadata, papers
from retrieval.library.catalog.undo import CatalogUndo, Rows
from retrieval.library.catalog.upsert import Upsert, UpsertCounts
from retrieval.paper import Paper
from retrieval.provenance import UNKNOWN_PLACE, Provenance


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


class Catalog(FindPapers, IndexQueue):
    """The stored papers that `place` sees. Every method blocks and is thread-safe.

    Every method raises CatalogueError, or DataDirectoryError, when the database fails.
    """

    def at(self, place: Place) -> Catalog:
        """Return the same papers without those that members uploaded at other places."""
        return Catalog(self._database, place)

    @property
    def full_texts(self) -> FullTexts:
        """The whole papers that the place sees."""
        return FullTexts(self._database, self._place)

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the catalog cannot be used afterwards."""
        self._database.close()

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

    def remove(self, ids: Sequence[str]) -> int:
        """Remove papers and their keys, and return how many existed."""
        with self._database.write_transaction() as connection:
            known = get_many(connection, ids, self._place).values()
            present = list(dict.fromkeys(paper.paper_id for paper in known))
            for batch in batches(present):
                connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
                remove_texts(self._database, connection, full_texts.c.paper_id.in_(batch))
            if present:
                enqueue(self._database, connection, gone=present, changed=())
        return len(present)

    def forget_place(self, place: str) -> None:
        """Erase what members uploaded at a place: papers, and texts of whole papers."""
        with self._database.write_transaction() as connection:
            theirs = papers.c.place == place
            ids = sa.select(papers.c.paper_id).where(theirs)
            gone = list(connection.scalars(ids))
            texts = sa.or_(full_texts.c.place == place, full_texts.c.paper_id.in_(ids))
            remove_texts(self._database, connection, texts)
            connection.execute(sa.delete(papers).where(theirs))
            if gone:
                enqueue(self._database, connection, gone=gone, changed=())
        self._database.truncate_log()

    def take_rows(self, ids: Iterable[str], same_as: Iterable[Paper] = ()) -> Rows:
        """Return the rows of papers by id, and of those that others may be merged into."""
        with self._database.read_transaction() as connection:
            return undo.take_rows(connection, {*ids, *undo.find_same(connection, same_as)})

    def restore(self, change: CatalogUndo) -> bool:
        """Undo a change and queue it for indexing; return False if its papers changed since."""
        with self._database.write_transaction() as connection:
            return undo.restore(self._database, connection, change)
