"""Fit when to refuse: from visible questions with and without an answer in a library.

Run: python -m benchmarks.fit.refusal_cutoff DATA [--work DIR]
Libraries: the seed page and cs_papers_5k (machine learning), scifact (medicine). A question from
a library's own set is answerable; off-topic questions, and those of the other field's set, are
not. Prints the coefficients of `retrieval.search.confidence.Confidence` and both errors a group.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import open_collection, open_filled, questions, seed_records
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.confidence import Confidence, Signals

ANSWERABLE = ["known_item_b", "known_item_c", "answerable_a", "answerable_b"]
ANSWERABLE += ["figure_a", "figure_b", "figure_c"]
OFF_TOPIC = ["offtopic_a", "offtopic_b"]

Row = tuple[str, bool, Signals]


def main() -> None:
    """Gather the signals, fit with and without alignment, print errors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    rows = list(gather(arguments.data, arguments.work))
    features = np.array([s.features() for _, _, s in rows])
    answerable = np.array([a for _, a, _ in rows], float)
    groups = [group for group, _, _ in rows]
    full = fit(features, answerable, groups)
    alone = fit(features[:, :-2], answerable, groups)
    print("aligned =", tuple(np.round(full, 2).tolist()))
    print("unaligned =", tuple(np.round(alone, 2).tolist()))
    for name, model in (
        ("fitted", Confidence(full.tolist(), alone.tolist())),
        ("in force", Confidence()),
        ("in force, without alignment", Confidence()),
    ):
        report(name, model, rows, blind="without" in name)


def gather(data: Path, work: Path) -> Iterator[Row]:
    """Yield the signals of every question in every library."""
    science = list(read_collection(data / "collections/cs_papers_5k").queries.values())
    claims = list(read_collection(data / "collections/scifact").queries.values())
    off_topic = [q for name in OFF_TOPIC for q in questions(name)]
    with open_filled(work / "seed", seed_records(data)) as library:
        for name in ANSWERABLE:
            yield from signals(library, f"seed: {name}", True, questions(name))
        yield from signals(library, "seed: off topic", False, off_topic)
        yield from signals(library, "seed: medicine", False, claims)
    for name, own, other in (("cs_papers_5k", science, claims), ("scifact", claims, science)):
        with open_collection(data, name, work) as library:
            yield from signals(library, f"{name}: own", True, own)
            yield from signals(library, f"{name}: other field", False, other)
            if name == "cs_papers_5k":
                yield from signals(library, f"{name}: off topic", False, off_topic)


def signals(library: Library, group: str, answerable: bool, asked: list[str]) -> Iterator[Row]:
    """Yield each question's signals in a library."""
    for question in asked:
        scores = library.search.collect_candidates(question).scores
        yield group, answerable, Signals.of(scores, identified=False)


def fit(
    features: NDArray[np.float64], answerable: NDArray[np.float64], groups: list[str]
) -> NDArray[np.float64]:
    """Return bias and coefficients of a logistic model, every group counting alike (Newton)."""
    sizes = {g: groups.count(g) for g in groups}
    positive = {g for g, a in zip(groups, answerable, strict=True) if a}
    share = {
        g: 1 / (sizes[g] * (len(positive) if g in positive else len(sizes) - len(positive)))
        for g in sizes
    }
    weights = np.array([share[g] for g in groups])
    weights *= len(groups) / weights.sum()
    x = np.column_stack([np.ones(len(features)), features])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (weights * (answerable - p)) - 0.1 * beta
        hessian = (x.T * (weights * p * (1 - p))) @ x + 0.1 * np.eye(x.shape[1])
        beta += np.linalg.solve(hessian, gradient)
    return beta


def report(name: str, model: Confidence, rows: list[Row], *, blind: bool) -> None:
    """Print the share refused of each group at several cut-offs."""
    print(f"\n{name}: share refused at a cut-off of")
    cutoffs = [0.2, 0.3, 0.4, 0.5, 0.6]
    print(" " * 36 + "".join(f"{c:8.2f}" for c in cutoffs))
    for group in dict.fromkeys(g for g, _, _ in rows):
        mine = [model(replace(s, alignment=0.0) if blind else s) for g, _, s in rows if g == group]
        shares = [sum(c < cutoff for c in mine) / len(mine) for cutoff in cutoffs]
        kind = "yes" if next(a for g, a, _ in rows if g == group) else "no "
        print(f"{kind} {group:32}" + "".join(f"{share:8.1%}" for share in shares))


if __name__ == "__main__":
    main()
