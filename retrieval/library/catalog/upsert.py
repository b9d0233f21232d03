"""Add or merge newly read papers: match them to known works, merge, write, and queue them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.library.catalog.identity import (
    Identity,
    Rank,
    is_same_work,
    rank,
    title_id,
    to_canonical,
    to_key,
    to_keys,
)
from retrieval.library.catalog.merge import merge
from retrieval.library.catalog.queue import enqueue, last_arrival, next_version, set_last_arrival
from retrieval.library.catalog.tables import (
    COLUMNS,
    paper_keys,
    papers,
    to_column_time,
    to_paper,
    to_row,
    to_storable,
)
from retrieval.library.catalog.trust_rules import (
    Account,
    combine,
    find_refused_fields,
    find_unclaimable_fields,
    to_upload,
)
from retrieval.limits import truncate_paper
from retrieval.paper import Paper
from retrieval.provenance import UNKNOWN_PLACE, UPLOAD, Provenance, RefusedFields
from retrieval.text.clean import clean_text

_MAX_NAMESAKES = 200
"""The most works per key, such as a title, to compare a paper with; more are likely abuse."""


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """The outcome for the papers of one call; the counts add up to their number.

    A duplicate paper counts as `unchanged`. The lines of `refused_fields` are positions among the
    given papers, from 0.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused_fields: tuple[RefusedFields, ...] = ()


@dataclass(slots=True)
class _Record:
    account: Account
    identity: Identity
    number: int
    added_at: datetime
    before: Account | None = None  # as stored in the database

    @property
    def paper(self) -> Paper:
        return self.account.paper


@dataclass(frozen=True, slots=True)
class _Newcomer:
    given: Paper
    account: Account
    identity: Identity
    keys: list[str]

    @classmethod
    def of(cls, read: Paper, provenance: Provenance, place: str, by_id_only: bool) -> _Newcomer:
        given = replace(to_storable(read), place="")
        if given.source == UPLOAD:
            given = replace(given, source="")
        identity = Identity.of(given)
        if by_id_only:
            return cls(given, Account(given, provenance), identity, [to_key(given.paper_id)])
        paper = to_canonical(given, identity)
        keys = [*to_keys(paper, identity), to_key(given.paper_id)]
        if provenance is Provenance.MEMBER:
            paper = to_upload(paper, place)
        return cls(given, Account(paper, provenance), identity, list(dict.fromkeys(keys)))

    @property
    def paper(self) -> Paper:
        return self.account.paper

    def identifying_keys(self) -> list[str]:
        """Return the keys that identify the work: all except a generic title."""
        if not self.identity.is_generic:
            return self.keys
        return [key for key in self.keys if key != self.identity.title_key]


class Upsert:
    """Merges one call's papers in memory, then writes them in bulk, in one transaction.

    All papers share one `provenance`, and those of members a `place`. Ids claimed by an upload are
    untrusted and lead only to uploads: an upload gives no other record a key or an id, never joins
    two records, and loses its keys to any account of higher rank. Uploads from different places
    never meet.
    """

    def __init__(
        self,
        database: Database,
        connection: sa.Connection,
        now: datetime,
        provenance: Provenance,
        place: str = UNKNOWN_PLACE,
    ) -> None:
        self._place = place
        self._database = database
        self._connection = connection
        self._now = to_column_time(now)
        self._provenance = provenance
        self._records: dict[str, _Record] = {}
        self._holders: dict[str, list[str]] = defaultdict(list)  # key → paper ids
        self._new_keys: list[tuple[str, _Record]] = []
        self._stored: set[str] = set()  # ids of records in the database
        self._known_keys: set[str] = set()  # keys whose holders were read
        self._moved: dict[str, str] = {}  # former → current id
        self._disowned: set[str] = set()  # stored uploads that genuine records replace
        self._lost_keys: set[tuple[str, str]] = set()  # stored keys taken away from uploads
        self._refused_fields: list[RefusedFields] = []
        self._last_number = last_arrival(connection)

    def run(self, read: Sequence[Paper], *, by_id_only: bool) -> UpsertCounts:
        """Take in `read`, in order, and write what changed."""
        how, place = self._provenance, self._place
        newcomers = [_Newcomer.of(paper, how, place, by_id_only) for paper in read]
        self._load(newcomers)
        for line, newcomer in enumerate(newcomers):
            same = self._find_by_id(newcomer) if by_id_only else self._find_same_work(newcomer)
            if same and newcomer.account.is_upload:
                record = same[0]
                record.account = combine(record.account, newcomer.account)
                record.identity = Identity.of(record.paper, record.identity.title)
            else:
                record = self._merge(newcomer, same) if same else self._add(newcomer, by_id_only)
                for key in newcomer.keys:
                    self._add_key(key, record)
            self._note_refused_fields(line, newcomer, record, is_known=bool(same))
        changed = [r for r in self._records.values() if r.account != r.before]
        self._write(changed)
        added = sum(record.before is None for record in changed)
        updated = sum(r.before is not None and r.before.paper != r.paper for r in changed)
        unchanged = len(read) - added - updated
        return UpsertCounts(added, updated, unchanged, tuple(self._refused_fields))

    def _note_refused_fields(
        self, line: int, newcomer: _Newcomer, record: _Record, *, is_known: bool
    ) -> None:
        """Record the fields of a newcomer that were refused."""
        given, held = newcomer.given, record.account.provenance
        if is_known:
            fields = find_refused_fields(given, record.account, self._provenance)
        else:
            fields = find_unclaimable_fields(given) if newcomer.account.is_upload else ()
        if fields:
            paper = record.paper
            by = held if is_known else None
            refused = RefusedFields(line, paper.paper_id, clean_text(paper.title), fields, by)
            self._refused_fields.append(refused)

    def _load(self, newcomers: Iterable[_Newcomer]) -> None:
        identifying = {key for newcomer in newcomers for key in newcomer.identifying_keys()}
        wanted = {newcomer.paper.paper_id for newcomer in newcomers}
        find = sa.select(paper_keys.c.key, paper_keys.c.paper_id).where(
            paper_keys.c.key.in_(sa.bindparam("keys", expanding=True))
        )
        keys = {key for newcomer in newcomers for key in newcomer.keys}
        self._known_keys = keys
        for batch in batches(list(keys)):
            for key, paper_id in self._connection.execute(find, {"keys": batch}):
                self._holders[key].append(paper_id)
                if key in identifying:
                    wanted.add(paper_id)
        read = sa.select(
            *COLUMNS,
            papers.c.provenance,
            papers.c.number,
            papers.c.added_at,
            papers.c.folded_title,
        )
        read = read.where(papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)))
        for batch in batches(list(wanted)):
            for *values, how, number, added_at, title in self._connection.execute(
                read, {"ids": batch}
            ):
                account = Account(to_paper(values), Provenance(how))
                identity = Identity.of(account.paper, title)
                paper_id = account.paper.paper_id
                self._stored.add(paper_id)
                self._records[paper_id] = _Record(account, identity, number, added_at, account)
        for holders in self._holders.values():
            if len(holders) > _MAX_NAMESAKES:  # a flood of uploads must not hide other records
                holders.sort(key=self._is_upload)

    def _is_upload(self, paper_id: str) -> bool:
        record = self._records.get(paper_id)
        return record is not None and record.account.is_upload

    def _resolve_id(self, paper_id: str) -> str:
        while paper_id in self._moved:
            paper_id = self._moved[paper_id]
        return paper_id

    def _find_by_id(self, newcomer: _Newcomer) -> list[_Record]:
        record = self._records.get(newcomer.paper.paper_id)
        return [record] if record else []

    def _find_same_work(self, newcomer: _Newcomer) -> list[_Record]:
        """Return the records of the newcomer's work, which may prove several to be the same.

        Uploads come last and prove nothing: neither as the newcomer nor as a record.
        """
        paper, identity, found = newcomer.paper, newcomer.identity, list[_Record]()
        candidates = sorted(self._find_candidates(newcomer), key=lambda c: c[0].account.is_upload)
        for record, by_title in candidates:
            meet = not (newcomer.account.is_upload and record.account.is_upload)
            if not meet and record.paper.place != newcomer.paper.place:
                continue
            if is_same_work(identity, record.identity, by_title=by_title):
                found.append(record)
                if newcomer.account.is_upload:
                    return found
                if not record.account.is_upload:
                    paper = merge(record.paper, paper)
                    identity = Identity.of(paper, identity.title)
        return found

    def _find_candidates(self, newcomer: _Newcomer) -> Iterator[tuple[_Record, bool]]:
        seen = set()
        for key in newcomer.identifying_keys():
            holders = self._holders.get(key, [])[:_MAX_NAMESAKES]
            ids = dict.fromkeys(map(self._resolve_id, holders))
            for record in sorted((self._records[i] for i in ids), key=lambda r: r.number):
                if record.number not in seen:
                    seen.add(record.number)
                    yield record, key == newcomer.identity.title_key

    def _merge(self, newcomer: _Newcomer, same: Sequence[_Record]) -> _Record:
        record, *absorbed = same
        former = [r.paper.paper_id for r in same]
        folded = {known.paper.title: known.identity.title for known in same}
        folded[newcomer.paper.title] = newcomer.identity.title
        arrived = [known for known in same if not known.account.is_upload]
        for known in same:
            if known.account.is_upload:
                self._disown(known)
        account = record.account
        for other in absorbed:
            account = combine(other.account, account)
        account = combine(account, newcomer.account)
        # Each account is within the limits, but their merged `extra` may not be.
        record.account = replace(account, paper=truncate_paper(account.paper)[0])
        record.identity = Identity.of(record.paper, folded[record.paper.title])
        if arrived:
            record.number = min(r.number for r in arrived)
            record.added_at = min(r.added_at for r in arrived)
        else:  # the genuine record replaces an upload and arrives now
            record.number, record.added_at = self._next_number(), self._now
        for paper_id in former:
            del self._records[paper_id]
            if paper_id != record.paper.paper_id:
                self._moved[paper_id] = record.paper.paper_id
        self._register(record)
        return record

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def _register(self, record: _Record) -> None:
        self._records[record.paper.paper_id] = record
        self._moved.pop(record.paper.paper_id, None)  # an upload may have claimed this id

    def _add(self, newcomer: _Newcomer, by_id_only: bool) -> _Record:
        paper = newcomer.paper
        if not by_id_only and (
            rank(paper.paper_id) == Rank.TITLE
            or (newcomer.account.is_upload and self._is_taken(paper.paper_id))
        ):
            paper = self._assign_free_id(paper, newcomer.identity)
        account = replace(newcomer.account, paper=paper)
        record = _Record(account, newcomer.identity, self._next_number(), self._now)
        self._register(record)
        self._add_key(to_key(paper.paper_id), record)
        return record

    def _add_key(self, key: str, record: _Record) -> None:
        holders = self._holders[key]
        if record.paper.paper_id in map(self._resolve_id, holders):
            return
        if not key.startswith("title:"):  # several works may share a title
            present = list(dict.fromkeys(map(self._resolve_id, holders)))
            uploads = [i for i in present if self._records[i].account.is_upload]
            if record.account.is_upload and len(uploads) < len(present):
                return  # the key belongs to a record that is not an upload
            if uploads and not record.account.is_upload:
                self._lost_keys |= {(key, i) for i in uploads}
                holders[:] = [i for i in present if i not in uploads]
        holders.append(record.paper.paper_id)
        self._new_keys.append((key, record))

    def _disown(self, upload: _Record) -> None:
        """Drop the keys claimed by an upload, so that none leads to the record that replaces it."""
        paper_id = upload.paper.paper_id
        self._disowned.add(paper_id)
        for holders in self._holders.values():
            if paper_id in holders:
                holders.remove(paper_id)

    def _assign_free_id(self, paper: Paper, identity: Identity) -> Paper:
        """Return `paper` under an id from its title that no other work has or had."""
        number = 0
        while self._is_taken(paper.paper_id):
            number += 1
            parts = (*sorted(paper.authors), str(number))
            paper = replace(paper, paper_id=title_id(identity.title, *parts))
        return paper

    def _is_taken(self, paper_id: str) -> bool:
        key = to_key(paper_id)
        if paper_id in self._records or self._holders.get(key):
            return True
        if key in self._known_keys:
            return False
        held = sa.exists().where(paper_keys.c.key == key)
        return bool(self._connection.scalar(sa.select(held)))

    def _write(self, changed: Sequence[_Record]) -> None:
        gone = [i for i in self._moved if i in self._stored and i not in self._records]
        kept = [paper_id for paper_id in gone if paper_id not in self._disowned]
        keys = [*self._load_keys(kept), *((k, r.paper.paper_id) for k, r in self._new_keys)]
        # A disowned record may reuse its id, but not its former keys.
        for batch in batches(list({*gone, *self._disowned})):
            self._connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(batch)))
        for key, paper_id in self._lost_keys:
            its = sa.and_(paper_keys.c.key == key, paper_keys.c.paper_id == paper_id)
            self._connection.execute(sa.delete(paper_keys).where(its))
        self._database.upsert(self._connection, papers, [self._build_row(r) for r in changed])
        rows = [{"key": k, "paper_id": self._resolve_id(i)} for k, i in dict.fromkeys(keys)]
        self._database.upsert(self._connection, paper_keys, rows)
        if changed or gone:
            set_last_arrival(self._database, self._connection, self._last_number)
            revision = next_version(self._database, self._connection)
            enqueue(self._database, self._connection, gone, "remove", revision)
            present = [r.paper.paper_id for r in changed if _should_index(r)]
            enqueue(self._database, self._connection, present, "index", revision)

    def _load_keys(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        for batch in batches(ids):
            find = sa.select(paper_keys).where(paper_keys.c.paper_id.in_(batch))
            for key, paper_id in self._connection.execute(find).all():
                yield key, self._resolve_id(paper_id)

    def _build_row(self, record: _Record) -> dict[str, object]:
        row = to_row(record.paper, record.identity.title)
        row.update(number=record.number, added_at=record.added_at, changed_at=self._now)
        row.update(provenance=record.account.provenance.value)
        return row


def _should_index(record: _Record) -> bool:
    """Return whether a change affects the indexes; one more upvote does not."""
    return record.before is None or _indexed_fields(record.before.paper) != _indexed_fields(
        record.paper
    )


def _indexed_fields(paper: Paper) -> tuple[object, ...]:
    return (
        paper.paper_id,
        paper.title,
        paper.abstract,
        paper.authors,
        paper.categories,
        paper.source,
        paper.year,
        paper.place,
    )
