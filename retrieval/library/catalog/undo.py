"""Restore papers exactly as they were before a change, unless they have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.library.catalog.full_texts import move_texts, remove_texts
from retrieval.library.catalog.identity import Identity, find_keys, to_key
from retrieval.library.catalog.queue import enqueue
from retrieval.library.catalog.tables import full_texts, paper_keys, papers, to_storable
from retrieval.paper import Paper

JSON = dict[str, Any]
Rows = Mapping[int, JSON]
"""Rows of papers as JSON, with their keys, by the numbers that papers keep for ever."""


@dataclass(frozen=True, slots=True)
class CatalogUndo:
    """What restores a change: rows as they were, and what is expected to be in their place.

    `after` has the numbers of the rows after the change, with the time of their last change.
    `texts` are the ids of the texts of whole papers that the change added; those that it removed
    are gone.
    """

    before: tuple[JSON, ...] = ()
    after: tuple[tuple[int, str], ...] = ()
    texts: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.before or self.after or self.texts)

    @classmethod
    def between(cls, before: Rows, after: Rows) -> CatalogUndo:
        """Return what restores `before` where `after` differs from it."""
        changed = [n for n in {**before, **after} if before.get(n) != after.get(n)]
        return cls(
            tuple(before[n] for n in changed if n in before),
            tuple((n, str(after[n]["changed_at"])) for n in changed if n in after),
        )

    def followed_by(self, later: CatalogUndo) -> CatalogUndo:
        """Return what restores this change and the one after it."""
        after = dict(self.after)
        known = {row["number"] for row in self.before} | set(after)
        for row in later.before:
            after.pop(row["number"], None)
        first = tuple(row for row in later.before if row["number"] not in known)
        return CatalogUndo(
            self.before + first,
            tuple((after | dict(later.after)).items()),
            self.texts + later.texts,
        )


def find_same(connection: sa.Connection, given: Iterable[Paper]) -> set[str]:
    """Return the ids of the papers that given ones may be merged into."""
    keys = {key for each in map(to_storable, given) for key in find_keys(each, Identity.of(each))}
    return _find_holders(connection, keys)


def take_rows(connection: sa.Connection, ids: Iterable[str]) -> dict[int, JSON]:
    """Return the rows of the papers with these current ids."""
    taken: dict[int, JSON] = {}
    for batch in batches(sorted(ids)):
        keys: dict[str, list[str]] = {}
        of_them = sa.select(paper_keys).where(paper_keys.c.paper_id.in_(batch))
        for key, paper_id in connection.execute(of_them):
            keys.setdefault(paper_id, []).append(key)
        texts: dict[str, list[int]] = {}
        theirs = sa.select(full_texts.c.paper_id, full_texts.c.text_id)
        for paper_id, text_id in connection.execute(theirs.where(full_texts.c.paper_id.in_(batch))):
            texts.setdefault(paper_id, []).append(text_id)
        wanted = sa.select(papers).where(papers.c.paper_id.in_(batch))
        for row in connection.execute(wanted).mappings():
            values = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row.items()
            }
            taken[row["number"]] = {**values, "keys": sorted(keys.get(row["paper_id"], ()))}
            if row["paper_id"] in texts:
                taken[row["number"]]["texts"] = sorted(texts[row["paper_id"]])
    return taken


def restore(database: Database, connection: sa.Connection, undo: CatalogUndo) -> bool:
    """Restore what an undo describes, all or nothing; return False if it has changed since."""
    now: dict[int, tuple[str, datetime]] = {}
    wanted = sa.select(papers.c.number, papers.c.paper_id, papers.c.changed_at)
    numbers = sorted({number for number, _ in undo.after} | {row["number"] for row in undo.before})
    for batch in batches(numbers):
        some = wanted.where(papers.c.number.in_(batch))
        for number, paper_id, changed_at in connection.execute(some):
            now[number] = paper_id, changed_at
    expected = dict(undo.after)
    if {number: changed_at.isoformat() for number, (_, changed_at) in now.items()} != expected:
        return False
    gone = [paper_id for paper_id, _ in now.values()]
    returning = [row["paper_id"] for row in undo.before]
    # A paper keeps its number when it gets another id.
    earlier = {row["number"]: row["paper_id"] for row in undo.before}
    lost = {one: earlier.get(number, "") for number, (one, _) in now.items()}
    lost = {one: former for one, former in lost.items() if one not in returning}
    if _has_other_texts(connection, [one for one in lost if not lost[one]], undo.texts):
        return False
    # Another paper may have one of these ids by now, or have had it.
    if _find_holders(connection, map(to_key, returning)) - set(gone):
        return False
    remove_texts(database, connection, full_texts.c.text_id.in_(undo.texts))
    for one, former in lost.items():
        if former:
            move_texts(database, connection, [one], former)
    for row in undo.before:
        if texts := row.get("texts"):
            back = sa.update(full_texts).where(full_texts.c.text_id.in_(texts))
            connection.execute(back.values(paper_id=row["paper_id"]))
    for ids in batches(gone):
        connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(ids)))
    if undo.before:
        connection.execute(sa.insert(papers), [_to_row(row) for row in undo.before])
        keys = [{"key": k, "paper_id": row["paper_id"]} for row in undo.before for k in row["keys"]]
        database.upsert(connection, paper_keys, keys)
    enqueue(database, connection, gone=gone, changed=returning)
    return True


def _has_other_texts(connection: sa.Connection, gone: Sequence[str], added: Sequence[int]) -> bool:
    """Return whether papers that go have other texts than those added, or one was replaced."""
    wanted = sa.select(full_texts.c.text_id)
    found = set(connection.scalars(wanted.where(full_texts.c.text_id.in_(added))))
    for batch in batches(gone):
        found.update(connection.scalars(wanted.where(full_texts.c.paper_id.in_(batch))))
    return found != set(added)


def _find_holders(connection: sa.Connection, keys: Iterable[str]) -> set[str]:
    """Return the ids of the papers with any of these keys."""
    held: set[str] = set()
    for batch in batches(sorted(keys)):
        wanted = sa.select(paper_keys.c.paper_id).where(paper_keys.c.key.in_(batch))
        held.update(connection.scalars(wanted))
    return held


def _to_row(saved: JSON) -> JSON:
    """Return a row with the times that JSON has as texts."""
    row = {name: value for name, value in saved.items() if name in papers.c}
    for name, value in row.items():
        kind = papers.c[name].type
        if isinstance(value, str) and isinstance(kind, sa.DateTime):
            row[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, sa.Date):
            row[name] = date.fromisoformat(value)
    return row
