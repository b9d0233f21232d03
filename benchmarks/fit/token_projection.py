"""Make `bge_small_tokens.npy` of the embedder: center bge's token states, and spread them evenly.

The token states of a model have a large common part, which hides how alike two words are: the mean
of the starter library's unit states is subtracted. A random rotation then spreads the rest evenly
over all dimensions, so that two bits a number keep it (as in RaBitQ, Gao and Long, 2024).
Run: python -m benchmarks.fit.token_projection
"""

from __future__ import annotations

import numpy as np
import typer

from retrieval.search.embedding import bge_small
from retrieval.sources import starter
from retrieval.sources.records import Record

_SEED = 1


def main() -> None:
    """Write the projection (384, 385): a rotation, and in the last column what is added to it."""
    target = bge_small._PROJECTION
    size = bge_small.BgeSmall.dimension
    bge_small._PROJECTION = target.with_name("identity.npy")
    np.save(bge_small._PROJECTION, np.eye(size, size + 1, dtype=np.float32))
    try:
        papers = [r.paper for r in starter.read() if isinstance(r, Record)]
        embedder = bge_small.BgeSmall()
        embedded = embedder.embed_documents([f"{p.title}\n{p.abstract}" for p in papers])
        embedder.close()
    finally:
        bge_small._PROJECTION.unlink()
    states = np.concatenate([e.tokens.vectors for e in embedded if e.tokens is not None])
    mean = states.mean(axis=0)
    drawn = np.random.default_rng(_SEED).normal(size=(size, size))
    rotation = np.linalg.qr(drawn)[0].T
    np.save(target, np.column_stack([rotation, -rotation @ mean]).astype(np.float16))
    print(f"{len(states)} token states; {mean @ mean:.1%} of their energy is their mean")


if __name__ == "__main__":
    typer.run(main)
