"""Cache embeddings: many questions lead to the same sentences of the same few papers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from retrieval.search.embedding.embedder import Embedded, Embedder

_MAX_TEXTS = 1_000  # sentences, some 50 kB each with their tokens' vectors


class CachingEmbedder:
    """An `Embedder` that caches another one's vectors of the most recently used texts.

    Do not embed new papers with it: they are embedded once and would evict useful entries.
    Closing it leaves the other embedder open.
    """

    def __init__(self, embedder: Embedder, max_texts: int = _MAX_TEXTS) -> None:
        self.embedder_id = embedder.embedder_id
        self.dimension = embedder.dimension
        self.embed_query = embedder.embed_query
        self._embedder = embedder
        self._max_texts = max_texts
        self._texts: OrderedDict[str, Embedded] = OrderedDict()
        self._lock = threading.Lock()

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order; the uncached ones in one call."""
        with self._lock:
            known = {text: self._texts[text] for text in texts if text in self._texts}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self._embedder.embed_documents(new), strict=True)
        with self._lock:
            for text in texts:
                self._texts[text] = known[text]
                self._texts.move_to_end(text)
            while len(self._texts) > self._max_texts:
                self._texts.popitem(last=False)
        return [known[text] for text in texts]

    def close(self) -> None:
        """Empty the cache."""
        self._texts.clear()
