"""A program that searches: it reads one JSON question per line, and answers with its times.

search_speed runs it as SYSTEM FOLDER [MORE …]: FOLDER is the system's store, MORE a folder with the
files of Chroma's default embedder, or the addresses of a shared library's database and Chroma. A
system that is not installed here is run by another environment's Python, so nothing but the
standard library is imported before the system.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure.at_size import paper_qa
from benchmarks.measure.at_size.chroma import (
    Opened,
    open_chromadb,
    open_langchain,
    open_llama_index,
)


def main() -> None:
    """Open the store, then answer until there are no more questions."""
    began = time.perf_counter()
    system, *arguments = sys.argv[1:]
    with _SYSTEMS[system](*arguments) as opened:
        opened.answer("a first question, which loads what is loaded late")
        _print(ready_s=time.perf_counter() - began, papers=opened.papers)
        while line := sys.stdin.readline().strip():
            question = json.loads(line)
            cpu, began = time.process_time(), time.perf_counter()
            found, stages = opened.answer(question)
            ms = 1e3 * (time.perf_counter() - began)
            cpu_ms = 1e3 * (time.process_time() - cpu)
            _print(ms=ms, cpu_ms=cpu_ms, found=found, stages=stages)
        _print(**_memory())


@contextmanager
def _open_footnote(folder: str, database: str = "", chroma: str = "") -> Iterator[Opened]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the bot sets it, before numpy loads
    from retrieval.library.library import open_library
    from retrieval.search.embedding.bge_small import BgeSmall

    with open_library(Path(folder), BgeSmall(), database=database, chroma=chroma) as library:

        def answer(question: str) -> tuple[list[str], Mapping[str, float]]:
            found = library.search(question, limit=10)
            return [hit.paper.paper_id for hit in found.hits], found.took_ms

        yield Opened(answer, library.vectors.count())


def _with_paths(opener: Any) -> Any:
    return lambda *arguments: opener(*map(Path, arguments))


_SYSTEMS: Mapping[str, Any] = {
    "footnote": _open_footnote,
    "chromadb": _with_paths(open_chromadb),
    "langchain": _with_paths(open_langchain),
    "llama-index": _with_paths(open_llama_index),
    "paper-qa-index": _with_paths(paper_qa.open_index),
    "paper-qa-vectors": _with_paths(paper_qa.open_vectors),
}


def _memory() -> dict[str, float]:
    """Return the peak resident memory, and how much of the current one no file backs, in GB."""
    rows = (row.partition(":") for row in Path("/proc/self/status").read_text().splitlines())
    kilobytes = {name: value.split() for name, _, value in rows}
    peak, own = (int(kilobytes[name][0]) for name in ("VmHWM", "RssAnon"))
    return {"peak_gb": peak / 1e6, "own_gb": own / 1e6}


def _print(**values: Any) -> None:
    print(json.dumps(values, default=dict), flush=True)


if __name__ == "__main__":
    main()
