"""Time the whole import of papers, next to embedding alone.

Run: python -m benchmarks.measure.ingest_speed DATA [--papers 1500] [--rounds 2]
Takes the first papers of DATA/scale. "Embedder alone" embeds the texts that the indexes get, in the
pipeline's chunks; "pipeline" reads the file, records the papers, embeds them and writes both
indexes and the token vectors, into a new library each time. The two alternate in one process, so
that a slow machine slows both; on a busy machine, processor seconds per thousand papers say more
than the clock.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import print_machine
from benchmarks.libraries import ingest, scale_file
from retrieval.library import indexing
from retrieval.library.library import open_library
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import indexed_text
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

_WARM = 64  # texts embedded before the clock starts, so that the model is loaded


def main() -> None:
    """Alternate, and print each round and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    path = scale_file(arguments.data)
    wanted = arguments.papers
    texts = [indexed_text(r.paper.for_reading()) for r in records(path, wanted)]
    embedder = BgeSmall()
    embedder.embed_documents(texts[:_WARM])

    print_machine()
    print(f"{'':5}{'embedder alone':>20}{'pipeline':>20}{'ratio':>18}")
    print(f"{'round':>5}" + f"{'papers/s':>11}{'cpu':>9}" * 2 + f"{'papers/s':>10}{'cpu':>8}")
    alone, whole = [], []
    for turn in range(1, arguments.rounds + 1):
        alone.append(embed_all(embedder, texts))
        whole.append(ingest_all(embedder, path, wanted))
        print_row(str(turn), alone[-1], whole[-1])
    print_row("all", find_medians(alone), find_medians(whole))
    print("cpu: processor seconds per thousand papers, all cores together")


@dataclass(frozen=True, slots=True)
class Speed:
    """Papers per second by the clock, and processor seconds per thousand papers."""

    papers_a_second: float
    cpu: float

    @classmethod
    def since(cls, started: float, cpu_before: float, papers: int) -> Speed:
        """Measure from two earlier clock readings until now."""
        took, cpu = time.perf_counter() - started, time.process_time() - cpu_before
        return cls(papers / took, 1_000 * cpu / papers)


def find_medians(speeds: Sequence[Speed]) -> Speed:
    """Return the medians."""
    return Speed(
        statistics.median(s.papers_a_second for s in speeds),
        statistics.median(s.cpu for s in speeds),
    )


def print_row(name: str, alone: Speed, whole: Speed) -> None:
    """Print one row of the table."""
    row = "".join(f"{s.papers_a_second:11.2f}{s.cpu:9.1f}" for s in (alone, whole))
    fast, cheap = whole.papers_a_second / alone.papers_a_second, alone.cpu / whole.cpu
    print(f"{name:>5}{row}{fast:10.1%}{cheap:8.1%}", flush=True)


def records(path: Path, wanted: int) -> Iterator[Record]:
    """Yield the first `wanted` papers of a file."""
    found = (record for record in read_file(path) if isinstance(record, Record))
    return itertools.islice(found, wanted)


def embed_all(embedder: BgeSmall, texts: list[str]) -> Speed:
    """Embed every text in the pipeline's chunks."""
    size = indexing._CHUNK_ENTRIES
    started, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(texts), size):
        embedder.embed_documents(texts[start : start + size])
    return Speed.since(started, cpu, len(texts))


def ingest_all(
    embedder: BgeSmall,
    path: Path,
    wanted: int,
) -> Speed:
    """Import the papers into a new library, until all are indexed."""
    with TemporaryDirectory() as folder, open_library(Path(folder), embedder) as library:
        started, cpu = time.perf_counter(), time.process_time()
        ingest(library, records(path, wanted))
        indexed = library.vectors.count()
        speed = Speed.since(started, cpu, max(indexed, 1))
        if library.catalog.count_pending() or indexed != library.catalog.count():
            raise SystemExit("The pipeline left papers unindexed: its time is invalid.")
        return speed


if __name__ == "__main__":
    main()
