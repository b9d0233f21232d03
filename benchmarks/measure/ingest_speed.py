"""Measure the processor time of importing papers, next to embedding alone.

Run: python -m benchmarks.measure.ingest_speed DATA [--papers 1500] [--rounds 2]
Takes the first papers of DATA/scale. "Embedder alone" embeds the texts that the indexes get, in the
pipeline's chunks; "pipeline" reads the file, records the papers, embeds them and writes both
indexes and the token vectors, into a new library each time. The two alternate in one process, so
that a slow machine slows both.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from benchmarks.figures import heading, print_machine, show
from benchmarks.libraries import ingest, scale_file
from retrieval.library import indexing
from retrieval.library.library import open_library
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import indexed_text
from retrieval.sources.files import read_file
from retrieval.sources.records import Record


def main(data: Path, papers: int = 1_500, rounds: int = 2) -> None:
    """Alternate, and print the processor time of a paper."""
    path, embedder, size = scale_file(data), BgeSmall(), indexing._CHUNK_ENTRIES
    texts = [indexed_text(record.paper.for_reading()) for record in read_records(path, papers)]
    embedder.embed_documents(texts[:size])  # loads the model

    def embed_all() -> None:
        for start in range(0, len(texts), size):
            embedder.embed_documents(texts[start : start + size])

    def ingest_all() -> None:
        with TemporaryDirectory() as folder, open_library(Path(folder), embedder) as library:
            ingest(library, read_records(path, papers))
            if library.catalog.count_pending() or library.vectors.count() != len(texts):
                raise SystemExit("The pipeline left papers unindexed: its time is invalid.")

    print_machine()
    alone, whole = zip(
        *((measure_ms(embed_all), measure_ms(ingest_all)) for _ in range(rounds)), strict=True
    )
    heading("processor time of a paper, all cores together", "ms")
    show("embedder alone", [spent / papers for spent in alone])
    show("pipeline", [spent / papers for spent in whole])
    print(f"share of the embedder: {sum(alone) / sum(whole):.1%}")


def measure_ms(work: Callable[[], None]) -> float:
    """Return the processor time of a call."""
    began = time.process_time()
    work()
    return 1e3 * (time.process_time() - began)


def read_records(path: Path, wanted: int) -> Iterator[Record]:
    """Yield the first `wanted` papers of a file."""
    found = (record for record in read_file(path) if isinstance(record, Record))
    return itertools.islice(found, wanted)


if __name__ == "__main__":
    typer.run(main)
