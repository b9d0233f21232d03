"""Time a search at size, beside plain chromadb with the same embedder.

Run: python -m benchmarks.search_speed DATA [--papers 75000] [--embedded 4000] [--work DIR]
The papers are those of DATA/scale; the first EMBEDDED are embedded, and the others get the
vectors of those, perturbed (texts are their own). Queries are the questions of
DATA/collections/cs_papers_5k, and both systems answer each of them in turn in one process, the
embedding of the query included: ours in full (two indexes, fusion, second look, ten papers read
with their nearest sentences), chromadb's `collection.query` of ten documents.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedding.embedder import Embedded
from retrieval.embedding.minilm import MiniLM
from retrieval.evaluation import read_collection
from retrieval.indexed_text import indexed_text
from retrieval.late_interaction import content_tokens
from retrieval.library import Library, open_library
from retrieval.paper import Paper
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

BATCH = 2_500


def main() -> None:
    """Build what is not there yet, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=75_000)
    parser.add_argument("--embedded", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--work", type=Path, default=Path("build/speed"))
    arguments = parser.parse_args()
    embedder = MiniLM()
    asked = list(read_collection(arguments.data / "collections/cs_papers_5k").queries.values())
    with open_library(arguments.work / str(arguments.papers), embedder) as library:
        plain = Plain(arguments.work / f"{arguments.papers}-plain", embedder)
        if library.vectors.count() < arguments.papers or plain.count() < arguments.papers:
            build(library, plain, arguments)
        systems: dict[str, Callable[[str], Any]] = {
            "Footnote, hybrid": lambda q: library.search(q, limit=10),
            "Footnote, lexical": lambda q: library.search(q, limit=10, mode="lexical"),
            "Footnote, dense": lambda q: library.search(q, limit=10, mode="dense"),
            "plain chromadb": plain.query,
        }
        times: dict[str, list[float]] = {name: [] for name in systems}
        for ask in systems.values():
            for question in asked[:20]:
                ask(question)
        for question in asked * arguments.rounds:
            for name, ask in systems.items():
                started = time.perf_counter()
                ask(question)
                times[name].append(1e3 * (time.perf_counter() - started))
        stages = [library.search(q, limit=10).took_ms for q in asked]
        print(f"{library.vectors.count():,} papers, {len(times['plain chromadb'])} searches each")
        print(f"{'':20}{'median':>9}{'95th':>9}  ms, query embedding included")
        for name, took in times.items():
            ordered = sorted(took)
            middle, slow = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
            print(f"{name:20}{middle:9.1f}{slow:9.1f}")
        for stage in stages[0]:
            print(f"  of which {stage:11}{statistics.median(s[stage] for s in stages):9.1f}")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


class Plain:
    """What a person would otherwise write: one collection with documents, and `query`."""

    def __init__(self, folder: Path, embedder: MiniLM) -> None:
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        self._collection = client.get_or_create_collection("plain", embedding_function=None)
        self._embedder = embedder

    def count(self) -> int:
        """Return how many papers there are."""
        return self._collection.count()

    def add(self, papers: list[Paper], vectors: Any) -> None:
        """Write papers as Chroma's documents."""
        self._collection.upsert(
            [p.paper_id for p in papers],
            embeddings=vectors,
            documents=[indexed_text(p) for p in papers],
        )

    def query(self, question: str) -> Any:
        """Return the ten nearest documents."""
        vector = self._embedder.embed_query(question).vector
        return self._collection.query(query_embeddings=[vector], n_results=10)


def build(library: Library, plain: Plain, arguments: argparse.Namespace) -> None:
    """Fill both stores."""
    print("building; this takes some minutes the first time", flush=True)
    random = np.random.default_rng(0)
    read = papers(arguments.data / "scale" / "arxiv_cs_daily.jsonl.gz", arguments.papers)
    pool: list[Embedded] = []
    for batch in iter(lambda: list(itertools.islice(read, BATCH)), []):
        texts = [indexed_text(p) for p in batch]
        if len(pool) < arguments.embedded:
            embedded = library.embedder.embed_documents(texts)
            pool += embedded
        else:
            chosen = random.integers(0, len(pool), len(batch))
            embedded = [perturbed(pool[i], random) for i in chosen]
        vectors = np.stack([e.vector for e in embedded])
        library.catalogue.upsert(batch, datetime.now(UTC), by_id_only=True)
        library.vectors.upsert(batch, vectors)
        library.tokens.upsert(
            {
                p.paper_id: content_tokens(t, e.tokens)
                for p, t, e in zip(batch, texts, embedded, strict=True)
                if e.tokens is not None
            }
        )
        library.lexical.upsert(batch)
        plain.add(batch, vectors)
        print(f"  {library.vectors.count():,}", flush=True)
    library.catalogue.settle(library.catalogue.pending(10**9))


def papers(path: Path, wanted: int) -> Iterator[Paper]:
    """Yield `wanted` papers of the scale file, and from its start again under other ids."""
    for turn in itertools.count():
        for record in read_file(path, trust_ids=True):
            if isinstance(record, Record):
                paper = record.paper.for_reading()
                if turn:
                    paper = Paper(f"{paper.paper_id}-{turn}", paper.title, paper.abstract)
                yield paper
                wanted -= 1
                if wanted == 0:
                    return


def perturbed(embedded: Embedded, random: np.random.Generator) -> Embedded:
    """Return an embedding near another: the vector moved by about a quarter of its length."""
    moved = embedded.vector + random.normal(0, 0.25 / 384**0.5, 384).astype(np.float32)
    return Embedded(moved / np.linalg.norm(moved), embedded.tokens)


if __name__ == "__main__":
    main()
