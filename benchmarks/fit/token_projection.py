"""Make `token_projection.npy` of the embedder: the 96 main directions of MiniLM's token states.

The directions are the leading right singular vectors of the unit token states of the starter
library. Run: python -m benchmarks.fit.token_projection
"""

from __future__ import annotations

import numpy as np

from retrieval.search.embedding import minilm
from retrieval.sources import starter
from retrieval.sources.records import Record

DIMENSIONS = 96


def main() -> None:
    """Fit and write the projection, and print how much of the states' energy it keeps."""
    minilm._PROJECTION = minilm._PROJECTION.with_name("identity.npy")
    np.save(minilm._PROJECTION, np.eye(384, dtype=np.float32))
    try:
        papers = [r.paper for r in starter.read() if isinstance(r, Record)]
        embedded = minilm.MiniLM().embed_documents([f"{p.title}\n{p.abstract}" for p in papers])
    finally:
        minilm._PROJECTION.unlink()
    states = np.concatenate([e.tokens.vectors for e in embedded if e.tokens is not None])
    _, energies, directions = np.linalg.svd(states, full_matrices=False)
    target = minilm._PROJECTION.with_name("token_projection.npy")
    np.save(target, directions[:DIMENSIONS].astype(np.float16))
    kept = (energies[:DIMENSIONS] ** 2).sum() / (energies**2).sum()
    print(f"{len(states)} token states, {kept:.1%} of their energy in {DIMENSIONS} directions")


if __name__ == "__main__":
    main()
