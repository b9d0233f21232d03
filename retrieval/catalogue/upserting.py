"""Take newly read papers into the record: find the same work, merge, write, queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from retrieval.catalogue.identity import (
    Identity,
    Rank,
    canonical,
    hashed,
    key_of,
    keys_of,
    rank,
    same_work,
)
from retrieval.catalogue.merging import merged
from retrieval.catalogue.queue import enqueue
from retrieval.catalogue.rows import COLUMNS, storable, to_column_time, to_paper, to_row
from retrieval.catalogue.state import last_arrival, next_version, set_last_arrival
from retrieval.catalogue.tables import paper_keys, papers
from retrieval.limits import bounded
from retrieval.paper import Paper
from retrieval.sql import Database, batches

_MAX_NAMESAKES = 200
"""With how many works of one key, such as a title, a paper is compared; more is no accident."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the papers of one call; together, as many as were given.

    A paper given twice counts as `unchanged` the second time.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Record:
    paper: Paper
    identity: Identity
    number: int
    added_at: datetime
    before: Paper | None = None  # as the database has it


@dataclass(frozen=True, slots=True)
class _Newcomer:
    paper: Paper
    identity: Identity
    keys: list[str]

    @classmethod
    def of(cls, read: Paper, by_id_only: bool) -> _Newcomer:
        given = storable(read)
        identity = Identity.of(given)
        if by_id_only:
            return cls(given, identity, [key_of(given.paper_id)])
        paper = canonical(given, identity)
        keys = [*keys_of(paper, identity), key_of(given.paper_id)]
        return cls(paper, identity, list(dict.fromkeys(keys)))

    def telling(self) -> list[str]:
        """Return the keys that say which work this is: all but a generic title."""
        if not self.identity.generic:
            return self.keys
        return [key for key in self.keys if key != self.identity.title_key]


class Intake:
    """One call's papers, worked out in memory, then written in bulk, all in one transaction."""

    def __init__(self, database: Database, connection: sa.Connection, now: datetime) -> None:
        self._database = database
        self._connection = connection
        self._now = to_column_time(now)
        self._records: dict[str, _Record] = {}
        self._holders: dict[str, list[str]] = defaultdict(list)  # key → paper ids
        self._new_keys: list[tuple[str, _Record]] = []
        self._stored: set[str] = set()  # the ids of the records that the database has
        self._known_keys: set[str] = set()  # those whose holders have been read
        self._moved: dict[str, str] = {}  # former → present id
        self._last_number = last_arrival(connection)

    def take(self, read: Sequence[Paper], *, by_id_only: bool) -> Counts:
        """Take in `read`, in order, and write what changed."""
        newcomers = [_Newcomer.of(paper, by_id_only) for paper in read]
        self._load(newcomers)
        for newcomer in newcomers:
            same = self._by_id(newcomer) if by_id_only else self._same(newcomer)
            record = self._merge(newcomer, same) if same else self._add(newcomer, by_id_only)
            for key in newcomer.keys:
                self._hold(key, record)
        changed = [r for r in self._records.values() if r.paper != r.before]
        self._write(changed)
        added = sum(record.before is None for record in changed)
        updated = len(changed) - added
        return Counts(added, updated, len(read) - len(changed))

    def _load(self, newcomers: Iterable[_Newcomer]) -> None:
        telling = {key for newcomer in newcomers for key in newcomer.telling()}
        wanted = {newcomer.paper.paper_id for newcomer in newcomers}
        find = sa.select(paper_keys.c.key, paper_keys.c.paper_id).where(
            paper_keys.c.key.in_(sa.bindparam("keys", expanding=True))
        )
        keys = {key for newcomer in newcomers for key in newcomer.keys}
        self._known_keys = keys
        for batch in batches(list(keys)):
            for key, paper_id in self._connection.execute(find, {"keys": batch}):
                self._holders[key].append(paper_id)
                if key in telling:
                    wanted.add(paper_id)
        read = sa.select(*COLUMNS, papers.c.number, papers.c.added_at, papers.c.folded_title)
        read = read.where(papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)))
        for batch in batches(list(wanted)):
            for *values, number, added_at, title in self._connection.execute(read, {"ids": batch}):
                paper = to_paper(values)
                identity = Identity.of(paper, title)
                self._stored.add(paper.paper_id)
                self._records[paper.paper_id] = _Record(paper, identity, number, added_at, paper)

    def _present(self, paper_id: str) -> str:
        while paper_id in self._moved:
            paper_id = self._moved[paper_id]
        return paper_id

    def _by_id(self, newcomer: _Newcomer) -> list[_Record]:
        record = self._records.get(newcomer.paper.paper_id)
        return [record] if record else []

    def _same(self, newcomer: _Newcomer) -> list[_Record]:
        """Return the records of the newcomer's work: one, or those it shows to be one work."""
        paper, identity, found = newcomer.paper, newcomer.identity, list[_Record]()
        for record, by_title in self._candidates(newcomer):
            if same_work(identity, record.identity, by_title=by_title):
                paper = merged(record.paper, paper)
                identity = Identity.of(paper, identity.title)
                found.append(record)
        return found

    def _candidates(self, newcomer: _Newcomer) -> Iterator[tuple[_Record, bool]]:
        seen = set()
        for key in newcomer.telling():
            holders = self._holders.get(key, [])[:_MAX_NAMESAKES]
            ids = dict.fromkeys(map(self._present, holders))
            for record in sorted((self._records[i] for i in ids), key=lambda r: r.number):
                if record.number not in seen:
                    seen.add(record.number)
                    yield record, key == newcomer.identity.title_key

    def _merge(self, newcomer: _Newcomer, same: Sequence[_Record]) -> _Record:
        record, *absorbed = same
        former = [r.paper.paper_id for r in same]
        folded = {known.paper.title: known.identity.title for known in same}
        folded[newcomer.paper.title] = newcomer.identity.title
        paper = record.paper
        for other in absorbed:
            paper = merged(other.paper, paper)
        # Each account is within the limits; what both give beside the paper need not be.
        record.paper, _ = bounded(merged(paper, newcomer.paper))
        record.identity = Identity.of(record.paper, folded[record.paper.title])
        record.number = min(r.number for r in same)
        record.added_at = min(r.added_at for r in same)
        for paper_id in former:
            del self._records[paper_id]
            if paper_id != record.paper.paper_id:
                self._moved[paper_id] = record.paper.paper_id
        self._records[record.paper.paper_id] = record
        return record

    def _add(self, newcomer: _Newcomer, by_id_only: bool) -> _Record:
        paper = newcomer.paper
        if not by_id_only and rank(paper.paper_id) == Rank.TITLE:
            paper = self._told_apart(paper, newcomer.identity)
        self._last_number += 1
        record = _Record(paper, newcomer.identity, self._last_number, self._now)
        self._records[paper.paper_id] = record
        self._hold(key_of(paper.paper_id), record)
        return record

    def _hold(self, key: str, record: _Record) -> None:
        if record.paper.paper_id not in map(self._present, self._holders[key]):
            self._holders[key].append(record.paper.paper_id)
            self._new_keys.append((key, record))

    def _told_apart(self, paper: Paper, identity: Identity) -> Paper:
        """Return `paper` under an id that no other work has, or has had, from its title."""
        number = 0
        while self._taken(paper.paper_id):
            number += 1
            parts = (*sorted(paper.authors), str(number))
            paper = replace(paper, paper_id=hashed(identity.title, *parts))
        return paper

    def _taken(self, paper_id: str) -> bool:
        key = key_of(paper_id)
        if paper_id in self._records or self._holders.get(key):
            return True
        if key in self._known_keys:
            return False
        held = sa.exists().where(paper_keys.c.key == key)
        return bool(self._connection.scalar(sa.select(held)))

    def _write(self, changed: Sequence[_Record]) -> None:
        gone = [i for i in self._moved if i in self._stored and i not in self._records]
        keys = [*self._keys_of_stored(gone), *((k, r.paper.paper_id) for k, r in self._new_keys)]
        for batch in batches(gone):
            self._connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
        self._database.upsert(self._connection, papers, [self._row(r) for r in changed])
        rows = [{"key": k, "paper_id": self._present(i)} for k, i in dict.fromkeys(keys)]
        self._database.upsert(self._connection, paper_keys, rows)
        if changed or gone:
            set_last_arrival(self._database, self._connection, self._last_number)
            revision = next_version(self._database, self._connection)
            enqueue(self._database, self._connection, gone, "remove", revision)
            present = [r.paper.paper_id for r in changed if _is_to_be_indexed(r)]
            enqueue(self._database, self._connection, present, "index", revision)

    def _keys_of_stored(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        for batch in batches(ids):
            find = sa.select(paper_keys).where(paper_keys.c.paper_id.in_(batch))
            for key, paper_id in self._connection.execute(find).all():
                yield key, self._present(paper_id)

    def _row(self, record: _Record) -> dict[str, object]:
        row = to_row(record.paper, record.identity.title)
        row.update(number=record.number, added_at=record.added_at, changed_at=self._now)
        return row


def _is_to_be_indexed(record: _Record) -> bool:
    """Say whether a change is one that the indexes show: a vote more is none."""
    return record.before is None or _shown_by_indexes(record.before) != _shown_by_indexes(
        record.paper
    )


def _shown_by_indexes(paper: Paper) -> tuple[object, ...]:
    return (
        paper.paper_id,
        paper.title,
        paper.abstract,
        paper.authors,
        paper.categories,
        paper.source,
        paper.year,
    )
