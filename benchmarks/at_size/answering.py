"""One program that searches: it reads questions, a line of JSON each, and answers with its times.

Run by benchmarks.search_speed: answering.py SYSTEM FOLDER [MODEL]. SYSTEM is one of `footnote`,
`chromadb` and `langchain`; FOLDER is its store; MODEL is a folder with the files of Chroma's
default embedder. It is run as a file, by another environment's python where the system is not
installed here: nothing but the standard library is imported before the system is.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Answer = Callable[[str], Mapping[str, float]]  # a question → milliseconds by stage


def main() -> None:
    """Open the store, then answer until there are no more questions."""
    started = time.perf_counter()
    system, folder, *rest = sys.argv[1:]
    with _SYSTEMS[system](Path(folder), *map(Path, rest)) as answer:
        answer("a first question, which loads what is loaded late")
        _say(ready_s=time.perf_counter() - started, **_memory())
        for line in sys.stdin:
            if not line.strip():
                break
            question = json.loads(line)
            cpu, began = time.process_time(), time.perf_counter()
            stages = answer(question)
            took = 1e3 * (time.perf_counter() - began)
            _say(ms=took, cpu_ms=1e3 * (time.process_time() - cpu), stages=dict(stages))
        _say(**_memory())


@contextmanager
def _footnote(folder: Path, *_: Path) -> Iterator[Answer]:
    # As the program does, before numpy is there: a small product does not wait for BLAS's threads.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from retrieval.embedding.minilm import MiniLM
    from retrieval.library import open_library

    with open_library(folder, MiniLM()) as library:
        yield lambda question: library.search(question, limit=10).took_ms


@contextmanager
def _chromadb(folder: Path, model: Path) -> Iterator[Answer]:
    import chromadb

    _use_model(model)
    collection = chromadb.PersistentClient(str(folder)).get_collection(_only(folder))

    def answer(question: str) -> Mapping[str, float]:
        collection.query(query_texts=[question], n_results=10)
        return {}

    yield answer


@contextmanager
def _langchain(folder: Path, model: Path) -> Iterator[Answer]:
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2
    from langchain_chroma import Chroma

    _use_model(model)
    function = ONNXMiniLM_L6_V2()

    class Embeddings:
        """Chroma's default embedder, as LangChain calls one."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vector.tolist() for vector in function(texts)]

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    store = Chroma(
        collection_name=_only(folder),
        embedding_function=Embeddings(),
        persist_directory=str(folder),
    )

    def answer(question: str) -> Mapping[str, float]:
        store.similarity_search(question, k=10)
        return {}

    yield answer


_SYSTEMS: Mapping[str, Any] = {
    "footnote": _footnote,
    "chromadb": _chromadb,
    "langchain": _langchain,
}


def _only(folder: Path) -> str:
    """Return the name of a plain store's collection."""
    return folder.name


def _use_model(folder: Path) -> None:
    """Have Chroma's default embedder take its files from a folder: nothing is downloaded."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    ONNXMiniLM_L6_V2.DOWNLOAD_PATH = folder


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
