"""Compare what the text index in PostgreSQL finds with what Tantivy's finds.

Run: python -m benchmarks.measure.shared_text_index DATA DATABASE
DATABASE is the postgresql:// address of an empty database; its text index is replaced. Prints
nDCG@10 of the text index alone on the collections of DATA/collections.
"""

from __future__ import annotations

from pathlib import Path

import typer
from ir_measures import calc_aggregate, nDCG

from benchmarks.libraries import batched, read_papers
from retrieval.evaluation import read_collection
from retrieval.search.query import parse_query
from retrieval.search.text.postgresql.index import PostgresqlIndex
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.search.text.text_index import TextIndex


def main(data: Path, database: str) -> None:
    """Fill and ask both, and print."""
    indexes: dict[str, TextIndex] = {
        "Tantivy": TantivyIndex(),
        "PostgreSQL": PostgresqlIndex(database),
    }
    for folder in ("cs_papers_5k", "scifact", "cs_papers_25k"):
        collection = read_collection(data / "collections" / folder)
        for name, index in indexes.items():
            index.clear()
            for batch in batched(read_papers(collection.corpus), 2_500):
                index.upsert(batch)
            run = {
                key: index.search(parse_query(text), limit=100)
                for key, text in collection.queries.items()
                if key in collection.qrels
            }
            found = calc_aggregate([nDCG @ 10], collection.qrels, run)
            print(f"{folder:16}{name:12} nDCG@10 {found[nDCG @ 10]:.4f}")


if __name__ == "__main__":
    typer.run(main)
