"""Fit from which odds on a hit of a search is relevant enough to show (bot/answering/search.py).

Run: python -m benchmarks.fit.search_floor DATA [--work DIR]
The topics of questions for papers, with the papers that fit them, are searched in the starter
library, and in cs_papers_5k, too; questions from other worlds have no relevant papers.
Prints for some least odds the nDCG@10 of what is shown, the share of the relevant hits lost, and
how many hits are shown; then the weights, fitted on the starter library.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typer

from benchmarks.figures import ndcg
from benchmarks.fit.logistic import Row, fit_logistic, print_weights
from benchmarks.libraries import WORK, open_named, read_questions
from bot.answering.search import measure_hits, rate_hits
from bot.questions.topic import find_topic
from retrieval.library.library import Library
from retrieval.search.calibration.questions import load_far_questions

_DEPTH = 100
_ODDS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
_MIN_SHARE = 0.35
_FAR_QUESTIONS = 60
_STRENGTH = 0.005


@dataclass(frozen=True, slots=True)
class Searched:
    """A search: its hits' features, odds in force and shares of the best score, and the relevant.

    `wanted` is how many papers of the library are relevant.
    """

    features: Sequence[tuple[float, ...]]
    odds: Sequence[float]
    shares: Sequence[float]
    relevant: Sequence[bool]
    wanted: int

    def select(self, least: float) -> list[bool]:
        """Return whether each hit that is shown is relevant."""
        hits = zip(self.odds, self.shares, self.relevant, strict=True)
        return [right for odds, share, right in hits if odds >= least and share >= _MIN_SHARE]


def main(data: Path, work: Path = WORK) -> None:
    """Fit on the starter library, and measure there and in cs_papers_5k."""
    with open_named("starter", data, work) as library:
        near = list(search_topics(library, "starter_lists"))
        asked = [question for field in load_far_questions().values() for question in field]
        far = [search(library, question, set()) for question in asked[:_FAR_QUESTIONS]]
    report("starter", near, far)
    with open_named("cs_papers_5k", data, work) as library:
        report("cs_papers_5k", list(search_topics(library, "cs_papers_5k_lists")), [])
    found = [
        (features, right)
        for one in (*near, *far)
        for features, right in zip(one.features, one.relevant, strict=True)
        if features[0]
    ]
    relevant = sum(right for _, right in found) / len(found)
    rows = [
        Row("", "", features, right, 0.5 / (relevant if right else 1 - relevant))
        for features, right in found
    ]
    print_weights(("bias", "alignment", "cosine", "coverage"), fit_logistic(rows, _STRENGTH))


def search_topics(library: Library, name: str) -> Iterator[Searched]:
    """Search the topics of a set of questions for papers."""
    for asked in read_questions(name):
        if wanted := set(asked["papers"]):
            yield search(library, find_topic(asked["question"]), wanted)


def search(library: Library, query: str, wanted: set[str]) -> Searched:
    """Search a library; `wanted` has the ids or titles of the relevant papers."""
    found = library.search(query, limit=_DEPTH)
    relevant = [bool({hit.paper.paper_id, hit.paper.title} & wanted) for hit in found.hits]
    return Searched(measure_hits(found), rate_hits(found), found.shares, relevant, len(wanted))


def report(name: str, near: Sequence[Searched], far: Sequence[Searched]) -> None:
    """Print what each least odds costs and leaves out, by the weights in force."""
    total = sum(sum(one.relevant) for one in near)
    gains = [ndcg(one.relevant, [1] * one.wanted) for one in near]
    print(f"{name}: nDCG@10 of all hits {np.mean(gains):.4f}")
    for least in _ODDS:
        shown = [one.select(least) for one in near]
        of_far = np.mean([len(one.select(least)) for one in far]) if far else math.nan
        gains = [ndcg(hits, [1] * one.wanted) for hits, one in zip(shown, near, strict=True)]
        print(
            f"  {least:4} nDCG@10 {np.mean(gains):.4f}, lost {1 - sum(map(sum, shown)) / total:.3f}"
            f", shown {np.mean([len(hits) for hits in shown]):.1f}, of other worlds {of_far:.1f}"
        )


if __name__ == "__main__":
    typer.run(main)
