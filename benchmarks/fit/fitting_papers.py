"""Fit which papers fit the topic of a question for papers (bot/quotes/fitting_papers.py).

Run: python -m benchmarks.fit.fitting_papers DATA [--work DIR]
The questions are the lists and overviews about the starter library, about the 5,000 papers of
DATA/collections/cs_papers_5k, and about the groups of papers of benchmarks/fit/written that are set
aside; those that exclude something, and papers that can be argued about, are left out. Precision
and recall on questions that the model has not seen are printed per set for several thresholds; then
the weights of all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.fit.logistic import Row, fit_logistic, predict_held_out, print_weights
from benchmarks.grounding_data import papers
from benchmarks.libraries import WORK, open_filled, open_named, read_questions, scale_file
from benchmarks.written import HELD_OUT_GROUPS, list_questions, read_groups
from bot.grounding.cross_encoder import CrossEncoder, ReadPair
from bot.questions.topic import find_excluded, find_topic
from bot.quotes.fitting_papers import MAX_READ, measure_fit
from retrieval.library.library import Library
from retrieval.paper import normalize_title
from retrieval.search.results import Hit
from retrieval.sources.records import Record

Floats = NDArray[np.float64]

_DEPTH = 40  # hits of a search
_WORDINGS = 5  # one question in so many of the topics with four: each wording in turn
_THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True)
class Example:
    """A question's hits: features (n, 3), whether each fits, and which are argued about."""

    library: str
    question: str
    features: Floats
    fits: NDArray[np.bool_]
    arguable: NDArray[np.bool_]
    total: int


def main(data: Path, work: Path = WORK) -> None:
    """Fit and print."""
    examples = list(_read_examples(data, work))
    rows = [
        Row(one.question, one.library, features, bool(fits), float(not arguable))
        for one in examples
        for features, fits, arguable in zip(one.features, one.fits, one.arguable, strict=True)
    ]
    ends = np.cumsum([len(one.fits) for one in examples])[:-1]
    likely = np.split(1 / (1 + np.exp(-predict_held_out(rows))), ends)
    for name in dict.fromkeys(one.library for one in examples):
        chosen = [(o, p) for o, p in zip(examples, likely, strict=True) if o.library == name]
        for threshold in _THRESHOLDS:
            print(f"{name:14} {threshold:.2f}  {_describe(chosen, threshold)}")
    names = ["bias", "share of the best score", "reading", "words"]
    print_weights(names, fit_logistic(rows))


def _read_examples(data: Path, work: Path) -> Iterator[Example]:
    read = CrossEncoder()
    for name, files in (
        ("starter", ("natural", "starter_lists")),
        ("cs_papers_5k", ("cs_papers_5k", "cs_papers_5k_lists")),
    ):
        with open_named(name, data, work) as library:
            for file in files:
                yield from _measure(library, read_questions(file), name, read)
    groups = read_groups()
    asked = [
        {**one, "papers": one["fits"]}
        for n, one in enumerate(list_questions(HELD_OUT_GROUPS))
        if "questions" not in one or n % _WORDINGS == 0
    ]
    wanted = {paper_id for group in HELD_OUT_GROUPS for paper_id in groups[group]}
    known = {one.paper_id: one for one in papers(scale_file(data), wanted)}
    for group in sorted(HELD_OUT_GROUPS):
        records = (Record(known[one], line) for line, one in enumerate(groups[group], 1))
        with open_filled(work / f"group{group}", records) as library:
            yield from _measure(library, [o for o in asked if o["group"] == group], "groups", read)


def _measure(
    library: Library, questions: Sequence[Mapping[str, Any]], name: str, read: ReadPair
) -> Iterator[Example]:
    asked = [
        one
        for one in questions
        if one["kind"] in {"list", "overview"} and not find_excluded(one["question"])
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda one: _measure_one(library, one, name, read), asked)


def _measure_one(library: Library, asked: Mapping[str, Any], name: str, read: ReadPair) -> Example:
    question = asked["question"]
    topic = find_topic(question)
    hits = library.search(topic, limit=_DEPTH, exclude_withdrawn=True).hits[:MAX_READ]
    return Example(
        name,
        question,
        np.array(measure_fit(topic, hits, read)),
        _find_named(hits, asked["papers"]),
        _find_named(hits, asked.get("may", ())),
        len(asked["papers"]),
    )


def _find_named(hits: Sequence[Hit], named: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which hits are among papers named by title or by id."""
    wanted, papers = {normalize_title(one) for one in named}, [hit.paper for hit in hits]
    keys = [{normalize_title(one.title), normalize_title(one.paper_id)} for one in papers]
    return np.array([not wanted.isdisjoint(key) for key in keys])


def _describe(chosen: Sequence[tuple[Example, Floats]], threshold: float) -> str:
    precision, recall, empty = [], [], []
    for one, likely in chosen:
        named = likely >= threshold
        if not one.total:
            empty.append(not named.any())
            continue
        right = int((named & one.fits).sum())
        precision.append(right / max(1, int((named & (one.fits | ~one.arguable)).sum())))
        recall.append(right / one.total)
    none = f"; none fits: {sum(empty)} of {len(empty)} said so" if empty else ""
    return f"precision {np.mean(precision):.3f}, recall {np.mean(recall):.3f}{none}"


if __name__ == "__main__":
    typer.run(main)
