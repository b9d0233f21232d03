"""Choose the weights of search on the visible collections, and print what each choice gives.

Run: python -m benchmarks.tune_search DATA [--work DIR]
DATA holds collections/scifact, collections/cs_papers_5k and seed/; the indexes are made once in
DIR. Candidates are gathered once a query and ranked again for each choice of weights, as
`retrieval.search.fusion` ranks them. The choice maximises the least margin over the targets.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from retrieval.evaluation import fill, read_collection
from retrieval.library.ingest import Ingest
from retrieval.library.library import open_library
from retrieval.paper import title_hash
from retrieval.provenance import Provenance
from retrieval.search.embedding.minilm import MiniLM
from retrieval.search.fusion import Scores, Weights, fuse, in_order
from retrieval.sources import page

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"
TARGETS = {"scifact": 0.735, "cs_papers_5k": 0.70, "first": 0.88, "first three": 0.955}

Judged = list[tuple[Scores, Mapping[str, int]]]


def main() -> None:
    """Gather, then try every choice of weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    gathered = {
        name: gather_collection(arguments.data / "collections" / name, arguments.work / name)
        for name in ("scifact", "cs_papers_5k")
    }
    known = gather_known_items(arguments.data / "seed", arguments.work / "seed")
    rows = []
    for weights in choices():
        figures = {name: mean_ndcg(judged, weights) for name, judged in gathered.items()}
        figures["first"] = share_within(known, weights, 1)
        figures["first three"] = share_within(known, weights, 3)
        margin = min(figures[name] - target for name, target in TARGETS.items())
        rows.append((margin, figures, weights))
    rows.sort(key=lambda row: -row[0])
    print(f"{'margin':>8}  " + "  ".join(f"{name:>12}" for name in TARGETS))
    for margin, figures, weights in rows[:20]:
        print(f"{margin:8.4f}  " + "  ".join(f"{figures[n]:12.4f}" for n in TARGETS), weights)


def choices() -> Iterator[Weights]:
    """Yield the weights to try; the three signals' weights sum to 1."""
    shares = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3]
    tokens = [0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6]
    for dense, token, ceiling in itertools.product(shares, tokens, [0.0, 0.3, 0.6]):
        lexical = round(1 - dense - token, 2)
        if lexical >= 0.1:
            yield Weights(lexical, dense, token, ceiling)


def gather_collection(folder: Path, work: Path) -> Judged:
    """Return the signals and judgements of each query of a BEIR folder."""
    collection = read_collection(folder)
    with open_library(work, MiniLM()) as library:
        fill(library, collection, lambda stage: None)
        return [
            (library.search.collect_candidates(text).scores, collection.qrels[query_id])
            for query_id, text in collection.queries.items()
        ]


def gather_known_items(seed: Path, work: Path) -> Judged:
    """Return the signals of each known-item question over the seed page, sets B and C."""
    with open_library(work, MiniLM()) as library:
        (saved,) = seed.glob("*.txt")
        ingest = Ingest(
            library.catalogue, library.indexing, lambda: datetime.now(UTC), Provenance.SERVICE
        )
        ingest(page.read(saved.read_text(encoding="utf-8")))
        found = []
        for name in ("known_item_b.jsonl", "known_item_c.jsonl"):
            for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                scores = library.search.collect_candidates(row["question"]).scores
                found.append((scores, {title_hash(row["title"]): 1}))
        return found


def mean_ndcg(judged: Judged, weights: Weights, depth: int = 10) -> float:
    """Return the mean nDCG at `depth`, linear gains (Järvelin and Kekäläinen, 2002)."""
    return sum(_ndcg(order(s, weights)[:depth], g, depth) for s, g in judged) / len(judged)


def share_within(judged: Judged, weights: Weights, depth: int) -> float:
    """Return the share of questions whose paper is among the first `depth`."""
    hits = sum(any(i in g for i in order(s, weights)[:depth]) for s, g in judged)
    return hits / len(judged)


def order(scores: Scores, weights: Weights) -> list[str]:
    """Return the candidates in the order that search would give them."""
    return in_order(fuse(scores, weights))


def _ndcg(ranked: Sequence[str], gains: Mapping[str, int], depth: int) -> float:
    got = sum(gains.get(i, 0) / math.log2(r + 2) for r, i in enumerate(ranked))
    best = sorted(gains.values(), reverse=True)[:depth]
    ideal = sum(g / math.log2(r + 2) for r, g in enumerate(best))
    return got / ideal if ideal else 0.0


if __name__ == "__main__":
    main()
