"""Fit from which odds on a hit of a search is relevant enough to show.

Run: python -m benchmarks.fit.search_floor [--data DATA] [--work DIR]
The topics of questions for papers, with the papers that fit them, are searched in the starter
library, and with DATA in cs_papers_5k, too; questions from other worlds have no relevant papers.
Prints the weights of `bot.answering.search`, fitted on the starter library, and for some least odds
the nDCG@10 of what is shown, the share of the relevant hits lost, and how many hits are shown.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.libraries import ROOT, open_collection, open_filled
from bot.answering.search import measure_hits, rate_hits
from bot.questions.topic import find_topic
from retrieval.library.library import Library
from retrieval.search.calibration.questions import load_far_questions
from retrieval.sources import starter

_DEPTH = 100
_TOP = 10
_ODDS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0)
_MIN_SHARE = 0.35
_FAR_QUESTIONS = 60
_STEPS = 50
_RIDGE = 1e-4


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


def main() -> None:
    """Fit on the starter library, and measure there and in cs_papers_5k."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    arguments = parser.parse_args()
    with open_filled(arguments.work / "starter", starter.read()) as library:
        near = list(search_topics(library, "starter_lists"))
        far = list(search_far(library))
        print("weights", np.round(fit([*near, *far]), 2).tolist())
        report("starter", near, far)
    if arguments.data:
        with open_collection(arguments.data, "cs_papers_5k", arguments.work) as library:
            report("cs_papers_5k", list(search_topics(library, "cs_papers_5k_lists")), [])


def search_topics(library: Library, name: str) -> Iterator[Searched]:
    """Search the topics of a set of questions for papers."""
    text = (ROOT / f"benchmarks/questions/{name}.jsonl").read_text(encoding="utf-8")
    for question in map(json.loads, text.splitlines()):
        if wanted := set(question["papers"]):
            yield search(library, find_topic(question["question"]), wanted)


def search_far(library: Library) -> Iterator[Searched]:
    """Search questions from other worlds."""
    asked = [question for field in load_far_questions().values() for question in field]
    for question in asked[:_FAR_QUESTIONS]:
        yield search(library, question, set())


def search(library: Library, query: str, wanted: set[str]) -> Searched:
    """Search a library; `wanted` has the ids or titles of the relevant papers."""
    found = library.search(query, limit=_DEPTH, snippets=False)
    relevant = [bool({hit.paper.paper_id, hit.paper.title} & wanted) for hit in found.hits]
    return Searched(measure_hits(found), rate_hits(found), found.shares, relevant, len(wanted))


def fit(searched: Sequence[Searched]) -> NDArray[np.float64]:
    """Return the bias and weights of a logistic model; relevant hits and others weigh the same."""
    rows = [(f, r) for one in searched for f, r in zip(one.features, one.relevant, strict=True)]
    rows = [(features, relevant) for features, relevant in rows if features[0]]
    x = np.array([(1.0, *features) for features, _ in rows])
    y = np.array([relevant for _, relevant in rows], float)
    share = np.where(y == 1, 0.5 / y.sum(), 0.5 / (len(y) - y.sum()))
    ridge = _RIDGE * np.diag([0.0, *np.ones(x.shape[1] - 1)])
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (p - y)) + ridge @ weights
        weights -= np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + ridge, gradient)
    return weights


def report(name: str, near: Sequence[Searched], far: Sequence[Searched]) -> None:
    """Print what each least odds costs and leaves out."""
    total = sum(sum(one.relevant) for one in near)
    print(name, "nDCG@10 of all hits", round(float(np.mean([_ndcg(one, None) for one in near])), 4))
    for least in _ODDS:
        kept = sum(r for one in near for r in _select(one, least))
        shown = np.mean([len(_select(one, least)) for one in near])
        of_far = np.mean([len(_select(one, least)) for one in far]) if far else math.nan
        ndcg = np.mean([_ndcg(one, least) for one in near])
        print(
            f"  {least:4} nDCG@10 {ndcg:.4f}, lost {1 - kept / total:.3f}, shown {shown:.1f}, "
            f"of other worlds {of_far:.1f}"
        )


def _select(one: Searched, least: float | None) -> list[bool]:
    """Return whether each hit that is shown is relevant."""
    hits = zip(one.odds, one.shares, one.relevant, strict=True)
    if least is None:
        return list(one.relevant)
    return [relevant for odds, share, relevant in hits if odds >= least and share >= _MIN_SHARE]


def _ndcg(one: Searched, least: float | None) -> float:
    gains = [r / math.log2(n + 2) for n, r in enumerate(_select(one, least)[:_TOP])]
    ideal = sum(1 / math.log2(n + 2) for n in range(min(one.wanted, _TOP)))
    return sum(gains) / ideal


if __name__ == "__main__":
    main()
