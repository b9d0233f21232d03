"""Store whole papers: their passages, and the PDFs that pages are drawn from."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from retrieval.db.database import Database, batches, storable_text
from retrieval.library.catalog.queue import PASSAGES_PREFIX, enqueue, note_words_removed
from retrieval.library.catalog.tables import (
    full_texts,
    index_queue,
    paper_files,
    passages,
    to_column_time,
    wanted_texts,
)
from retrieval.limits import MAX_PASSAGES
from retrieval.passage import Box, Formula, Passage, PrintedPart, WholeText

TextSource = Literal["upload", "file", "pmc", "arxiv-html", "arxiv-pdf"]
"""Where a text comes from: a member's file, the operator's, or a service."""

Licence = Literal["open", "author", "unknown"]
"""Whether everybody may copy a text, its authors put it where everybody may read it, or neither is
known."""

_PASSAGES = sa.select(passages.c.passage_id, passages.c.packed)

# Made once: a search asks several of these, and making one takes as long as its answer.
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_SEEN = sa.or_(
    sa.bindparam("everywhere", type_=sa.Boolean),
    full_texts.c.place.in_(["", sa.bindparam("place")]),
)
_ANY_SEEN = sa.select(full_texts.c.text_id).where(_SEEN).limit(1)
_named = full_texts.alias()
_SEEN_OF_PAPERS = (
    sa.select(full_texts.c.text_id, full_texts.c.paper_id)
    .where(
        full_texts.c.paper_id.in_(sa.select(_named.c.paper_id).where(_named.c.text_id.in_(_IDS)))
    )
    .where(_SEEN)
    .order_by(full_texts.c.place)
)
_SEEN_PASSAGES = (
    _PASSAGES.add_columns(full_texts.c.url, full_texts.c.pages)
    .join_from(passages, full_texts)
    .where(_SEEN, passages.c.passage_id.in_(_IDS))
    .order_by(passages.c.passage_id)
)

PART_PASSAGES = 32
"""How many passages are indexed at a time, some two seconds of embedding."""

_PACKED = 16  # passages in a row, which fill a page of SQLite; divides `MAX_PASSAGES`
_FORMULA_FIELDS = 3  # the place of a printed line has more
_DECIMALS = 10  # places of characters are kept in tenths of a point


@dataclass(frozen=True, slots=True)
class FullText:
    """What is known of a stored text, apart from its passages.

    `place` is the only place that sees it, empty for all. `passages` is their number.
    """

    text_id: int
    paper_id: str
    place: str
    source: TextSource
    licence: Licence
    url: str
    sha256: str
    pages: int
    passages: int

    @property
    def may_show_pages(self) -> bool:
        """Whether pictures of pages may be shown to those who see the text."""
        return self.source in ("upload", "file") or self.licence == "open"


class FullTexts:
    """The whole papers that `place` sees, None for all; thread-safe; raises CatalogueError."""

    def __init__(self, database: Database, place: str | None = None) -> None:
        self._database = database
        self._seen = {"everywhere": place is None, "place": place or ""}

    def add(
        self,
        paper_id: str,
        read: Sequence[Passage],
        now: datetime,
        *,
        source: TextSource,
        licence: Licence = "unknown",
        place: str = "",
        url: str = "",
        pages: int = 0,
        pdf: bytes = b"",
        uploader: str = "",
    ) -> int:
        """Store a paper's text in place of what the place had of it, and queue it for indexing.

        It has at most `MAX_PASSAGES`. `uploader` is the place of the direct messages of the person
        who gave it. Returns the text's id.
        """
        sha256 = hashlib.sha256(pdf).hexdigest() if pdf else ""
        packed = {n: _pack(read[n : n + _PACKED]) for n in range(0, len(read), _PACKED)}
        with self._database.write_transaction() as connection:
            remove_texts(
                self._database,
                connection,
                sa.and_(full_texts.c.paper_id == paper_id, full_texts.c.place == place),
            )
            if pdf:
                row = {"sha256": sha256, "content": pdf}
                self._database.upsert(connection, paper_files, [row])
            added = connection.execute(
                sa.insert(full_texts).values(
                    paper_id=paper_id,
                    place=place,
                    source=source,
                    licence=licence,
                    url=url,
                    sha256=sha256,
                    pages=pages,
                    passages=len(read),
                    added_at=to_column_time(now),
                    uploader=uploader,
                )
            )
            (text_id,) = added.inserted_primary_key or (0,)
            rows = [
                {"passage_id": _to_id(text_id, number), "text_id": text_id, "packed": content}
                for number, content in packed.items()
            ]
            self._database.upsert(connection, passages, rows)
            parts = _to_queue_ids(text_id, len(read))
            enqueue(self._database, connection, gone=(), changed=parts)
        return int(text_id)

    def get(self, paper_id: str) -> FullText | None:
        """Return the text of a paper that the place sees: its own before everybody's."""
        return self.get_many([paper_id]).get(paper_id)

    def get_many(self, paper_ids: Sequence[str]) -> dict[str, FullText]:
        """Return the texts of papers that have one, by paper."""
        found: dict[str, FullText] = {}
        columns = [full_texts.c[name] for name in FullText.__slots__]
        wanted = sa.select(*columns).where(full_texts.c.paper_id.in_(_IDS), _SEEN)
        wanted = wanted.order_by(full_texts.c.place)
        with self._database.read_transaction() as connection:
            for batch in batches(list(paper_ids)):
                for row in connection.execute(wanted, {"ids": batch, **self._seen}):
                    found[row.paper_id] = FullText(*row)
        return found

    def find_paper(self, pdf: bytes, place: str = "") -> str | None:
        """Return the paper whose text, at a place or everybody's, was read of the same PDF."""
        wanted = sa.select(full_texts.c.paper_id).where(
            full_texts.c.sha256 == hashlib.sha256(pdf).hexdigest(),
            full_texts.c.place.in_(["", place]),
        )
        with self._database.read_transaction() as connection:
            found: str | None = connection.scalar(wanted.limit(1))
        return found

    def enqueue_all(self) -> None:
        """Queue the passages of all texts for indexing."""
        parts = [one for text in self.list_all() for one in _to_queue_ids(text.text_id, len(text))]
        with self._database.write_transaction() as connection:
            enqueue(self._database, connection, gone=(), changed=parts)

    def list_all(self) -> list[QueuedPassages]:
        """Return all passages of each text that the place sees."""
        wanted = sa.select(full_texts.c.text_id, sa.literal(0), full_texts.c.passages)
        with self._database.read_transaction() as connection:
            rows = connection.execute(wanted.where(_SEEN), self._seen)
            return [QueuedPassages(*row) for row in rows]

    def describe(self, paper_id: str) -> WholeText | None:
        """Return what readers see of a paper's text, if it has one."""
        text = self.get(paper_id)
        return None if text is None else WholeText(text.url, text.pages)

    def count(self) -> tuple[int, int]:
        """Return how many papers have a text that the place sees, and the texts' passages."""
        counts = sa.func.count(full_texts.c.paper_id.distinct()), sa.func.sum(full_texts.c.passages)
        with self._database.read_transaction() as connection:
            papers, read = connection.execute(sa.select(*counts).where(_SEEN), self._seen).one()
        return papers, read or 0

    def count_uploads(self, uploader: str) -> int:
        """Return how many texts a person uploaded, at whatever place."""
        wanted = sa.select(sa.func.count()).where(full_texts.c.uploader == uploader)
        with self._database.read_transaction() as connection:
            return connection.scalar(wanted) or 0

    def find(self, text_id: int) -> FullText | None:
        """Return a text by its id, whichever place sees it."""
        columns = [full_texts.c[name] for name in FullText.__slots__]
        with self._database.read_transaction() as connection:
            wanted = sa.select(*columns).where(full_texts.c.text_id == text_id)
            row = connection.execute(wanted).one_or_none()
        return None if row is None else FullText(*row)

    def list_passages(self, paper_id: str) -> dict[str, Passage]:
        """Return the passages of a paper in reading order, by id; none if its text is unknown."""
        text = self.get(paper_id)
        if text is None:
            return {}
        return dict(self.iterate(text.text_id))

    def is_empty(self) -> bool:
        """Return whether the place sees no text."""
        with self._database.read_transaction() as connection:
            return connection.scalar(_ANY_SEEN, self._seen) is None

    def find_papers(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the papers of passages by id, of the text alone that the place sees of a paper."""
        text_ids = {one: int(one) // MAX_PASSAGES for one in ids if one.isdecimal()}
        seen: dict[str, int] = {}
        with self._database.read_transaction() as connection:
            for batch in batches(sorted(set(text_ids.values()))):
                rows = connection.execute(_SEEN_OF_PAPERS, {"ids": batch, **self._seen})
                seen.update((paper_id, text_id) for text_id, paper_id in rows)
        papers = {text_id: paper_id for paper_id, text_id in seen.items()}
        return {one: papers[text_id] for one, text_id in text_ids.items() if text_id in papers}

    def get_passages(self, ids: Sequence[str]) -> dict[str, tuple[Passage, WholeText]]:
        """Return the passages of those ids that exist and are seen, by id, each with its text."""
        found: dict[str, tuple[Passage, WholeText]] = {}
        chosen = {int(one) for one in ids if one.isdecimal()}
        with self._database.read_transaction() as connection:
            for batch in batches(sorted({one - one % _PACKED for one in chosen})):
                for row in connection.execute(_SEEN_PASSAGES, {"ids": batch, **self._seen}):
                    text = WholeText(row.url, row.pages)
                    found.update((one, (passage, text)) for one, passage in _unpack(row, chosen))
        return found

    def get_pdf(self, sha256: str) -> bytes | None:
        """Return a stored PDF."""
        with self._database.read_transaction() as connection:
            wanted = sa.select(paper_files.c.content).where(paper_files.c.sha256 == sha256)
            content: bytes | None = connection.scalar(wanted)
        return content

    def iterate(
        self, text_id: int, first: int = 0, stop: int = MAX_PASSAGES
    ) -> Iterator[tuple[str, Passage]]:
        """Yield passages of a text in reading order with their ids, whichever place sees it."""
        chosen = range(_to_id(text_id, first), _to_id(text_id, stop))
        ids = passages.c.passage_id.between(chosen.start - first % _PACKED, chosen.stop - 1)
        with self._database.read_transaction() as connection:
            rows = connection.execute(_PASSAGES.where(ids).order_by(passages.c.passage_id)).all()
        for row in rows:
            yield from _unpack(row, chosen)

    def remove(self, paper_id: str, place: str) -> bool:
        """Remove the text that a place has of a paper; return whether there was one."""
        chosen = sa.and_(full_texts.c.paper_id == paper_id, full_texts.c.place == place)
        with self._database.write_transaction() as connection:
            return remove_texts(self._database, connection, chosen) > 0

    def remove_uploads(self, uploader: str) -> int:
        """Erase the texts that a person uploaded, at whatever place; return how many."""
        with self._database.write_transaction() as connection:
            chosen = full_texts.c.uploader == uploader
            removed = remove_texts(self._database, connection, chosen)
        self._database.truncate_log()
        return removed

    def want(self, paper_ids: Sequence[str]) -> None:
        """Note that services are to be asked for the texts of papers."""
        rows = [{"paper_id": one} for one in paper_ids]
        with self._database.write_transaction() as connection:
            self._database.upsert(connection, wanted_texts, rows)

    def list_wanted(self) -> Sequence[str]:
        """Return the papers whose texts services are yet to be asked for."""
        with self._database.read_transaction() as connection:
            return connection.scalars(sa.select(wanted_texts.c.paper_id)).all()

    def drop_wanted(self, paper_id: str) -> None:
        """Note that services were asked for the text of a paper."""
        with self._database.write_transaction() as connection:
            its = wanted_texts.c.paper_id == paper_id
            connection.execute(sa.delete(wanted_texts).where(its))


def remove_texts(
    database: Database, connection: sa.Connection, chosen: sa.ColumnElement[bool]
) -> int:
    """Remove texts with their passages and unused PDFs, and queue that; return how many."""
    columns = (full_texts.c.text_id, full_texts.c.passages, full_texts.c.sha256)
    rows = connection.execute(sa.select(*columns).where(chosen)).all()
    if not rows:
        return 0
    connection.execute(sa.delete(full_texts).where(chosen))
    for files in batches(sorted({row.sha256 for row in rows})):
        used = sa.select(full_texts.c.sha256).where(full_texts.c.sha256.in_(files))
        unused = sa.and_(paper_files.c.sha256.in_(files), paper_files.c.sha256.not_in(used))
        connection.execute(sa.delete(paper_files).where(unused))
    for row in rows:
        prefix = f"{PASSAGES_PREFIX}{row.text_id}:"
        waiting = index_queue.c.paper_id.startswith(prefix)
        connection.execute(sa.delete(index_queue).where(waiting))
    gone = [_to_queue_id(row.text_id, 0, row.passages) for row in rows]
    enqueue(database, connection, gone=gone, changed=())
    note_words_removed(database, connection)
    return len(rows)


def move_texts(
    database: Database, connection: sa.Connection, former: Sequence[str], paper_id: str
) -> None:
    """Let the texts of papers that are one now be that paper's, of several the latest a place."""
    theirs = full_texts.c.paper_id.in_([*former, paper_id])
    wanted = sa.select(full_texts.c.place, full_texts.c.text_id).where(theirs)
    rows = connection.execute(wanted.order_by(full_texts.c.added_at))
    latest = {row.place: row.text_id for row in rows}
    if latest:
        kept = list(latest.values())
        remove_texts(database, connection, sa.and_(theirs, full_texts.c.text_id.not_in(kept)))
        connection.execute(sa.update(full_texts).where(theirs).values(paper_id=paper_id))


@dataclass(frozen=True, slots=True)
class QueuedPassages:
    """The passages from `first` to `stop` of a text, as the queue of papers to index has them."""

    text_id: int
    first: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.first

    @property
    def ids(self) -> list[str]:
        """The ids of the passages."""
        return [str(_to_id(self.text_id, number)) for number in range(self.first, self.stop)]


def parse_queue_id(queued: str) -> QueuedPassages | None:
    """Return the passages that a queue's entry is for; None for a paper."""
    if not queued.startswith(PASSAGES_PREFIX):
        return None
    return QueuedPassages(*map(int, queued.removeprefix(PASSAGES_PREFIX).split(":")))


def _to_queue_ids(text_id: int, count: int) -> list[str]:
    """Return the queue's ids of the parts of a text that are indexed at a time."""
    starts = range(0, count, PART_PASSAGES)
    return [_to_queue_id(text_id, n, min(n + PART_PASSAGES, count)) for n in starts]


def _to_queue_id(text_id: int, first: int, stop: int) -> str:
    return f"{PASSAGES_PREFIX}{text_id}:{first}:{stop}"


def _to_id(text_id: int, number: int) -> int:
    return MAX_PASSAGES * text_id + number


def _pack(few: Sequence[Passage]) -> bytes:
    """Return passages as compressed JSON, which takes less than half the room."""
    written = [
        [
            *map(storable_text, (one.kind, one.section, one.label, one.text)),
            *map(_to_numbers, one.parts),
            *([each.start, each.end, storable_text(each.source)] for each in one.formulas),
        ]
        for one in few
    ]
    return zlib.compress(json.dumps(written, separators=(",", ":")).encode(), level=9)


def _unpack(row: Any, chosen: Container[int]) -> Iterator[tuple[str, Passage]]:
    """Yield those passages of a row whose ids are chosen, by id."""
    found = json.loads(zlib.decompress(row.packed))
    for one, (kind, section, label, text, *rest) in enumerate(found, row.passage_id):
        if one in chosen:
            parts = tuple(_to_part(*part) for part in rest if len(part) > _FORMULA_FIELDS)
            formulas = tuple(Formula(*part) for part in rest if len(part) == _FORMULA_FIELDS)
            number = one % MAX_PASSAGES
            yield str(one), Passage(kind, text, section, parts, label, number, formulas)


def _to_numbers(part: PrintedPart) -> tuple[int, ...]:
    box = part.box
    edges = (round(_DECIMALS * edge) for edge in (box.left, box.bottom, box.right, box.top))
    return part.start, part.end, box.page, *edges


def _to_part(start: int, end: int, page: int, *edges: int) -> PrintedPart:
    return PrintedPart(start, end, Box(page, *(edge / _DECIMALS for edge in edges)))
