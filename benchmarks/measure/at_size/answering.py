"""One program that searches: it reads questions, a line of JSON each, and answers with its times.

Run by search_speed, which passes SYSTEM FOLDER [MODEL]. SYSTEM is one of those at the end, FOLDER
its store, MODEL a folder with the files of Chroma's default embedder. Where a system is not
installed here, another environment's python runs this: nothing but the standard library is imported
before the system is.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure.at_size import paper_qa
from benchmarks.measure.at_size.systems import (
    Opened,
    Reply,
    Shared,
    open_langchain,
    open_llama_index,
    use_model,
)

if TYPE_CHECKING:
    from retrieval.library.library import Library


def main() -> None:
    """Open the store, then answer until there are no more questions."""
    started = time.perf_counter()
    system, folder, *rest = sys.argv[1:]
    with _SYSTEMS[system](Path(folder), *map(Path, rest)) as opened:
        opened.answer("a first question, which loads what is loaded late")
        took = time.perf_counter() - started
        _say(ready_s=took, papers=opened.papers, **_memory())
        for line in sys.stdin:
            if not line.strip():
                break
            question = json.loads(line)
            cpu, began = time.process_time(), time.perf_counter()
            reply = opened.answer(question)
            ms = 1e3 * (time.perf_counter() - began)
            cpu_ms = 1e3 * (time.process_time() - cpu)
            _say(ms=ms, cpu_ms=cpu_ms, found=list(reply.found), stages=dict(reply.stages))
        _say(**_memory())


@contextmanager
def _footnote(folder: Path, *_: Path) -> Iterator[Opened]:
    _as_the_program()
    from retrieval.library.library import open_library
    from retrieval.search.embedding.minilm import MiniLM

    with open_library(folder, MiniLM()) as library:
        yield _searching(library)


@contextmanager
def _shared(folder: Path, *_: Path) -> Iterator[Opened]:
    _as_the_program()
    with Shared.of(folder).open(folder) as library:
        yield _searching(library)


def _as_the_program() -> None:
    """Have one thread in BLAS before numpy is there: a small product does not wait for others."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _searching(library: Library) -> Opened:
    def answer(question: str) -> Reply:
        found = library.search(question, limit=10)
        return Reply([hit.paper.paper_id for hit in found.hits], found.took_ms)

    return Opened(answer, library.vectors.count())


@contextmanager
def _chromadb(folder: Path, model: Path) -> Iterator[Opened]:
    import chromadb

    use_model(model)
    collection = chromadb.PersistentClient(str(folder)).get_collection(folder.name)

    def answer(question: str) -> Reply:
        return Reply(collection.query(query_texts=[question], n_results=10)["ids"][0])

    yield Opened(answer, collection.count())


_SYSTEMS: Mapping[str, Any] = {
    "footnote": _footnote,
    "shared": _shared,
    "chromadb": _chromadb,
    "langchain": open_langchain,
    "llama-index": open_llama_index,
    "paper-qa-index": paper_qa.by_index,
    "paper-qa-vectors": paper_qa.by_vectors,
}


def _memory() -> dict[str, float]:
    """Return the most memory that was resident, and what of it now is no file's, in GB."""
    kilobytes = {
        name: int(value.split()[0])
        for name, _, value in (
            line.partition(":") for line in Path("/proc/self/status").read_text().splitlines()
        )
        if name in {"VmHWM", "RssAnon"}
    }
    return {"peak_gb": kilobytes["VmHWM"] / 1e6, "own_gb": kilobytes["RssAnon"] / 1e6}


def _say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
