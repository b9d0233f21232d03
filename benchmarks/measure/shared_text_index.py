"""Compare what the text index in PostgreSQL finds with what Tantivy's finds.

Run: python -m benchmarks.measure.shared_text_index DATA DATABASE
DATABASE is the postgresql:// address of an empty database; its text index is replaced. Prints
nDCG@10 of the text index alone on the collections of DATA/collections.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.libraries import batched, read_papers
from retrieval.evaluation import read_collection
from retrieval.paper import Paper
from retrieval.search.query import parse_query
from retrieval.search.text.postgresql.index import PostgresqlIndex
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.search.text.text_index import TextIndex


def main() -> None:
    """Fill and ask both, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("database")
    arguments = parser.parse_args()
    indexes: dict[str, TextIndex] = {
        "Tantivy": TantivyIndex(),
        "PostgreSQL": PostgresqlIndex(arguments.database),
    }
    for name in ("cs_papers_5k", "scifact", "cs_papers_25k"):
        measure(indexes, arguments.data / "collections" / name)


def measure(indexes: dict[str, TextIndex], folder: Path) -> None:
    """Print nDCG@10 of each."""
    from ir_measures import calc_aggregate, nDCG

    collection = read_collection(folder)
    for name, index in indexes.items():
        fill(index, read_papers(collection.corpus))
        run = {
            key: index.search(parse_query(text), limit=100)
            for key, text in collection.queries.items()
            if key in collection.qrels
        }
        found = calc_aggregate([nDCG @ 10], collection.qrels, run)
        print(f"{folder.name:16}{name:12} nDCG@10 {found[nDCG @ 10]:.4f}")


def fill(index: TextIndex, papers: Iterator[Paper]) -> None:
    """Replace what an index holds by these papers."""
    index.clear()
    for batch in batched(papers, 2_500):
        index.upsert(batch)


if __name__ == "__main__":
    main()
