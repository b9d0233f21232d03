"""Choose the weights of search on the visible collections, and print what the choice gives.

Run: python -m benchmarks.fit.search_weights DATA [--work DIR]
DATA holds collections/scifact, collections/cs_papers_5k and seed/; the indexes are made once in
DIR. Candidates are gathered once a query and ranked again for each choice of weights, as
`retrieval.search.fusion` ranks them. The choice maximizes nDCG@10 on both collections plus half the
shares of known items found first and among the first three. Five folds over queries, each measured
with the weights chosen on the others, say what the choice gives on new queries; intervals are 95 %
of 2,000 bootstraps over queries.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.stats import bootstrap

from benchmarks.figures import ndcg
from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT, WORK, open_named
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


def main(data: Path, work: Path = WORK) -> None:
    """Gather, try every choice of weights, and validate the choosing."""
    tried = [*list_choices(), Weights()]
    figures: Figures = {}
    for name in COLLECTIONS:
        collection = read_collection(data / "collections" / name)
        with open_named(name, data, work) as library:
            judged = [
                (library.search.collect_candidates(text).scores, collection.qrels[query_id])
                for query_id, text in collection.queries.items()
            ]
        figures[name] = np.array([[score(s, g, w) for s, g in judged] for w in tried])
    known = gather_known_items(data, work)
    found = np.array([[find_rank(s, g, w) for s, g in known] for w in tried])
    figures |= {"first": (found < 1) * 1.0, "first three": (found < 3) * 1.0}
    gains = weigh(figures, {name: slice(None) for name in figures})
    print("  ".join(f"{name:>12}" for name in figures))
    for row in np.argsort(-gains, kind="stable")[:20].tolist():
        print("  ".join(f"{f[row].mean():12.4f}" for f in figures.values()), tried[row])
    report("in force", {name: f[-1] for name, f in figures.items()})
    report("cross-validated", cross_validate(figures))


def weigh(figures: Figures, queries: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return how good each choice is on some queries of each figure."""
    means = [share * figures[n][:, queries[n]].mean(axis=1) for n, share in IMPORTANCE.items()]
    total: NDArray[np.float64] = np.sum(means, axis=0)
    return total


def cross_validate(figures: Figures) -> Figures:
    """Return each query's figures with the weights chosen without its fold."""
    random = np.random.default_rng(0)
    folds = {name: random.permutation(f.shape[1]) % FOLDS for name, f in figures.items()}
    folds["first three"] = folds["first"]  # the same questions
    held_out = {name: np.zeros(f.shape[1]) for name, f in figures.items()}
    for fold in range(FOLDS):
        best = weigh(figures, {name: of_all != fold for name, of_all in folds.items()}).argmax()
        for name, of_all in figures.items():
            mine = folds[name] == fold
            held_out[name][mine] = of_all[best, mine]
    return held_out


def report(title: str, values: Figures) -> None:
    """Print the means and their intervals."""
    print(f"\n{title}:")
    for name, each in values.items():
        drawn = bootstrap((each,), np.mean, n_resamples=DRAWS, method="percentile", rng=0)
        low, high = drawn.confidence_interval
        print(f"  {name:14}{each.mean():.4f} ({low:.3f} to {high:.3f})")


def list_choices() -> Iterator[Weights]:
    """Yield the weights to try; the three signals' weights sum to 1."""
    shares = [0.05, 0.1, 0.15, 0.2, 0.3]
    tokens = [0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6]
    for dense, token, ceiling in itertools.product(shares, tokens, [0.3, 0.6, 1.0]):
        lexical = round(1 - dense - token, 2)
        if lexical >= 0.1:
            yield Weights(lexical, dense, token, ceiling)


def gather_known_items(data: Path, work: Path) -> Judged:
    """Return the signals of each known-item question over the seed page, sets B and C."""
    rows = [row for s in "bc" for row in read_lines(ROOT / f"tests/questions/known_item_{s}.jsonl")]
    with open_named("seed", data, work) as library:
        return [
            (
                library.search.collect_candidates(row["question"]).scores,
                {title_hash(row["title"]): 1},
            )
            for row in rows
        ]


def score(scores: Scores, grades: Mapping[str, int], weights: Weights) -> float:
    """Return nDCG@10."""
    ranked = rank_ids(fuse(scores, weights))
    return ndcg([grades.get(i, 0) for i in ranked], grades.values())


def find_rank(scores: Scores, grades: Mapping[str, int], weights: Weights) -> int:
    """Return the place, from 0, of the first paper with a grade; beyond all without one."""
    ranked = rank_ids(fuse(scores, weights))
    return next((n for n, i in enumerate(ranked) if i in grades), len(ranked))


if __name__ == "__main__":
    typer.run(main)
