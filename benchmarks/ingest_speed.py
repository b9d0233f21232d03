"""Time the whole way of a paper into a library, beside its embedding alone.

Run: python -m benchmarks.ingest_speed DATA [--papers 1500] [--rounds 2] [--profile]
The papers are the first of DATA/scale. "Embedder alone" embeds the texts that the indexes get, in
the chunks that the pipeline uses; "pipeline" reads the file, records the papers, embeds them and
writes both indexes and the token vectors, into a library made anew each time. The two take turns
in one process, so that a machine that slows down slows both; where others use the machine as well,
the processor's seconds a thousand papers tell more than the clock. With --profile, one more round
of the pipeline prints how long each of its parts was at work, and on which thread.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from retrieval.library import indexing
from retrieval.library.ingest import Ingest
from retrieval.library.library import Library, open_library
from retrieval.provenance import Provenance
from retrieval.search.embedding.minilm import MiniLM
from retrieval.search.indexed_text import indexed_text
from retrieval.sources.files import read_file
from retrieval.sources.records import Record

_WARM = 64  # texts embedded before the clock starts, so that the model is loaded


def main() -> None:
    """Take turns, and print each turn and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    path = arguments.data / "scale" / "arxiv_cs_daily.jsonl.gz"
    wanted = arguments.papers
    texts = [indexed_text(r.paper.for_reading()) for r in records(path, wanted)]
    embedder = MiniLM()
    embedder.embed_documents(texts[:_WARM])

    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    print(f"{len(texts):,} papers, {cores} cores, load before the start {load:.2f}")
    print(f"{'':5}{'embedder alone':>20}{'pipeline':>20}{'ratio':>18}")
    print(f"{'round':>5}" + f"{'papers/s':>11}{'cpu':>9}" * 2 + f"{'papers/s':>10}{'cpu':>8}")
    alone, whole = [], []
    for turn in range(1, arguments.rounds + 1):
        alone.append(embed_all(embedder, texts))
        whole.append(ingest_all(embedder, path, wanted))
        print_row(str(turn), alone[-1], whole[-1])
    print_row("all", middle(alone), middle(whole))
    print("cpu: the processor's seconds a thousand papers, all cores together")
    if arguments.profile:
        clock = Clock()
        ingest_all(embedder, path, wanted, clock.watch)
        clock.print()


@dataclass(frozen=True, slots=True)
class Speed:
    """Papers a second by the clock, and the processor's seconds a thousand papers."""

    papers_a_second: float
    cpu: float

    @classmethod
    def since(cls, started: float, cpu_before: float, papers: int) -> Speed:
        """Measure from two earlier readings of the clocks until now."""
        took, cpu = time.perf_counter() - started, time.process_time() - cpu_before
        return cls(papers / took, 1_000 * cpu / papers)


def middle(speeds: Sequence[Speed]) -> Speed:
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


def embed_all(embedder: MiniLM, texts: list[str]) -> Speed:
    """Embed every text in the pipeline's chunks."""
    size = indexing._CHUNK
    started, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(texts), size):
        embedder.embed_documents(texts[start : start + size])
    return Speed.since(started, cpu, len(texts))


def ingest_all(
    embedder: MiniLM,
    path: Path,
    wanted: int,
    watch: Callable[[Library, Ingest], None] = lambda library, ingest: None,
) -> Speed:
    """Take the papers into a new library, until every one is indexed."""
    with (
        tempfile.TemporaryDirectory(prefix="footnote-ingest-") as folder,
        open_library(Path(folder), embedder) as library,
    ):
        ingest = Ingest(
            library.catalogue, library.indexing, lambda: datetime.now(UTC), Provenance.SERVICE
        )
        watch(library, ingest)
        started, cpu = time.perf_counter(), time.process_time()
        ingest(records(path, wanted))
        indexed = library.vectors.count()
        speed = Speed.since(started, cpu, max(indexed, 1))
        if library.catalogue.pending_count() or indexed != library.catalogue.count():
            raise SystemExit("The pipeline left papers unindexed: its time means nothing.")
        return speed


class Clock:
    """Adds up how long watched methods run, by name and thread."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._spent: dict[tuple[str, str], float] = defaultdict(float)

    def watch(self, library: Library, ingest: Ingest) -> None:
        """Put a clock around the parts of the pipeline."""
        self._started = time.perf_counter()
        parts: dict[str, tuple[Any, str]] = {
            "record the papers": (ingest, "_record"),
            "drain the queue": (library.indexing, "drain"),
            "  read the queue and embed": (library.indexing, "_embed"),
            "    of which embedding": (library.embedder, "embed_documents"),
            "  write a chunk": (library.indexing, "_write"),
            "    to Chroma": (library.vectors, "upsert"),
            "    the token vectors": (library.tokens, "upsert"),
            "    to Tantivy": (library.lexical, "upsert"),
        }
        for name, (part, method) in parts.items():
            setattr(part, method, self._timed(name, getattr(part, method)))

    def print(self) -> None:
        """Print the sums, in the order in which the parts first ended."""
        print(f"\nprofile of one more round, {time.perf_counter() - self._started:.1f} s in all")
        for (name, thread), spent in self._spent.items():
            print(f"{name:28}{spent:8.2f} s  {thread}")

    def _timed(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        key_of = threading.current_thread

        def timed(*arguments: Any, **named: Any) -> Any:
            key = (name, "writer" if "writer" in key_of().name else "main")
            self._spent.setdefault(key, 0.0)
            started = time.perf_counter()
            try:
                return call(*arguments, **named)
            finally:
                self._spent[key] += time.perf_counter() - started

        return timed


if __name__ == "__main__":
    main()
