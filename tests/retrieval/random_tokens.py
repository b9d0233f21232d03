"""Token vectors drawn at random."""

from __future__ import annotations

import numpy as np

from retrieval.search.embedding.embedder import TokenVectors


def tokens(count: int, dimension: int = 8, seed: int = 0) -> TokenVectors:
    """Return random unit vectors at places of five characters each."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    starts = np.arange(count, dtype=np.int32) * 5
    return TokenVectors(rows.astype(np.float32), starts, starts + 4)
