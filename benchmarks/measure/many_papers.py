"""Papers and vectors in any number: real ones first, then real ones perturbed.

Paper number i is the same in every run and in every library, so that an interrupted build resumes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedded, TokenVectors, indexed_text
from retrieval.search.rerank.maxsim import content_tokens, pack, unpack_many
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

BATCH = 1_000
_NOISE_LENGTH = 0.25  # of what is added to a unit vector
_DROPPED_WORDS = 0.1


class Corpus:
    """The papers of a file, repeated with perturbations, and their perturbed embeddings.

    The first `embedded` papers are embedded once and kept in a file of `folder`.
    """

    def __init__(self, file: Path, folder: Path, embedded: int) -> None:
        self._file = file
        kept = folder / f"embedded-{embedded}.npz"
        if not kept.exists():
            _embed(kept, file, embedded)
        with np.load(kept) as arrays:
            self._vectors = arrays["vectors"]
            ends = np.cumsum(arrays["lengths"]).tolist()
            packed = arrays["packed"].tobytes()
        self._packed = [packed[a:b] for a, b in zip([0, *ends], ends, strict=False)]

    def batches(self, start: int, wanted: int) -> Iterator[tuple[list[Paper], list[Embedded]]]:
        """Yield the papers from number `start` up to `wanted`, in lists, with their embeddings."""
        if start < wanted:
            found = itertools.islice(_papers(self._file), start, wanted)
            while papers := list(itertools.islice(found, BATCH)):
                yield papers, self._embeddings(start, len(papers))
                start += len(papers)

    def _embeddings(self, first: int, count: int) -> list[Embedded]:
        """Draw embeddings for a batch that begins at paper number `first`."""
        random = np.random.default_rng(first)
        drawn = random.integers(0, len(self._vectors), count)
        moved = perturb(self._vectors[drawn], random)
        tokens = unpack_many([self._packed[i] for i in drawn])
        return [
            Embedded(vector, TokenVectors(perturb(t.vectors, random), t.starts, t.ends))
            for vector, t in zip(moved, tokens, strict=True)
        ]


def _papers(file: Path) -> Iterator[Paper]:
    """Yield the papers of the file, then perturbed copies of them without end."""
    real: list[Paper] = []
    for record in read_file(file, trust_ids=True):
        if isinstance(record, Record):
            real.append(record.paper.for_reading())
            yield real[-1]
    for turn in itertools.count(1):
        random = np.random.default_rng(turn)
        others = random.permutation(len(real)).tolist()
        for paper, other in zip(real, others, strict=True):
            yield _mix(paper, real[other], turn, random)


def _mix(paper: Paper, other: Paper, turn: int, random: np.random.Generator) -> Paper:
    """Drop a tenth of a paper's words, and append the last quarter of another's."""
    words = np.array(paper.abstract.split(), object)
    kept = words[random.random(len(words)) >= _DROPPED_WORDS].tolist()
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


def _embed(kept: Path, file: Path, count: int) -> None:
    texts = [indexed_text(paper) for paper in itertools.islice(_papers(file), count)]
    vectors: list[NDArray[np.float32]] = []
    packed: list[bytes] = []
    embedder = BgeSmall()
    for start in range(0, count, 256):
        batch = texts[start : start + 256]
        for text, embedded in zip(batch, embedder.embed_documents(batch), strict=True):
            assert embedded.tokens is not None
            vectors.append(embedded.vector)
            packed.append(pack(content_tokens(text, embedded.tokens)))
        print(f"  embedded {len(vectors):,} of {count:,}", flush=True)
    embedder.close()
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        kept,
        vectors=np.stack(vectors),
        lengths=np.array([len(p) for p in packed]),
        packed=np.frombuffer(b"".join(packed), np.uint8),
    )


def perturb(rows: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Return unit vectors (n, dimension) near to given ones."""
    step = random.standard_normal(rows.shape, np.float32) * (_NOISE_LENGTH / rows.shape[1] ** 0.5)
    moved = rows + step
    unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit
