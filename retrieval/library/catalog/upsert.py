"""Add or merge newly read papers: match each to known works, merge, write, and queue them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from retrieval.db.database import Database, batches
from retrieval.library.catalog.full_texts import move_texts
from retrieval.library.catalog.identity import (
    Identity,
    Rank,
    find_keys,
    is_same_work,
    rank,
    title_id,
    to_canonical,
    to_key,
)
from retrieval.library.catalog.merge import merge
from retrieval.library.catalog.queue import enqueue, last_arrival, set_last_arrival
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
"""The most works of one key to compare a paper with; more are likely abuse."""

_Holders = dict[str, list[tuple[str, bool]]]
"""The ids of the papers with each key, and whether they are uploads; titles are left out."""

# Built once, since that takes longer than running them.
_IS_UPLOAD = papers.c.provenance == Provenance.MEMBER.value
_HOLDERS = (
    sa.select(paper_keys.c.key, papers.c.paper_id, _IS_UPLOAD)
    .join_from(paper_keys, papers)
    .where(paper_keys.c.key.in_(sa.bindparam("keys", expanding=True)))
    .order_by(_IS_UPLOAD, papers.c.number)  # a flood of uploads must not hide other records
)
_NAMESAKES = (
    sa.select(papers.c.paper_id)
    .join_from(paper_keys, papers)
    .where(paper_keys.c.key == sa.bindparam("key"))
    .order_by(_IS_UPLOAD, papers.c.number)
    .limit(_MAX_NAMESAKES)
)
_RECORDS = sa.select(
    *COLUMNS, papers.c.provenance, papers.c.number, papers.c.added_at, papers.c.folded_title
).where(papers.c.paper_id.in_(sa.bindparam("ids", expanding=True)))


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
    before: Account | None = None  # as stored before the call

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
        if provenance is Provenance.MEMBER:
            paper = to_upload(paper, place)
        return cls(given, Account(paper, provenance), identity, find_keys(given, identity))


class Upsert:
    """Merges one call's papers into the catalog, one after the other, in one transaction.

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
        self._records: dict[str, _Record] = {}  # those read or added so far, by id
        self._stored: set[str] = set()  # the ids of those read
        self._refused_fields: list[RefusedFields] = []
        self._last_number = last_arrival(connection)

    def run(self, read: Sequence[Paper], *, by_id_only: bool) -> UpsertCounts:
        """Take in `read`, in order, and queue what changed."""
        for line, paper in enumerate(read):
            newcomer = _Newcomer.of(paper, self._provenance, self._place, by_id_only)
            holders = self._find_holders(newcomer.keys)
            if by_id_only:
                same = self._load([newcomer.account.paper.paper_id])
            else:
                same = self._find_same_work(newcomer, holders)
            if same and newcomer.account.is_upload:
                record = same[0]
                account = combine(record.account, newcomer.account)
                if account != record.account:
                    record.account, record.identity = account, Identity.of(account.paper)
                    self._write(record)
            else:
                former = [record.paper.paper_id for record in same]
                record = self._merge(newcomer, same) if same else self._add(newcomer, by_id_only)
                self._add_keys(record, newcomer.keys, holders, former)
            self._note_refused_fields(line, newcomer, record, is_known=bool(same))
        changed = [r for r in self._records.values() if r.account != r.before]
        gone = self._stored - self._records.keys()
        if changed or gone:
            set_last_arrival(self._database, self._connection, self._last_number)
            present = [r.paper.paper_id for r in changed if _should_index(r)]
            enqueue(self._database, self._connection, gone=gone, changed=present)
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

    def _find_holders(self, keys: Iterable[str]) -> _Holders:
        wanted = [key for key in keys if not key.startswith("title:")]  # many works share a title
        holders: _Holders = defaultdict(list)
        for key, paper_id, is_upload in self._connection.execute(_HOLDERS, {"keys": wanted}):
            holders[key].append((paper_id, bool(is_upload)))
        return holders

    def _load(self, ids: Iterable[str]) -> list[_Record]:
        """Return the records with these ids."""
        wanted = dict.fromkeys(ids)
        for batch in batches([each for each in wanted if each not in self._records]):
            rows = self._connection.execute(_RECORDS, {"ids": batch})
            for *values, how, number, added_at, title in rows:
                account = Account(to_paper(values), Provenance(how))
                identity = Identity.of(account.paper, title)
                record = _Record(account, identity, number, added_at, account)
                self._records[account.paper.paper_id] = record
                self._stored.add(account.paper.paper_id)
        return [self._records[each] for each in wanted if each in self._records]

    def _find_same_work(self, newcomer: _Newcomer, holders: _Holders) -> list[_Record]:
        """Return the records of the newcomer's work, which may prove several to be the same.

        Uploads come last and prove nothing: neither as the newcomer nor as a record.
        """
        paper, identity, found = newcomer.account.paper, newcomer.identity, list[_Record]()
        candidates = self._find_candidates(newcomer, holders)
        for record, by_title in sorted(candidates, key=lambda c: c[0].account.is_upload):
            meet = not (newcomer.account.is_upload and record.account.is_upload)
            if not meet and record.paper.place != paper.place:
                continue
            if is_same_work(identity, record.identity, by_title=by_title):
                found.append(record)
                if newcomer.account.is_upload:
                    return found
                if not record.account.is_upload:
                    paper = merge(record.paper, paper)
                    identity = Identity.of(paper, identity.title)
        return found

    def _find_candidates(
        self, newcomer: _Newcomer, holders: _Holders
    ) -> Iterator[tuple[_Record, bool]]:
        """Yield the records that share a key, and whether it is only the title."""
        title_key = newcomer.identity.title_key
        seen = set()
        for key in newcomer.keys:
            if key == title_key and newcomer.identity.is_generic:
                continue
            ids: list[str] = [paper_id for paper_id, _ in holders[key][:_MAX_NAMESAKES]]
            if key.startswith("title:"):
                ids = list(self._connection.scalars(_NAMESAKES, {"key": key}))
            for record in sorted(self._load(ids), key=lambda record: record.number):
                if record.number not in seen:
                    seen.add(record.number)
                    yield record, key == title_key

    def _merge(self, newcomer: _Newcomer, same: Sequence[_Record]) -> _Record:
        record, *absorbed = same
        former = [r.paper.paper_id for r in same]
        arrived = [known for known in same if not known.account.is_upload]
        account = record.account
        for other in absorbed:
            account = combine(other.account, account)
        account = combine(account, newcomer.account)
        # Each account is within the limits, but their merged `extra` may not be.
        account = replace(account, paper=truncate_paper(account.paper)[0])
        if account == record.account and not absorbed:
            return record
        # Keys claimed by an upload must not lead to the record that replaces it.
        kept = sa.select(paper_keys.c.key)
        kept = kept.where(paper_keys.c.paper_id.in_([r.paper.paper_id for r in arrived]))
        keys = set(self._connection.scalars(kept))
        self._connection.execute(sa.delete(papers).where(papers.c.paper_id.in_(former)))
        for paper_id in former:
            del self._records[paper_id]
        record.account, record.identity = account, Identity.of(account.paper)
        move_texts(self._database, self._connection, former, account.paper.paper_id)
        if arrived:
            record.number = min(r.number for r in arrived)
            record.added_at = min(r.added_at for r in arrived)
        else:  # the genuine record replaces an upload and arrives now
            record.number, record.added_at = self._next_number(), self._now
        self._write(record)
        self._write_keys(record, keys)
        return record

    def _add(self, newcomer: _Newcomer, by_id_only: bool) -> _Record:
        account = newcomer.account
        paper_id = account.paper.paper_id
        if not by_id_only and (rank(paper_id) == Rank.TITLE or account.is_upload):
            number = 0
            while self._is_taken(paper_id):  # by a namesake, or one that had it
                number += 1
                parts = (*sorted(account.paper.authors), str(number))
                paper_id = title_id(newcomer.identity.title, *parts)
            account = replace(account, paper=replace(account.paper, paper_id=paper_id))
        record = _Record(account, newcomer.identity, self._next_number(), self._now)
        self._write(record)
        return record

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def _is_taken(self, paper_id: str) -> bool:
        return self._connection.scalar(_NAMESAKES, {"key": to_key(paper_id)}) is not None

    def _add_keys(
        self, record: _Record, keys: Iterable[str], holders: _Holders, former: Sequence[str]
    ) -> None:
        """Let keys lead to a record, except those of others that an upload may not share.

        `holders` were found before the record replaced those with `former` ids.
        """
        added = [to_key(record.paper.paper_id)]
        for key in keys:
            others = [holder for holder in holders[key] if holder[0] not in former]
            uploads = [paper_id for paper_id, is_upload in others if is_upload]
            if record.account.is_upload and len(uploads) < len(others):
                continue
            if uploads and not record.account.is_upload:
                theirs = sa.and_(paper_keys.c.key == key, paper_keys.c.paper_id.in_(uploads))
                self._connection.execute(sa.delete(paper_keys).where(theirs))
            added.append(key)
        self._write_keys(record, added)

    def _write_keys(self, record: _Record, keys: Iterable[str]) -> None:
        rows = [{"key": key, "paper_id": record.paper.paper_id} for key in dict.fromkeys(keys)]
        self._database.upsert(self._connection, paper_keys, rows)

    def _write(self, record: _Record) -> None:
        """Write a record under its current id."""
        self._records[record.paper.paper_id] = record
        row = to_row(record.paper, record.identity.title)
        row.update(number=record.number, added_at=record.added_at, changed_at=self._now)
        row.update(provenance=record.account.provenance.value)
        self._database.upsert(self._connection, papers, [row])


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
