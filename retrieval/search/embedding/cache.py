"""Cache embeddings: many questions lead to the same sentences of the same few papers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from retrieval.search.embedding.embedder import Embedded, Embedder

_MAX_TEXTS = 1_000  # sentences, some 50 kB each with their tokens' vectors
_MAX_QUERIES = 256


class CachingEmbedder:
    """An `Embedder` that caches another one's vectors of the most recently used texts.

    Do not embed new papers with it: they are embedded once and would evict useful entries.
    Closing it leaves the other embedder open.
    """

    def __init__(self, embedder: Embedder, max_texts: int = _MAX_TEXTS) -> None:
        self.embedder_id = embedder.embedder_id
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._texts = _LruCache(max_texts)
        self._queries = _LruCache(_MAX_QUERIES)

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order; the uncached ones in one call."""
        known = {text: self._texts.get(text) for text in texts}
        new = [text for text, embedded in known.items() if embedded is None]
        if new:
            for text, made in zip(new, self._embedder.embed_documents(new), strict=True):
                known[text] = made
                self._texts.put(text, made)
        return [embedded for text in texts if (embedded := known[text]) is not None]

    def embed_query(self, text: str) -> Embedded:
        """Embed the text of a search."""
        embedded = self._queries.get(text)
        if embedded is None:
            embedded = self._embedder.embed_query(text)
            self._queries.put(text, embedded)
        return embedded

    def close(self) -> None:
        """Empty the cache."""
        self._texts.clear()
        self._queries.clear()


class _LruCache:
    """The `max_entries` most recently used embeddings, by text."""

    def __init__(self, max_entries: int) -> None:
        self._max_entries = max_entries
        self._kept: OrderedDict[str, Embedded] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> Embedded | None:
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
            return self._kept.get(text)

    def put(self, text: str, embedded: Embedded) -> None:
        with self._lock:
            self._kept[text] = embedded
            self._kept.move_to_end(text)
            while len(self._kept) > self._max_entries:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
