"""Fill a Footnote library and a plain Chroma collection with the same papers, and time each."""

from __future__ import annotations

import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure.at_size.papers import Vectors, batches
from benchmarks.measure.at_size.systems import Shared
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.embedder import Embedded, indexed_text
from retrieval.search.embedding.minilm import MiniLM

PLAIN = "plain"
_EVERY = 10_000


class Clock:
    """Adds up how long each part takes by the clock, and counts the papers."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.papers = 0

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Time a block."""
        started = time.perf_counter()
        yield
        self.spent[part] += time.perf_counter() - started

    def print(self) -> None:
        """Print how many papers a second each part took in, embedding left out."""
        for part, spent in self.spent.items():
            print(f"  {part:34}{self.papers / max(spent, 1e-9):9.0f} papers/s", flush=True)


def build(work: Path, scale: Path, wanted: int, embedded: int, *, plain: bool) -> None:
    """Bring the stores in `work` to `wanted` papers; what is there already stays."""
    vectors = Vectors(work.parent / f"embedded-{embedded}.npz", scale, embedded)
    # One of them at a time: the papers of a store that was ahead are not added to it again.
    with open_library(work / "footnote", MiniLM()) as library:
        _fill_library(library, scale, wanted, vectors)
    if plain:
        clock = Clock()
        collection = plain_collection(work / PLAIN)

        def into_plain(papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
            with clock.of("plain chromadb"):
                collection.upsert(
                    [p.paper_id for p in papers],
                    embeddings=np.stack([e.vector for e in made]),
                    documents=[indexed_text(p) for p in papers],
                )

        _fill(scale, collection.count(), wanted, vectors, into_plain, clock)
        clock.print()


def build_shared(folder: Path, shared: Shared, scale: Path, wanted: int, embedded: int) -> None:
    """Bring the library in a PostgreSQL and a Chroma server to `wanted` papers."""
    vectors = Vectors(folder.parents[1] / f"embedded-{embedded}.npz", scale, embedded)
    shared.keep(folder)
    with shared.open(folder) as library:
        if library.vectors.count() > wanted:
            raise SystemExit(f"That library has more than {wanted:,} papers already.")
        _fill_library(library, scale, wanted, vectors)


def _fill_library(library: Library, scale: Path, wanted: int, vectors: Vectors) -> None:
    clock = Clock()

    def add(papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
        with clock.of("Footnote, all"):
            _index(library, clock, papers, made)

    _fill(scale, library.vectors.count(), wanted, vectors, add, clock)
    if clock.papers:
        library.catalog.ack(library.catalog.pending(10**9))
    clock.print()


def grow_from(smaller: Path, work: Path) -> None:
    """Begin with a copy of a smaller library and plain collection, rather than from nothing."""
    for name in ("footnote", PLAIN):  # what is copied or built from these is made anew
        if (smaller / name).exists() and not (work / name).exists():
            shutil.copytree(smaller / name, work / name)


def plain_collection(folder: Path) -> Any:
    """Return what a person would otherwise write to: one collection with Chroma's defaults."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    return client.get_or_create_collection(PLAIN)  # the default embedder, given vectors here


def _fill(
    scale: Path,
    first: int,
    wanted: int,
    vectors: Vectors,
    add: Callable[[Sequence[Paper], Sequence[Embedded]], None],
    clock: Clock,
) -> None:
    number = first
    if first >= wanted:  # nor are papers read to be passed over
        return
    for papers in batches(scale, first, wanted):
        add(papers, vectors.batch(number, len(papers)))
        number += len(papers)
        clock.papers += len(papers)
        if number % _EVERY < len(papers):
            print(f"  {number:,} of {wanted:,}", flush=True)


def _index(
    library: Library, clock: Clock, papers: Sequence[Paper], made: Sequence[Embedded]
) -> None:
    with clock.of("the record"):
        library.catalog.upsert(list(papers), datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
    with ThreadPoolExecutor(1) as beside:
        vectors = beside.submit(_timed, clock, library, papers, made)
        with clock.of("token vectors"):
            found = zip(papers, made, strict=True)
            library.tokens.upsert({p.paper_id: e.tokens for p, e in found if e.tokens is not None})
        with clock.of("text index"):
            library.lexical.upsert(papers)
        vectors.result()


def _timed(
    clock: Clock, library: Library, papers: Sequence[Paper], made: Sequence[Embedded]
) -> None:
    with clock.of("vector index"):
        library.vectors.upsert(papers, np.stack([e.vector for e in made]))
