"""Drain the catalog's queue into the derived indexes.

One thread embeds; another writes to Chroma, the token store and the text index, and then
acknowledges the queue's rows. A killed process leaves its unacknowledged
rows, and the next run writes those papers again: every write replaces by id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.db.advisory_lock import IsHeld
from retrieval.errors import IndexFault
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedded, Embedder, indexed_text
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


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Queue entries, the papers among them to index, and the vectors of these papers."""

    entries: Sequence[QueueEntry]
    papers: Sequence[Paper]
    embedded: Sequence[Embedded]

    @property
    def removed_ids(self) -> list[str]:
        """The ids to remove: removed papers, and those no longer in the catalog."""
        kept = {p.paper_id for p in self.papers}
        return [e.paper_id for e in self.entries if e.paper_id not in kept]


class IndexLock(Protocol):
    """A lock that lets one process at a time write the indexes."""

    def __call__(self, *, wait: bool = True) -> AbstractContextManager[IsHeld | None]:
        """Hold the lock in the block; yield a function that checks that it is still held.

        Without `wait`, yield None if another process holds it.
        """


def hold_unshared(*, wait: bool = True) -> AbstractContextManager[IsHeld | None]:
    """Hold nothing: no other process uses the library."""
    return nullcontext(lambda: True)


class Indexing:
    """Brings the indexes up to date with the catalog; a process may run one drain at a time.

    `lock` lets one process drain at a time: otherwise stale papers could overwrite newer ones. A
    process that lost the lock, because the database restarted, stops with `IndexFault`.
    """

    def __init__(
        self,
        catalog: Catalog,
        lexical: TextIndex,
        vectors: VectorIndex,
        tokens: TokenStore,
        embedder: Embedder,
        lock: IndexLock = hold_unshared,
    ) -> None:
        self._lock = lock
        self._catalog = catalog
        self._lexical = lexical
        self._vectors = vectors
        self._tokens = tokens
        self._embedder = embedder

    def drain(
        self, on_progress: Callable[[int], None] = lambda done: None, *, wait: bool = True
    ) -> int:
        """Index until the queue is empty; return the number of entries done.

        `on_progress` gets that number after each chunk. Raises the errors of the embedder and of
        the indexes; unacknowledged entries stay queued. Without `wait`, do nothing if another
        process is indexing.
        """
        with self._lock(wait=wait) as still:
            return self._drain(on_progress, still) if still else 0

    def _drain(self, on_progress: Callable[[int], None], still: IsHeld) -> int:
        done = 0
        with ThreadPoolExecutor(1, thread_name_prefix="index-writer") as writer:
            writing: Future[None] | None = None
            in_flight: Sequence[QueueEntry] = ()
            while True:
                chunk = self._embed(in_flight)
                if writing is not None:
                    writing.result()
                    done += len(in_flight)
                    on_progress(done)
                if chunk is None:
                    if writing is None or not self._catalog.list_pending(1):
                        return done
                    writing, in_flight = None, ()
                    continue
                in_flight = chunk.entries
                writing = writer.submit(self._write, chunk, still)

    def rebuild(self, on_progress: Callable[[int], None] = lambda done: None) -> int:
        """Empty the indexes, queue every paper, and drain; return how many were indexed."""
        with self._lock() as still:
            if still is None:  # cannot be, after waiting
                raise IndexFault(_LOCK_LOST_MESSAGE)
            self._catalog.enqueue_all()
            self._vectors.clear()
            self._tokens.clear()
            self._lexical.clear()
            return self._drain(on_progress, still)

    def _embed(self, in_flight: Sequence[QueueEntry]) -> _Chunk | None:
        """Embed the next entries, except those being written."""
        waiting = {(e.paper_id, e.revision) for e in in_flight}
        entries = [
            e
            for e in self._catalog.list_pending(_CHUNK_ENTRIES + len(waiting))
            if (e.paper_id, e.revision) not in waiting
        ][:_CHUNK_ENTRIES]
        if not entries:
            return None
        wanted = [e.paper_id for e in entries if e.action == "index"]
        found = self._catalog.get_many(wanted)
        papers = [p.for_reading() for i, p in found.items() if p.paper_id == i]
        return _Chunk(
            entries, papers, self._embedder.embed_documents(list(map(indexed_text, papers)))
        )

    def _write(self, chunk: _Chunk, still: IsHeld) -> None:
        if not still():
            raise IndexFault(_LOCK_LOST_MESSAGE)
        gone = chunk.removed_ids
        if gone:
            self._vectors.remove(gone)
            self._tokens.remove(gone)
            self._lexical.remove(gone)
        if chunk.papers:
            self._vectors.upsert(chunk.papers, np.stack([e.vector for e in chunk.embedded]))
            self._tokens.upsert(
                {
                    p.paper_id: content_tokens(indexed_text(p), e.tokens)
                    for p, e in zip(chunk.papers, chunk.embedded, strict=True)
                }
            )
            self._lexical.upsert(chunk.papers)
        self._catalog.ack(chunk.entries)
