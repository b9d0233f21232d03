"""An embedder for tests that is quick and needs no model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from retrieval.errors import EmbeddingError
from retrieval.search.embedding.embedder import Embedded, TokenVectors
from retrieval.search.query import fold_words

_WORD = re.compile(r"[^\W_]+")
_TOKEN_DIMENSION = 32


class FakeEmbedder:
    """Texts that share words are near: a text's vector is the sum of its words', hashed.

    `asked` are the texts of each call, oldest first. After `fails_after` calls every call raises.
    """

    def __init__(
        self,
        embedder_id: str = "fake",
        dimension: int = 64,
        *,
        fails_after: int | None = None,
    ) -> None:
        self.embedder_id = embedder_id
        self.dimension = dimension
        self.fails_after = fails_after
        self.asked: list[list[str]] = []

    def embed_documents(self, texts: Sequence[str]) -> list[Embedded]:
        """Embed texts, in order."""
        if self.fails_after is not None and len(self.asked) >= self.fails_after:
            raise EmbeddingError("The fake embedder fails, as it was told.")
        self.asked.append(list(texts))
        return [self._embed(text) for text in texts]

    def embed_query(self, text: str) -> Embedded:
        """Embed one text."""
        return self.embed_documents([text])[0]

    def close(self) -> None:
        """Do nothing."""

    def _embed(self, text: str) -> Embedded:
        words = fold_words(text) or [""]
        vector = np.sum([_hash_vector(word, self.dimension) for word in words], axis=0)
        found = list(_WORD.finditer(text))
        rows = [_hash_vector("".join(fold_words(f.group())), _TOKEN_DIMENSION) for f in found]
        tokens = TokenVectors(
            np.array(rows, np.float32).reshape(-1, _TOKEN_DIMENSION),
            np.array([f.start() for f in found], np.int32),
            np.array([f.end() for f in found], np.int32),
        )
        return Embedded(_unit(vector), tokens)


@lru_cache(maxsize=50_000)
def _hash_vector(word: str, dimension: int) -> Any:
    """Return a unit vector that only the word decides."""
    seed = int.from_bytes(hashlib.sha256(word.encode(errors="replace")).digest()[:8], "big")
    return _unit(np.random.default_rng(seed).standard_normal(dimension))


def _unit(vector: Any) -> Any:
    return (vector / np.linalg.norm(vector)).astype(np.float32)
