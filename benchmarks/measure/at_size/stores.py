"""Fill the stores of all compared systems with the same papers, and time it without embedding."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.libraries import ROOT
from benchmarks.measure.at_size.paper_qa import MAX_PAPERS
from benchmarks.measure.at_size.papers import Corpus
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.embedder import Embedded, indexed_text

PLAIN = "plain"  # the folder and the name of the plain collection
PAPER_QA = "paper-qa"
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "ANONYMIZED_TELEMETRY": "False",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "ORT_DISABLE_TELEMETRY": "1",
}
_PROGRESS_EVERY = 10_000

Add = Callable[[Sequence[Paper], Sequence[Embedded]], None]


def build_footnote(
    folder: Path, corpus: Corpus, wanted: int, database: str = "", chroma: str = ""
) -> None:
    """Bring a library, in its folder or on servers, to `wanted` papers; existing ones stay."""
    with open_library(folder, BgeSmall(), database=database, chroma=chroma) as library:
        start = library.vectors.count()
        if start > wanted:
            raise SystemExit(f"That library already has more than {wanted:,} papers.")
        _fill("Footnote", corpus, start, wanted, lambda papers, made: _add(library, papers, made))
        library.catalog.ack(library.catalog.list_pending(10**9))


def build_plain(folder: Path, corpus: Corpus, wanted: int) -> None:
    """Bring a Chroma collection with default settings to `wanted` papers."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(PLAIN)

    def add(papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
        collection.upsert(
            [p.paper_id for p in papers],
            embeddings=np.stack([e.vector for e in made]),
            documents=[indexed_text(p) for p in papers],
        )

    _fill("plain chromadb", corpus, collection.count(), wanted, add)


def build_other(store: str, work: Path, corpus: Corpus, wanted: int, python: str) -> Path:
    """Return the folder of another system's store; copy or build it first if it is missing."""
    folder = work / store
    if folder.exists():
        return folder
    unfinished = folder.with_name(f"{folder.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    if store == PAPER_QA:
        _build_paper_qa(unfinished, corpus, min(wanted, MAX_PAPERS), python)
    else:  # one process at a time may open an embedded store, so each gets a copy
        shutil.copytree(work / PLAIN, unfinished)
    return unfinished.rename(folder)


def _build_paper_qa(folder: Path, corpus: Corpus, wanted: int, python: str) -> None:
    folder.mkdir(parents=True)
    command = (python, "-m", "benchmarks.measure.at_size.paper_qa", str(folder))
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        pipe = process.stdin
        assert pipe is not None

        def add(papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
            for paper, embedded in zip(papers, made, strict=True):
                pipe.write(json.dumps(_to_json(paper, embedded)) + "\n")

        _fill("paper-qa, index and vectors", corpus, 0, wanted, add)
        pipe.close()
    if process.returncode:
        raise SystemExit("paper-qa's stores could not be built.")


def _to_json(paper: Paper, embedded: Embedded) -> dict[str, Any]:
    return {
        "id": paper.paper_id,
        "title": paper.title,
        "year": str(paper.year or ""),
        "text": indexed_text(paper),
        "vector": base64.b64encode(embedded.vector.tobytes()).decode(),
    }


def _fill(name: str, corpus: Corpus, start: int, wanted: int, add: Add) -> None:
    """Add the missing papers, and print how many a second were added."""
    spent, count = 0.0, start
    for papers, made in corpus.batches(start, wanted):
        began = time.perf_counter()
        add(papers, made)
        spent += time.perf_counter() - began
        count += len(papers)
        if count % _PROGRESS_EVERY < len(papers):
            print(f"  {count:,} of {wanted:,}", flush=True)
    if count > start:
        print(f"  {name:34}{(count - start) / spent:9.0f} papers/s", flush=True)


def _add(library: Library, papers: Sequence[Paper], made: Sequence[Embedded]) -> None:
    library.catalog.upsert(list(papers), datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
    with ThreadPoolExecutor(1) as pool:
        vectors = pool.submit(library.vectors.upsert, papers, np.stack([e.vector for e in made]))
        found = zip(papers, made, strict=True)
        library.tokens.upsert({p.paper_id: e.tokens for p, e in found if e.tokens is not None})
        library.lexical.upsert(papers)
        vectors.result()
