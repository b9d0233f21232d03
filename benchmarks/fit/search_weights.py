"""Choose the weights of search on the visible collections, and print what each choice gives.

Run: python -m benchmarks.fit.search_weights DATA [--work DIR]
DATA holds collections/scifact, collections/cs_papers_5k and seed/; the indexes are made once in
DIR. Candidates are gathered once a query and ranked again for each choice of weights, as
`retrieval.search.fusion` ranks them. The choice maximizes the least margin over the targets.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.figures import ndcg
from benchmarks.libraries import ROOT, open_collection, open_filled, seed_records
from retrieval.evaluation import read_collection
from retrieval.paper import title_hash
from retrieval.search.fusion import Scores, Weights, fuse, rank_ids

TARGETS = {"scifact": 0.735, "cs_papers_5k": 0.70, "first": 0.88, "first three": 0.955}

Judged = list[tuple[Scores, Mapping[str, int]]]


def main() -> None:
    """Gather, then try every choice of weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    gathered = {
        name: gather_collection(arguments.data, name, arguments.work)
        for name in ("scifact", "cs_papers_5k")
    }
    known = gather_known_items(arguments.data, arguments.work)
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


def gather_collection(data: Path, name: str, work: Path) -> Judged:
    """Return the signals and judgments of each query of a collection."""
    collection = read_collection(data / "collections" / name)
    with open_collection(data, name, work) as library:
        return [
            (library.search.collect_candidates(text).scores, collection.qrels[query_id])
            for query_id, text in collection.queries.items()
        ]


def gather_known_items(data: Path, work: Path) -> Judged:
    """Return the signals of each known-item question over the seed page, sets B and C."""
    with open_filled(work / "seed", seed_records(data)) as library:
        found: Judged = []
        for name in ("known_item_b.jsonl", "known_item_c.jsonl"):
            for line in (ROOT / "tests/questions" / name).read_text("utf-8").splitlines():
                row = json.loads(line)
                scores = library.search.collect_candidates(row["question"]).scores
                found.append((scores, {title_hash(row["title"]): 1}))
        return found


def mean_ndcg(judged: Judged, weights: Weights) -> float:
    """Return the mean nDCG@10."""
    return sum(ndcg([g.get(i, 0) for i in rank(s, weights)], g.values()) for s, g in judged) / len(
        judged
    )


def share_within(judged: Judged, weights: Weights, depth: int) -> float:
    """Return the share of questions whose paper is among the first `depth`."""
    hits = sum(any(i in g for i in rank(s, weights)[:depth]) for s, g in judged)
    return hits / len(judged)


def rank(scores: Scores, weights: Weights) -> list[str]:
    """Return the candidates in the order that search would give them."""
    return rank_ids(fuse(scores, weights))


if __name__ == "__main__":
    main()
