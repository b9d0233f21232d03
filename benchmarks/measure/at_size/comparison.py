"""What is asked beside Footnote and plain chromadb: which is installed, and its store."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure.at_size.paper_qa import MAX_PAPERS
from benchmarks.measure.at_size.papers import Vectors, batches
from benchmarks.measure.at_size.programs import environment
from benchmarks.measure.at_size.stores import PLAIN
from retrieval.paper import Paper
from retrieval.search.embedding.embedder import indexed_text

_PAPER_QA = ("paperqa", "chromadb")  # of the latter the embedder


@dataclass(frozen=True, slots=True)
class System:
    """A system: its name in the table and in answering.py, what it imports, where its store is."""

    name: str
    system: str
    modules: tuple[str, ...]
    store: str


SYSTEMS = (
    System("LangChain with Chroma", "langchain", ("langchain_chroma",), f"langchain/{PLAIN}"),
    System(
        "LlamaIndex with Chroma",
        "llama-index",
        ("llama_index.core", "llama_index.vector_stores.chroma"),
        f"llama-index/{PLAIN}",
    ),
    System("paper-qa, its index", "paper-qa-index", _PAPER_QA, "paper-qa"),
    System("paper-qa, its vectors", "paper-qa-vectors", _PAPER_QA, "paper-qa"),
)


def installed_modules(python: str, modules: Iterable[str]) -> set[str]:
    """Return which of these modules the environment of a python has; none is imported."""
    found = (
        "import sys\n"
        "from importlib.util import find_spec\n"
        "for module in sys.argv[1:]:\n"
        "    try:\n"
        "        if find_spec(module): print(module)\n"
        "    except ModuleNotFoundError: pass\n"  # of what it is in
    )
    command = (python, "-I", "-c", found, *modules)
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def prepare(
    other: System, work: Path, scale: Path, embedded: int, wanted: int, python: str
) -> Path:
    """Return a system's store, copied or built first where it is not there yet."""
    store = work / other.store
    if store.exists():
        return store
    unfinished = store.with_name(f"{store.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    if other.modules == _PAPER_QA:
        vectors = Vectors(work.parent / f"embedded-{embedded}.npz", scale, embedded)
        _build_paper_qa(unfinished, scale, vectors, min(wanted, MAX_PAPERS), python)
    else:  # one process at a time may open an embedded store
        shutil.copytree(work / PLAIN, unfinished)
    return unfinished.rename(store)


def _build_paper_qa(store: Path, scale: Path, vectors: Vectors, wanted: int, python: str) -> None:
    store.mkdir(parents=True)
    started = time.perf_counter()
    with subprocess.Popen(
        (python, "-m", "benchmarks.measure.at_size.paper_qa", str(store)),
        stdin=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        for line in _lines(scale, vectors, wanted):
            process.stdin.write(line + "\n")
        process.stdin.close()
    if process.returncode:
        raise SystemExit("paper-qa's stores could not be built.")
    speed = wanted / (time.perf_counter() - started)
    print(f"  {'paper-qa, index and vectors':34}{speed:9.0f} papers/s", flush=True)


def _lines(scale: Path, vectors: Vectors, wanted: int) -> Iterator[str]:
    number = 0
    for papers in batches(scale, 0, wanted):
        made = vectors.without_tokens(number, len(papers))
        yield from (json.dumps(_as_json(p, v)) for p, v in zip(papers, made, strict=True))
        number += len(papers)


def _as_json(paper: Paper, vector: NDArray[np.float32]) -> dict[str, Any]:
    return {
        "id": paper.paper_id,
        "title": paper.title,
        "year": str(paper.year or ""),
        "text": indexed_text(paper),
        "vector": base64.b64encode(vector.tobytes()).decode(),
    }
