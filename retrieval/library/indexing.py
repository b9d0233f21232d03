"""Drain the catalog's queue into the derived indexes.

Papers are embedded, written to Chroma, the token store and the text index, and then the queue's
rows are acknowledged. A killed process leaves its unacknowledged rows, and the next run writes
those papers again: every write replaces by id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from retrieval.db.advisory_lock import IsHeld
from retrieval.errors import IndexFault
from retrieval.library.catalog.full_texts import QueuedPassages, parse_queue_id
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedder, indexed_text
from retrieval.search.passages import PassageSearch, to_document
from retrieval.search.rerank.maxsim import content_tokens

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.library.catalog.queue import QueueEntry
    from retrieval.search.rerank.store import TokenStore
    from retrieval.search.text.text_index import TextIndex
    from retrieval.search.vector.vectors import VectorIndex

_CHUNK_ENTRIES = 256
_LOCK_LOST_MESSAGE = (
    "The database connection was lost during indexing. Nothing is lost: the papers stay queued and "
    "are indexed with the next papers added."
)


IndexLock = Callable[..., AbstractContextManager[IsHeld | None]]
"""A lock that lets one process at a time write the indexes: `lock(wait=True)`.

Its block gets a function that checks that the lock is still held or, without `wait`, None if
another process holds it.
"""


def hold_unshared(*, wait: bool = True) -> AbstractContextManager[IsHeld | None]:
    """Hold nothing: no other process uses the library."""
    return nullcontext(lambda: True)


@dataclass(frozen=True, slots=True)
class Indexing:
    """Brings the indexes up to date with the catalog; a process may run one drain at a time.

    `lock` lets one process drain at a time: otherwise stale papers could overwrite newer ones. A
    process that lost the lock, because the database restarted, stops with `IndexFault`.
    """

    catalog: Catalog
    lexical: TextIndex
    vectors: VectorIndex
    tokens: TokenStore
    embedder: Embedder
    passages: PassageSearch
    lock: IndexLock = hold_unshared

    def drain(
        self,
        on_progress: Callable[[int], None] = lambda done: None,
        *,
        wait: bool = True,
        passages: bool = True,
    ) -> int:
        """Index until the queue is empty; return the number of entries done.

        `on_progress` gets that number after each chunk. Raises the errors of the embedder and of
        the indexes; unacknowledged entries stay queued. Without `wait`, do nothing if another
        process is indexing. Without `passages`, those of whole papers stay queued; one of these
        takes as long as many abstracts.
        """
        with self.lock(wait=wait) as still:
            return self._drain(on_progress, still, passages=passages) if still else 0

    def index_part(self, text_id: int | None = None, *, wait: bool = True) -> int:
        """Index some queued passages, of one text or any; return how many are still queued.

        Of any text, that is only how many are next. Without `wait`, do nothing and return 0 if
        another process is indexing.
        """
        with self.lock(wait=wait) as still:
            if still is None:
                return 0
            limit = 2 if text_id is None else None  # the whole queue may be long
            queued = [
                (entry, part)
                for entry in self.catalog.list_pending_passages(text_id, limit)
                if (part := parse_queue_id(entry.paper_id))
            ]
            for entry, part in queued[:1]:
                self._index_passages(entry, part, still)
        return sum(len(part) for _, part in queued[1:])

    def _drain(
        self, on_progress: Callable[[int], None], still: IsHeld, *, passages: bool = True
    ) -> int:
        done = 0
        while entries := self._next_entries(passages=passages):
            if part := parse_queue_id(entries[0].paper_id):
                self._index_passages(entries[0], part, still)
            else:
                self._index(entries, still)
            done += len(entries)
            on_progress(done)
        return done

    def rewrite_words(self, texts: Iterable[QueuedPassages]) -> None:
        """Write passages to the text index again, so that words of removed ones leave its files."""
        if self.passages.keeps_removed_words:
            with self.lock():
                found = (build_documents(self.catalog, text) for text in texts)
                self.passages.rewrite_words(list(chain.from_iterable(found)))

    def rebuild(self, on_progress: Callable[[int], None] = lambda done: None) -> int:
        """Empty the indexes, queue every paper, and drain; return how many were indexed."""
        with self.lock() as still:
            if still is None:  # cannot be, after waiting
                raise IndexFault(_LOCK_LOST_MESSAGE)
            self.catalog.enqueue_all()
            self.catalog.full_texts.enqueue_all()
            self.vectors.clear()
            self.tokens.clear()
            self.lexical.clear()
            self.passages.clear()
            return self._drain(on_progress, still)

    def _next_entries(self, *, passages: bool) -> Sequence[QueueEntry]:
        """Return the next papers in the queue, or the next part of a whole paper by itself."""
        entries = self.catalog.list_pending(_CHUNK_ENTRIES, passages=passages)
        whole = next((n for n, e in enumerate(entries) if parse_queue_id(e.paper_id)), None)
        return entries[: max(whole, 1) if whole is not None else None]

    def _index_passages(self, entry: QueueEntry, part: QueuedPassages, still: IsHeld) -> None:
        """Embed and write passages of a text, or remove those of one that is gone."""
        documents = build_documents(self.catalog, part)
        embedded = self.embedder.embed_documents(list(map(indexed_text, documents)))
        if not still():
            raise IndexFault(_LOCK_LOST_MESSAGE)
        self.passages.update(documents, embedded, [] if documents else part.ids)
        self.catalog.ack([entry])

    def _index(self, entries: Sequence[QueueEntry], still: IsHeld) -> None:
        """Embed and write the papers of some entries, remove the others, and acknowledge all."""
        found = self.catalog.get_many([e.paper_id for e in entries if e.action == "index"])
        papers = {i: p.for_reading() for i, p in found.items() if p.paper_id == i}
        embedded = self.embedder.embed_documents(list(map(indexed_text, papers.values())))
        if not still():
            raise IndexFault(_LOCK_LOST_MESSAGE)
        # Those that are no longer in the catalog are removed, too.
        if gone := [e.paper_id for e in entries if e.paper_id not in papers]:
            self.vectors.remove(gone)
            self.tokens.remove(gone)
            self.lexical.remove(gone)
        if papers:
            read = list(papers.values())
            self.vectors.upsert(read, np.stack([e.vector for e in embedded]))
            self.tokens.upsert(
                {
                    p.paper_id: content_tokens(indexed_text(p), e.tokens)
                    for p, e in zip(read, embedded, strict=True)
                }
            )
            self.lexical.upsert(read)
        self.catalog.ack(entries)


def build_documents(catalog: Catalog, part: QueuedPassages) -> list[Paper]:
    """Return passages of a text as the indexes take them; none of one that is gone."""
    text = catalog.full_texts.find(part.text_id)
    paper = catalog.get(text.paper_id) if text else None
    if text is None or paper is None:
        return []
    seen = replace(paper.for_reading(), place=text.place)
    found = catalog.full_texts.iterate(part.text_id, part.first, part.stop)
    return [to_document(one, seen, passage) for one, passage in found]
