"""Embed each text once: the same few hundred sentences are asked for by every question."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.embedding.embedder import Embedded, Embedder


class RememberingEmbedder:
    """An embedder that remembers what another one gave for every text."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder_id = embedder.embedder_id
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._known: dict[str, Embedded] = {}
        self._queries: dict[str, Embedded] = {}

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.embed_documents(new), strict=True))
        return [self._known[text] for text in texts]

    def embed_query(self, text: str) -> Embedded:
        """Embed a query."""
        if text not in self._queries:
            self._queries[text] = self._embedder.embed_query(text)
        return self._queries[text]

    def close(self) -> None:
        """Close the other one."""
        self._embedder.close()
