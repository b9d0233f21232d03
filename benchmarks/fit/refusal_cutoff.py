"""Fit when to refuse: from visible questions with and without an answer in a library.

Run: python -m benchmarks.fit.refusal_cutoff DATA [--work DIR]
Libraries: the seed page and cs_papers_5k (machine learning), scifact (medicine). A question from
a library's own set is answerable; off-topic questions, and those of the other field's set, are
not. Prints both errors a group, and the coefficients `aligned` of `retrieval.search.confidence`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import typer

from benchmarks.fit.logistic import Row, fit_logistic, predict_held_out, print_below
from benchmarks.libraries import WORK, open_named, questions
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.confidence import Confidence, Signals

ANSWERABLE = ["known_item_b", "known_item_c", "answerable_a", "answerable_b"]
ANSWERABLE += ["figure_a", "figure_b", "figure_c"]
OFF_TOPIC = ["offtopic_a", "offtopic_b"]

STRENGTH = 10.0
CUTOFFS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.6)
BIAS_SHIFT = 0.45
"""Added to the fitted bias, so that the default cut-off refuses at most one in twenty of each set
of questions that the seed page answers."""


def main(data: Path, work: Path = WORK) -> None:
    """Gather the signals, fit, and print which share of each group is refused."""
    gathered = list(gather(data, work))
    sizes = Counter(group for group, _, _ in gathered)
    kinds = Counter(is_so for _, is_so in {(group, is_so) for group, is_so, _ in gathered})
    each = [len(gathered) / sizes[group] / kinds[is_so] / 2 for group, is_so, _ in gathered]
    rows = [
        Row(str(n), group, signals.features(), is_so, share)
        for n, ((group, is_so, signals), share) in enumerate(zip(gathered, each, strict=True))
    ]
    limits = [round(math.log(cutoff / (1 - cutoff)), 2) for cutoff in CUTOFFS]
    print(f"in force, refused at cut-offs {CUTOFFS}")
    print_below(rows, np.array([Confidence().logit(s) for _, _, s in gathered]), limits)
    print("fitted on other questions, and shifted")
    print_below(rows, predict_held_out(rows, STRENGTH) + BIAS_SHIFT, limits)
    print("aligned =", fit_logistic(rows, STRENGTH).round(2).tolist())


def gather(data: Path, work: Path) -> Iterator[tuple[str, bool, Signals]]:
    """Yield the signals of every question in every library."""
    science = list(read_collection(data / "collections/cs_papers_5k").queries.values())
    claims = list(read_collection(data / "collections/scifact").queries.values())
    off_topic = [q for name in OFF_TOPIC for q in questions(name)]
    with open_named("seed", data, work) as library:
        for name in ANSWERABLE:
            yield from signals(library, f"seed: {name}", True, questions(name))
        yield from signals(library, "seed: off topic", False, off_topic)
        yield from signals(library, "seed: medicine", False, claims)
    for name, own, other in (("cs_papers_5k", science, claims), ("scifact", claims, science)):
        with open_named(name, data, work) as library:
            yield from signals(library, f"{name}: own", True, own)
            yield from signals(library, f"{name}: other field", False, other)
            if name == "cs_papers_5k":
                yield from signals(library, f"{name}: off topic", False, off_topic)


def signals(
    library: Library, group: str, answerable: bool, asked: list[str]
) -> Iterator[tuple[str, bool, Signals]]:
    """Yield each question's signals in a library."""
    for question in asked:
        scores = library.search.collect_candidates(question).scores
        yield group, answerable, Signals.of(scores, identified=False)


if __name__ == "__main__":
    typer.run(main)
