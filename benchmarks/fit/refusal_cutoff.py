"""Fit when to refuse: from visible questions with and without an answer in a library.

Run: python -m benchmarks.fit.refusal_cutoff DATA [--work DIR]
Libraries: the seed page and cs_papers_5k (machine learning), scifact (medicine). A question from
a library's own set is answerable; off-topic questions, and those of the other field's set, are
not. Prints both errors a group, and the coefficients `aligned` of `retrieval.search.confidence`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit.logistic import fit_logistic, predict_held_out
from benchmarks.libraries import open_collection, open_filled, questions, seed_records
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.calibration.calibrate import Share
from retrieval.search.confidence import Confidence, Signals

ANSWERABLE = ["known_item_b", "known_item_c", "answerable_a", "answerable_b"]
ANSWERABLE += ["figure_a", "figure_b", "figure_c"]
OFF_TOPIC = ["offtopic_a", "offtopic_b"]

STRENGTH = 10.0
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
    features = np.array([signals.features() for _, _, signals in rows])
    answerable, shares = np.array([answered for _, answered, _ in rows]), weigh_groups(rows)
    report("in force", rows, [Confidence()(s) for _, _, s in rows])
    keys = [str(place) for place in range(len(rows))]
    held_out = predict_held_out(features, answerable, keys, shares, STRENGTH) + BIAS_SHIFT
    report("fitted without the question, and shifted", rows, 1 / (1 + np.exp(-held_out)))
    print("aligned =", fit_logistic(features, answerable, shares, STRENGTH).round(2).tolist())


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


def weigh_groups(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Return how much each question counts: groups of a kind alike, and both kinds."""
    groups = Counter(group for group, _, _ in rows)
    kinds = Counter(answerable for _, answerable in {(g, a) for g, a, _ in rows})
    shares = np.array([1 / groups[group] / kinds[answerable] for group, answerable, _ in rows])
    weights: NDArray[np.float64] = shares * len(rows) / shares.sum()
    return weights


def report(title: str, rows: list[Row], confidences: Sequence[float] | NDArray[np.float64]) -> None:
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
