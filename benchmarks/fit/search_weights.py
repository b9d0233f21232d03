"""Choose the weights of search on the visible collections, and print what the choice gives.

Run: python -m benchmarks.fit.search_weights DATA [--work DIR]
DATA holds collections/scifact, collections/cs_papers_5k and seed/; the indexes are made once in
DIR. Candidates are gathered once a query and ranked again for each choice of weights, as
`retrieval.search.fusion` ranks them. The choice maximizes nDCG@10 on both collections plus half the
shares of known items found first and among the first three. Five folds over queries, each measured
with the weights chosen on the others, say what the choice gives on new queries; intervals are 95 %
of 2,000 bootstraps over queries, seed 0.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import ndcg
from benchmarks.libraries import ROOT, open_collection, open_filled, seed_records
from retrieval.evaluation import read_collection
from retrieval.paper import title_hash
from retrieval.search.fusion import Scores, Weights, fuse, rank_ids

COLLECTIONS = ("scifact", "cs_papers_5k")
IMPORTANCE = {"scifact": 1.0, "cs_papers_5k": 1.0, "first": 0.5, "first three": 0.5}
FOLDS = 5
DRAWS = 2_000

Judged = list[tuple[Scores, Mapping[str, int]]]
Figures = dict[str, NDArray[Any]]
"""By figure: (choices, queries)."""


def main() -> None:
    """Gather, try every choice of weights, and validate the choosing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    tried = [*choices(), Weights()]
    figures: Figures = {}
    for name in COLLECTIONS:
        judged = gather_collection(arguments.data, name, arguments.work)
        figures[name] = np.array([[score(s, g, w) for s, g in judged] for w in tried])
    known = gather_known_items(arguments.data, arguments.work)
    found = np.array([[find_rank(s, g, w) for s, g in known] for w in tried])
    figures |= {"first": (found < 1) * 1.0, "first three": (found < 3) * 1.0}
    gains = sum(share * figures[name].mean(axis=1) for name, share in IMPORTANCE.items())
    print("  ".join(f"{name:>12}" for name in figures))
    for row in np.argsort(-np.asarray(gains), kind="stable")[:20].tolist():
        print("  ".join(f"{f[row].mean():12.4f}" for f in figures.values()), tried[row])
    report("in force", {name: f[-1] for name, f in figures.items()})
    report("cross-validated", cross_validate(figures))


def cross_validate(figures: Figures) -> dict[str, NDArray[Any]]:
    """Return each query's figures with the weights chosen without its fold."""
    random = np.random.default_rng(0)
    folds = {}
    for name, of_all in figures.items():
        if name != "first three":  # the same questions as `first`
            folds[name] = random.permutation(of_all.shape[1]) % FOLDS
    folds["first three"] = folds["first"]
    held_out = {name: np.zeros(f.shape[1]) for name, f in figures.items()}
    for fold in range(FOLDS):
        gains: Any = sum(
            share * figures[name][:, folds[name] != fold].mean(axis=1)
            for name, share in IMPORTANCE.items()
        )
        best = int(np.argmax(gains))
        for name, of_all in figures.items():
            mine = folds[name] == fold
            held_out[name][mine] = of_all[best, mine]
    return held_out


def report(title: str, values: Mapping[str, NDArray[Any]]) -> None:
    """Print the means and their intervals."""
    random = np.random.default_rng(0)
    print(f"\n{title}:")
    for name, each in values.items():
        drawn = each[random.integers(0, len(each), (DRAWS, len(each)))].mean(axis=1)
        low, high = np.quantile(drawn, [0.025, 0.975])
        print(f"  {name:14}{each.mean():.4f} ({low:.3f} to {high:.3f})")


def choices() -> Iterator[Weights]:
    """Yield the weights to try; the three signals' weights sum to 1."""
    shares = [0.05, 0.1, 0.15, 0.2, 0.3]
    tokens = [0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6]
    for dense, token, ceiling in itertools.product(shares, tokens, [0.3, 0.6, 1.0]):
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


def score(scores: Scores, grades: Mapping[str, int], weights: Weights) -> float:
    """Return nDCG@10."""
    return ndcg([grades.get(i, 0) for i in rank(scores, weights)], grades.values())


def find_rank(scores: Scores, grades: Mapping[str, int], weights: Weights) -> int:
    """Return the place, from 0, of the first paper with a grade; beyond all without one."""
    ranked = rank(scores, weights)
    return next((n for n, i in enumerate(ranked) if i in grades), len(ranked))


def rank(scores: Scores, weights: Weights) -> list[str]:
    """Return the candidates in the order that search would give them."""
    return rank_ids(fuse(scores, weights))


if __name__ == "__main__":
    main()
