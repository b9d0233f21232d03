"""Compare the text index in PostgreSQL with Tantivy's: what they find, and how quickly.

Run: python -m benchmarks.measure.shared_text_index DATA DATABASE [--papers 75000]
DATABASE is the postgresql:// address of an empty database; what is in its text index is replaced.
Quality is nDCG@10 of the text index alone on collections of DATA/collections. Times are of the
questions of DATA/collections/cs_papers_5k in the papers of DATA/scale, the two in turn; beside the
elapsed time stands this process's own processor time, which other load does not change.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import percentile
from benchmarks.libraries import batched, read_papers, scale_file
from retrieval.evaluation import read_collection
from retrieval.paper import Paper
from retrieval.search.query import parse_query
from retrieval.search.text.postgresql.index import PostgresqlIndex
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.search.text.text_index import TextIndex

BATCH = 2_500


def main() -> None:
    """Fill both, ask both, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("database")
    parser.add_argument("--papers", type=int, default=75_000)
    arguments = parser.parse_args()
    indexes: dict[str, TextIndex] = {
        "Tantivy": TantivyIndex(),
        "PostgreSQL": PostgresqlIndex(arguments.database),
    }
    for name in ("cs_papers_5k", "scifact", "cs_papers_25k"):
        quality(indexes, arguments.data / "collections" / name)
    speed(indexes, arguments.data, arguments.papers)


def quality(indexes: dict[str, TextIndex], folder: Path) -> None:
    """Print nDCG@10 of each."""
    from ir_measures import calc_aggregate, nDCG

    collection = read_collection(folder)
    fill(indexes, read_papers(collection.corpus))
    for name, index in indexes.items():
        run = {
            key: index.search(parse_query(text), limit=100)
            for key, text in collection.queries.items()
            if key in collection.qrels
        }
        found = calc_aggregate([nDCG @ 10], collection.qrels, run)
        print(f"{folder.name:16}{name:12} nDCG@10 {found[nDCG @ 10]:.4f}")


def speed(indexes: dict[str, TextIndex], data: Path, papers: int) -> None:
    """Print how long filling and asking take."""
    fill(indexes, itertools.islice(read_papers(scale_file(data)), papers))
    asked = list(read_collection(data / "collections/cs_papers_5k").queries.values())
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in indexes}
    same = []
    for question in [*asked[:20], *asked]:
        query, best = parse_query(question), []
        for name, index in indexes.items():
            began = time.perf_counter(), time.thread_time()
            best.append(list(index.search(query, limit=200))[:10])
            took[name].append((time.perf_counter() - began[0], time.thread_time() - began[1]))
        same.append(len(set(best[0]) & set(best[1])) / max(len(best[0]), 1))
    for name, times in took.items():
        elapsed = [1e3 * t for t, _ in times[20:]]
        own = statistics.median(1e3 * t for _, t in times[20:])
        middle, slow = statistics.median(elapsed), percentile(elapsed, 0.95)
        print(f"{name:12}{middle:8.1f} ms median{slow:8.1f} ms 95th{own:8.1f} ms of this process's")
    print(f"of the best ten papers {statistics.mean(same[20:]):.1%} are the same")


def fill(indexes: dict[str, TextIndex], papers: Iterator[Paper]) -> None:
    """Put papers into each index instead of what is in it; print how long that took."""
    for index in indexes.values():
        index.clear()
    spent = dict.fromkeys(indexes, 0.0)
    count = 0
    for batch in batched(papers, BATCH):
        count += len(batch)
        for name, index in indexes.items():
            began = time.perf_counter()
            index.upsert(batch)
            spent[name] += time.perf_counter() - began
    told = ", ".join(f"{name} {count / max(s, 1e-9):,.0f}/s" for name, s in spent.items())
    print(f"{count:,} papers written: {told}", flush=True)


if __name__ == "__main__":
    main()
