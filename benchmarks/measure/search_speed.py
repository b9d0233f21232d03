"""Time a search among many papers.

Run: python -m benchmarks.measure.search_speed DATA [--papers N] [--shared DATABASE CHROMA]
The papers are those of DATA/scale and, after its 75,000, perturbed copies; all have perturbed
vectors of the first EMBEDDED. They are put into a library first, if it has fewer. Then the
questions of DATA/collections/cs_papers_5k are asked twice by a process of its own: ten papers in
full, from two indexes, with fusion, reranking and the nearest sentences. With --shared, the library
is in an empty PostgreSQL database and a Chroma server at these addresses, which may be used again
for more papers. On a busy machine, processor time says more than the clock.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import typer

from benchmarks.figures import heading, print_machine, show
from benchmarks.libraries import WORK, read_collection, scale_file
from benchmarks.measure.many_papers import Corpus
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedded

_WARM_UP = 20  # questions that do not count: they bring what is read into memory
_ROUNDS = 2


def main(
    data: Path,
    papers: int = 100_000,
    embedded: int = 2_000,
    work: Path = WORK,
    shared: tuple[str, str] = ("", ""),
) -> None:
    """Put the papers into a library, ask, and print."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the bot sets it; for the new process
    print_machine()
    folder = work / f"speed-{papers}{'-shared' * any(shared)}"
    corpus = Corpus(scale_file(data), work, embedded)
    with open_library(folder, BgeSmall(), database=shared[0], chroma=shared[1]) as library:
        for batch, made in corpus.batches(library.vectors.count(), papers):
            add(library, batch, made)
        library.catalog.ack(library.catalog.list_pending(10**9))
    asked = list(read_collection(data / "collections/cs_papers_5k").queries.values())
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        times, peak, own = pool.submit(search, folder, *shared, asked).result()
    heading(f"searches among {papers:,} papers", "ms")
    for stage, taken in times.items():
        show(stage, taken)
    print(f"peak memory {peak:.2f} GB, with mapped index files; {own:.2f} GB without files")


def add(library: Library, papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
    """Add papers that are embedded already."""
    library.catalog.upsert(list(papers), datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
    with ThreadPoolExecutor(1) as pool:
        vectors = pool.submit(library.vectors.upsert, papers, np.stack([e.vector for e in made]))
        found = zip(papers, made, strict=True)
        library.tokens.upsert({p.paper_id: e.tokens for p, e in found if e.tokens is not None})
        library.lexical.upsert(papers)
        vectors.result()


def search(
    folder: Path, database: str, chroma: str, asked: Sequence[str]
) -> tuple[dict[str, list[float]], float, float]:
    """Return the milliseconds of each stage; the peak memory, and that not of files, in GB."""
    times: dict[str, list[float]] = defaultdict(list)
    with open_library(folder, BgeSmall(), database=database, chroma=chroma) as library:
        for question in asked[:_WARM_UP]:
            library.search(question, limit=10)
        for question in list(asked) * _ROUNDS:
            cpu, began = time.process_time(), time.perf_counter()
            found = library.search(question, limit=10)
            found.add_snippets(found.hits)
            times["by the clock"].append(1e3 * (time.perf_counter() - began))
            times["processor"].append(1e3 * (time.process_time() - cpu))
            for stage, spent in found.took_ms.items():
                times[f"  {stage}"].append(spent)
    rows = (row.partition(":") for row in Path("/proc/self/status").read_text().splitlines())
    kilobytes = {name: value.split() for name, _, value in rows}
    peak, own = (int(kilobytes[name][0]) / 1e6 for name in ("VmHWM", "RssAnon"))
    return dict(times), peak, own


if __name__ == "__main__":
    typer.run(main)
