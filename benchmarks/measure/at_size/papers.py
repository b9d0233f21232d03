"""Papers and vectors in any number: real ones first, then real ones perturbed.

Paper number i is the same in every run and in every library, so that building may be stopped and
gone on with.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import batched, read_papers
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import Embedded, TokenVectors, indexed_text
from retrieval.search.embedding.minilm import MiniLM
from retrieval.search.rerank.maxsim import pack, unpack_many

BATCH = 1_000
_MOVED = 0.25  # the length of what is added to a unit vector
_WORDS_LEFT_OUT = 0.1


def batches(path: Path, start: int, wanted: int) -> Iterator[list[Paper]]:
    """Yield the papers from number `start` on, `wanted` in all with those before it."""
    yield from batched(itertools.islice(papers(path), start, wanted), BATCH)


def papers(path: Path) -> Iterator[Paper]:
    """Yield the papers of the scale file, and from its start again, perturbed, without end."""
    real: list[Paper] = []
    for paper in read_papers(path):
        real.append(paper)
        yield paper
    for turn in itertools.count(1):
        random = np.random.default_rng(turn)
        others = random.permutation(len(real)).tolist()
        for paper, other in zip(real, others, strict=True):
            yield _perturbed_paper(paper, real[other], turn, random)


def _perturbed_paper(paper: Paper, other: Paper, turn: int, random: np.random.Generator) -> Paper:
    """Return a paper with a tenth of its words left out and the last quarter of another's added."""
    words = np.array(paper.abstract.split(), object)
    kept = words[random.random(len(words)) >= _WORDS_LEFT_OUT].tolist()
    borrowed = other.abstract.split()
    return Paper(
        f"{paper.paper_id}-{turn}",
        f"{paper.title} {' '.join(other.title.split()[:2])}",
        " ".join([*kept, *borrowed[-len(borrowed) // 4 :]]),
        authors=other.authors,
        published=paper.published,
        categories=paper.categories,
        source=paper.source,
    )


class Vectors:
    """The embeddings of the first papers, made once and kept in a file, and perturbed ones."""

    def __init__(self, kept: Path, path: Path, many: int) -> None:
        if not kept.exists():
            _embed(kept, path, many)
        with np.load(kept) as file:
            self._vectors = file["vectors"]
            ends = np.cumsum(file["lengths"]).tolist()
            packed = file["packed"].tobytes()
        self._packed = [packed[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def batch(self, first: int, many: int) -> list[Embedded]:
        """Return embeddings for the papers of a batch that begins at number `first`.

        Each is one of the kept ones, moved by about a quarter of its length; its tokens, those
        of content words only, are moved as well.
        """
        chosen, moved, random = self._chosen(first, many)
        tokens = unpack_many([self._packed[i] for i in chosen])
        return [
            Embedded(vector, TokenVectors(_moved(found.vectors, random), found.starts, found.ends))
            for vector, found in zip(moved, tokens, strict=True)
        ]

    def without_tokens(self, first: int, many: int) -> NDArray[np.float32]:
        """Return the vectors that `batch` gives, a row each; it takes much less time."""
        return self._chosen(first, many)[1]

    def _chosen(
        self, first: int, many: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], np.random.Generator]:
        random = np.random.default_rng(first)
        chosen = random.integers(0, len(self._vectors), many)
        return chosen, _moved(self._vectors[chosen], random), random


def _embed(kept: Path, path: Path, many: int) -> None:
    from retrieval.search.rerank.maxsim import content_tokens

    texts = [indexed_text(paper) for paper in itertools.islice(papers(path), many)]
    vectors: list[NDArray[np.float32]] = []
    packed: list[bytes] = []
    embedder = MiniLM()
    for start in range(0, many, 256):
        part = texts[start : start + 256]
        for text, embedded in zip(part, embedder.embed_documents(part), strict=True):
            assert embedded.tokens is not None
            vectors.append(embedded.vector)
            packed.append(pack(content_tokens(text, embedded.tokens)))
        print(f"  embedded {len(vectors):,} of {many:,}", flush=True)
    embedder.close()
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        kept,
        vectors=np.stack(vectors),
        lengths=np.array([len(p) for p in packed]),
        packed=np.frombuffer(b"".join(packed), np.uint8),
    )


def _moved(rows: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    width = rows.shape[1]
    step = random.standard_normal(rows.shape, np.float32) * (_MOVED / width**0.5)
    moved = rows + step
    unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit
