"""Print what the embedder's threads, batches, sorting and token cap cost, and what the cap gives.

Run: python -m benchmarks.measure.embedder_trade_off DATA [--texts 400] [--papers 5000]
Speed is measured on the first TEXTS abstracts of DATA/scale, each way in force but for one change.
The nDCG@10 is of vectors alone (no text index, no second look) on DATA/collections/cs_papers_5k,
among its judged papers and others, PAPERS in all. Papers a second are by the clock; where others
use the machine as well, the processor's seconds a thousand papers tell more.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.figures import ndcg, print_machine
from benchmarks.libraries import read_papers, scale_file
from retrieval.evaluation import Collection, read_collection
from retrieval.search.embedding.embedder import indexed_text
from retrieval.search.embedding.minilm import MiniLM

_CAPS = (128, 192, 256)


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--papers", type=int, default=5_000)
    arguments = parser.parse_args()
    scale = read_papers(scale_file(arguments.data))
    texts = [indexed_text(paper) for paper in itertools.islice(scale, arguments.texts)]
    print_machine()
    print(f"{'':38}{'papers/s':>10}{'cpu s/1,000':>13}", flush=True)
    for name, embedder, as_they_come in _ways():
        _show(name, *_speed(embedder, texts, as_they_come=as_they_come))
    collection = read_collection(arguments.data / "collections" / "cs_papers_5k")
    print(f"\n{'':38}{'papers/s':>10}{'cpu s/1,000':>13}{'nDCG@10':>10}", flush=True)
    for cap in _CAPS:
        _by_cap(collection, cap, arguments.papers)


def _ways() -> Iterator[tuple[str, MiniLM, bool]]:
    """Yield what is in force, and what differs in one thing."""
    cores = len(os.sched_getaffinity(0))
    yield f"in force: {cores} threads, batches of 4", MiniLM(), False
    for threads in (1, 2 * cores):
        yield f"{threads} threads", MiniLM(threads), False
    for batch in (1, 2, 8, 16, 32):
        yield f"batches of {batch}", MiniLM(batch=batch), False
    yield "batches as the texts come", MiniLM(), True


def _speed(
    embedder: MiniLM, texts: Sequence[str], *, as_they_come: bool = False
) -> tuple[float, float]:
    """Return papers a second, and the processor's seconds a thousand papers."""
    embedder.embed_documents(texts[:8])
    started, cpu = time.perf_counter(), time.process_time()
    if as_they_come:  # neighbours in the file together, on each core
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as workers:
            batches = [texts[i : i + 4] for i in range(0, len(texts), 4)]
            list(workers.map(embedder.embed_documents, batches))
    else:
        embedder.embed_documents(texts)
    took, spent = time.perf_counter() - started, time.process_time() - cpu
    embedder.close()
    return len(texts) / took, 1_000 * spent / len(texts)


def _by_cap(collection: Collection, cap: int, limit: int) -> None:
    judged = {paper_id for gains in collection.qrels.values() for paper_id in gains}
    found = list(read_papers(collection.corpus))
    chosen = sorted(found, key=lambda paper: paper.paper_id not in judged)[:limit]
    texts = [indexed_text(paper) for paper in chosen]
    embedder = MiniLM(max_tokens=cap)
    embedder.embed_documents(texts[:8])
    started, cpu = time.perf_counter(), time.process_time()
    vectors = np.stack([e.vector for e in embedder.embed_documents(texts)])
    took, spent = time.perf_counter() - started, time.process_time() - cpu
    scores = []
    for query_id, question in collection.queries.items():
        gains = collection.qrels[query_id]
        order = np.argsort(-(vectors @ embedder.embed_query(question).vector), kind="stable")
        found_gains = [gains.get(chosen[i].paper_id, 0) for i in order[:10].tolist()]
        scores.append(ndcg(found_gains, gains.values()))
    embedder.close()
    name = f"{cap} tokens, {len(texts):,} papers"
    _show(name, len(texts) / took, 1_000 * spent / len(texts), float(np.mean(scores)))


def _show(name: str, speed: float, cpu: float, ndcg: float | None = None) -> None:
    print(f"{name:38}{speed:10.1f}{cpu:13.1f}{'' if ndcg is None else f'{ndcg:10.3f}'}", flush=True)


if __name__ == "__main__":
    main()
