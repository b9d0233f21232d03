"""Change the library: add papers and remove them, one change at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from retrieval.db.database import batches
from retrieval.errors import RetrievalError, UntitledPaper
from retrieval.full_text.process import ReadPaper
from retrieval.library.catalog.full_texts import Licence, TextSource
from retrieval.library.catalog.undo import CatalogUndo
from retrieval.library.ingest import IngestProgress, IngestReport, ingest_records
from retrieval.library.match import drop_cited_ids, find_record, make_record
from retrieval.paper import Paper
from retrieval.provenance import NO_PLACE, UNKNOWN_PLACE, Provenance
from retrieval.sources.records import Harvested, Record

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.library.indexing import Indexing


@dataclass(frozen=True, slots=True)
class RecordedText:
    """The text of a whole paper whose passages are yet to be indexed, and its paper.

    `added`: the paper's record was made for it. `undo` removes both.
    """

    paper: Paper
    text_id: int
    passages: int
    added: bool = False
    undo: CatalogUndo = field(default_factory=CatalogUndo)


OnPassages = Callable[[int, int], None]
"""Called with how many passages are indexed, and how many there are."""

_TURN_TEXTS = 20
"""How many texts' words are written again before others have their turn, a second's work."""

_TURN_RECORDS = 25
"""How many records are added before others have their turn, some seconds of embedding."""


@dataclass(frozen=True, slots=True)
class AddedPapers:
    """The report of adding records, and the library's papers that they became."""

    report: IngestReport
    papers: tuple[Paper, ...]
    undo: CatalogUndo = field(default_factory=CatalogUndo)

    @property
    def added(self) -> int:
        """How many of the papers are new."""
        return self.report.added

    def followed_by(self, more: AddedPapers) -> AddedPapers:
        """Return this and what was added next as one."""
        self.report.extend(more.report)
        papers = {paper.paper_id: paper for paper in (*self.papers, *more.papers)}
        return AddedPapers(self.report, tuple(papers.values()), self.undo.followed_by(more.undo))


class LibraryWriter:
    """Changes the catalog and its indexes.

    The coroutines run one at a time, as the indexes take one change at a time: each holds `lock`.
    The other methods block and do not hold it.
    """

    def __init__(self, catalog: Catalog, indexing: Indexing, now: Callable[[], datetime]) -> None:
        self.lock = asyncio.Lock()
        self._catalog = catalog
        self._indexing = indexing
        self._now = now

    async def add(
        self, records: Iterable[Harvested], provenance: Provenance, place: str = UNKNOWN_PLACE
    ) -> AddedPapers:
        """Record papers of a `provenance`, and index them; `place` is where members gave theirs.

        Many records are added a few at a time, between which other changes have their turn. Iterate
        over slow sources before. Raises SourceError and what the indexes raise.
        """
        given = await asyncio.to_thread(list, records)
        added: AddedPapers | None = None
        for start in range(0, max(len(given), 1), _TURN_RECORDS):
            async with self.lock:
                turn = given[start : start + _TURN_RECORDS]
                more = await asyncio.to_thread(self._add, turn, provenance, place)
            added = more if added is None else added.followed_by(more)
        return added or AddedPapers(IngestReport(), ())

    async def record_text(
        self,
        read: ReadPaper,
        pdf: bytes,
        provenance: Provenance,
        *,
        title: str = "",
        place: str = NO_PLACE,
        uploader: str = "",
    ) -> RecordedText:
        """Record the text of a whole paper, of a file; `index_text` then indexes its passages.

        It belongs to the record that it names or whose title it has, and changes nothing of it;
        without one, a record is made of what its first page says, and of `title`. A member's text
        is seen at `place` alone, and `uploader` is the place of the member's direct messages.
        Raises UntitledPaper if there is no record and no title.
        """
        async with self.lock:
            return await asyncio.to_thread(
                self._record_text, read, pdf, provenance, title, place, uploader
            )

    async def record_fetched_text(
        self,
        paper: Paper,
        read: ReadPaper,
        *,
        source: TextSource,
        licence: Licence,
        url: str,
    ) -> RecordedText | None:
        """Record the text of a whole paper that a service gave, for everybody.

        Its PDF is not kept: services do not say that its pages may be shown. Returns None if the
        paper is no longer there.
        """

        def record() -> RecordedText | None:
            if self._catalog.at(NO_PLACE).get(paper.paper_id) is None:
                return None
            text_id = self._catalog.full_texts.add(
                paper.paper_id,
                read.passages,
                self._now(),
                source=source,
                licence=licence,
                url=url,
                pages=read.pages,
            )
            return RecordedText(paper, text_id, len(read.passages))

        async with self.lock:
            return await asyncio.to_thread(record)

    async def index_text(
        self, text: RecordedText, on_passages: OnPassages = lambda done, count: None
    ) -> None:
        """Index the passages of a text, a few at a time, between which others have their turn."""
        left = text.passages
        while left:
            on_passages(text.passages - left, text.passages)
            async with self.lock:
                left = await asyncio.to_thread(self._indexing.index_part, text.text_id)

    async def restore(self, change: CatalogUndo) -> bool:
        """Undo a change; return False if its papers have changed since."""
        async with self.lock:
            return await asyncio.to_thread(self._restore, change)

    async def remove(self, ids: Sequence[str]) -> CatalogUndo:
        """Remove papers from the catalog and the indexes; return what undoes it."""
        async with self.lock:
            return await asyncio.to_thread(self._remove, ids)

    async def remove_text(self, paper_id: str, place: str) -> bool:
        """Remove the text that a place has of a paper; return whether there was one."""
        async with self.lock:
            return await asyncio.to_thread(self._remove_text, paper_id, place)

    async def forget_place(self, place: str) -> None:
        """Erase what members uploaded at a place.

        Where an index cannot be written now, what it has stays queued for removal.
        """
        async with self.lock:
            await asyncio.to_thread(self._catalog.forget_place, place)
            with suppress(RetrievalError):
                await asyncio.to_thread(self.drain)

    async def forget_uploader(self, uploader: str) -> int:
        """Erase the texts that a person uploaded, as `forget_place`; return how many."""
        async with self.lock:
            erased = await asyncio.to_thread(self._catalog.full_texts.remove_uploads, uploader)
            with suppress(RetrievalError):
                await asyncio.to_thread(self.drain)
        return erased

    async def index_pending(self, max_papers: int) -> None:
        """Index the papers that wait for it, unless there are more than `max_papers`.

        Then index passages, a few at a time, and leave no word of removed ones in files. Does not
        wait for another process that is already indexing.
        """
        async with self.lock:
            pending = await asyncio.to_thread(self._catalog.count_pending)
            if 0 < pending <= max_papers:
                await asyncio.to_thread(self.drain, wait=False)
        left = 1 if await asyncio.to_thread(self._catalog.count_pending, passages=True) else 0
        while left:
            async with self.lock:
                left = await asyncio.to_thread(self._indexing.index_part, wait=False)
        removal = await asyncio.to_thread(self._catalog.last_words_removed)
        if removal is not None:
            texts = await asyncio.to_thread(self._catalog.full_texts.list_all)
            for some in batches(texts, _TURN_TEXTS):
                async with self.lock:
                    await asyncio.to_thread(self._indexing.rewrite_words, some)
            await asyncio.to_thread(self._catalog.note_rewritten, removal)

    def ingest(
        self,
        records: Iterable[Harvested],
        provenance: Provenance,
        *,
        place: str = UNKNOWN_PLACE,
        on_progress: Callable[[IngestProgress], None] = lambda progress: None,
    ) -> IngestReport:
        """Record papers and index them; `provenance` decides what they may change."""
        return ingest_records(
            self._catalog,
            self._indexing,
            records,
            self._now,
            provenance,
            place=place,
            on_progress=on_progress,
        )

    def drain(self, *, wait: bool = True, passages: bool = False) -> None:
        """Index queued papers, and `passages`, which take longer.

        Without `wait`, do nothing if another process is indexing.
        """
        self._indexing.drain(wait=wait, passages=passages)

    def _add(self, records: Iterable[Harvested], provenance: Provenance, place: str) -> AddedPapers:
        given = list(records)
        same = [record.paper for record in given if isinstance(record, Record)]
        before = self._catalog.take_rows((), same)
        report = self.ingest(given, provenance, place=place)
        ids = [paper.paper_id for paper in same]
        ids += [each.paper_id for each in report.refused_fields]
        # Two records of one work, or one under an id that it no longer has, are one paper.
        seen_from = place if provenance is Provenance.MEMBER else NO_PLACE
        found = self._catalog.at(seen_from).get_many(ids).values()
        papers = {paper.paper_id: paper.for_reading() for paper in found}
        after = self._catalog.take_rows([row["paper_id"] for row in before.values()], same)
        change = CatalogUndo.between(before, after)
        return AddedPapers(report, tuple(papers.values()), change)

    def _record_text(
        self,
        read: ReadPaper,
        pdf: bytes,
        provenance: Provenance,
        title: str,
        place: str,
        uploader: str,
    ) -> RecordedText:
        is_upload = provenance is Provenance.MEMBER
        title = title.strip()
        seen = self._catalog.at(place if is_upload else NO_PLACE)
        read = drop_cited_ids(seen, read, title)
        paper = find_record(seen, read, title)
        added = AddedPapers(IngestReport(), ())
        if paper is None:
            if not (title or read.title):
                raise UntitledPaper("The first page of this paper does not say its title.")
            added = self._add([Record(make_record(read, title), 1)], provenance, place)
            paper = added.papers[0]
        text_id = self._catalog.full_texts.add(
            paper.paper_id,
            read.passages,
            self._now(),
            source="upload" if is_upload else "file",
            place=place if is_upload else "",
            pages=read.pages,
            pdf=pdf,
            uploader=uploader,
        )
        undo = replace(added.undo, texts=(text_id,))
        passages = len(read.passages)
        return RecordedText(paper.for_reading(), text_id, passages, added.added > 0, undo)

    def _remove(self, ids: Sequence[str]) -> CatalogUndo:
        rows = self._catalog.take_rows(ids)
        self._catalog.remove(ids)
        self.drain()
        return CatalogUndo.between(rows, {})

    def _remove_text(self, paper_id: str, place: str) -> bool:
        removed = self._catalog.full_texts.remove(paper_id, place)
        self.drain()
        return removed

    def _restore(self, change: CatalogUndo) -> bool:
        restored = self._catalog.restore(change)
        self.drain()
        return restored
