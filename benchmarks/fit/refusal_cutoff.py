"""Fit when to refuse: from visible questions with and without an answer in a library.

Run: python -m benchmarks.fit.refusal_cutoff DATA [--work DIR]
Libraries: the seed page and cs_papers_5k (machine learning), scifact (medicine). A question from
a library's own set is answerable; off-topic questions, and those of the other field's set, are
not. Prints the coefficients `aligned` of `retrieval.search.confidence`, and both errors a group.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import open_collection, open_filled, questions, seed_records
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.calibration.calibrate import Share
from retrieval.search.confidence import Confidence, Signals

ANSWERABLE = ["known_item_b", "known_item_c", "answerable_a", "answerable_b"]
ANSWERABLE += ["figure_a", "figure_b", "figure_c"]
OFF_TOPIC = ["offtopic_a", "offtopic_b"]

FOLDS = 5
CUTOFFS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.45)
BIAS_SHIFT = 0.45
"""Added to the fitted bias, so that the default cut-off refuses at most one in twenty of each set
of questions that the seed page answers."""

Row = tuple[str, bool, Signals]


def main() -> None:
    """Gather the signals, fit, and print errors: on what was fitted, and on held-out questions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    rows = list(gather(arguments.data, arguments.work))
    fitted = Confidence(fit_rows(rows).tolist())
    print("aligned =", tuple(round(c, 2) for c in fitted.aligned))
    report("fitted", rows, [fitted(s) for _, _, s in rows])
    report("in force", rows, [Confidence()(s) for _, _, s in rows])
    report(f"fitted on {FOLDS - 1} of {FOLDS} folds, asked the other", rows, cross_validate(rows))


def cross_validate(rows: list[Row]) -> list[float]:
    """Return each question's confidence by a model fitted without its fold, as in force shifted."""
    folds = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        fitted = fit_rows([r for r, f in zip(rows, folds, strict=True) if f != fold])
        fitted[0] += BIAS_SHIFT
        model = Confidence(fitted.tolist())
        for i in np.flatnonzero(folds == fold).tolist():
            found[i] = model(rows[i][2])
    return [float(c) for c in found]


def fit_rows(rows: list[Row]) -> NDArray[np.float64]:
    """Return bias and coefficients for these questions."""
    features = np.array([s.features() for _, _, s in rows])
    return fit(features, np.array([a for _, a, _ in rows], float), [group for group, _, _ in rows])


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


def report(title: str, rows: list[Row], confidences: Sequence[float]) -> None:
    """Print the share of each group refused at several cut-offs, with the last's 95 % interval."""
    print(f"\n{title}: share refused at a cut-off of")
    print(" " * 36 + "".join(f"{c:8.2f}" for c in CUTOFFS))
    for group in dict.fromkeys(g for g, _, _ in rows):
        mine = [c for c, (g, _, _) in zip(confidences, rows, strict=True) if g == group]
        counts = [sum(c < cutoff for c in mine) for cutoff in CUTOFFS]
        shares = [Share.from_counts(count, len(mine)) for count in counts]
        kind = "yes" if next(a for g, a, _ in rows if g == group) else "no "
        print(f"{kind} {group:32}" + "".join(f"{s.value:8.1%}" for s in shares), end="")
        print(f"  ({shares[-1].low:.1%} to {shares[-1].high:.1%})")


if __name__ == "__main__":
    main()
