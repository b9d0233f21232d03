"""Store the shelves of people and servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from bot.records.shelves import ShelfOwner, ShelvedPaper
from bot.storage.recent_erasures import was_erased
from bot.storage.rows import Store
from bot.storage.tables import shelved
from retrieval.db.database import batches, storable_text

NOBODY: Final = 0  # nobody has this id, as Discord's ids begin with a time


class ShelfStore(Store):
    """The shelves of people and servers."""

    def add(self, owner: ShelfOwner, paper_ids: Sequence[str], added_by: int, now: datetime) -> int:
        """Put papers on a shelf; return how many were not there before.

        Papers that are there stay as they are. For a person who was erased since `now`, nothing is
        put on the person's own shelf, and a server's shelf gets no name.
        """
        wanted = _unique(paper_ids)
        with self._database.write_transaction() as connection:
            if was_erased(connection, now, owner.owner_id):
                return 0
            if was_erased(connection, now, added_by):
                added_by = NOBODY
            there = set(connection.scalars(sa.select(shelved.c.paper_id).where(_of(owner))))
            last = connection.scalar(sa.select(sa.func.max(shelved.c.number))) or 0
            rows = [
                {
                    "owner_kind": owner.kind,
                    "owner_id": owner.owner_id,
                    "paper_id": paper_id,
                    "number": number,
                    "added_by": added_by,
                    "added_at": now,
                }
                for number, paper_id in enumerate((i for i in wanted if i not in there), last + 1)
            ]
            self._database.upsert(connection, shelved, rows)
        return len(rows)

    def remove(self, owner: ShelfOwner, paper_ids: Sequence[str]) -> int:
        """Take papers off a shelf; return how many were there."""
        taken = 0
        with self._database.write_transaction() as connection:
            for batch in batches(_unique(paper_ids)):
                gone = sa.delete(shelved).where(_of(owner), shelved.c.paper_id.in_(batch))
                taken += connection.execute(gone).rowcount
        if taken:
            self._database.truncate_log()
        return taken

    def papers(self, owner: ShelfOwner) -> Sequence[ShelvedPaper]:
        """Return a shelf, the newest first; of papers put there at once, the last first."""
        wanted = (
            sa.select(shelved.c.paper_id, shelved.c.added_by, shelved.c.added_at)
            .where(_of(owner))
            .order_by(shelved.c.added_at.desc(), shelved.c.number.desc())
        )
        return [ShelvedPaper(*row) for row in self._read(wanted)]


def remove_shelf(connection: sa.Connection, owner: ShelfOwner) -> int:
    """Remove all papers of a shelf; return how many."""
    return connection.execute(sa.delete(shelved).where(_of(owner))).rowcount


def _of(owner: ShelfOwner) -> sa.ColumnElement[bool]:
    return sa.and_(shelved.c.owner_kind == owner.kind, shelved.c.owner_id == owner.owner_id)


def _unique(paper_ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(map(storable_text, paper_ids)))
