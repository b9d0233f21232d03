"""Fit which papers fit the topic of a question for papers (bot/answering/fitting_papers.py).

Run: python -m benchmarks.fit.fitting_papers DATA [--work DIR]
The questions are the lists and overviews about the starter library, also those of
benchmarks/questions/starter_lists.jsonl, about the 5,000 papers of DATA/collections/cs_papers_5k,
and about the groups of papers of benchmarks/fit/written that the model of the check was not fitted
on; those that exclude something, and papers that can be argued about, are left out. A logistic
regression. Precision and recall are cross-validated over questions, five parts, and printed per set
for several thresholds, also without each of the features; then the weights of all.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.fit.grounding_model.listed import GROUPS, HELD_OUT_GROUPS, list_questions
from benchmarks.grounding_data import papers, read_lines
from benchmarks.libraries import ROOT, open_collection, open_filled, scale_file
from bot.answering.fitting_papers import Features, measure_fit
from bot.grounding.cross_encoder import CrossEncoder
from bot.questions.topic import find_excluded, find_topic
from retrieval.paper import normalize_title
from retrieval.sources import starter
from retrieval.sources.records import Record

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.grounding.cross_encoder import ReadPair
    from retrieval.library.library import Library
    from retrieval.search.results import Hit

_DEPTH = 40  # hits of a search
_PARTS = 5
_WORDINGS = 5  # one question in so many of the topics with four: each wording in turn
_L2 = 0.05  # of the penalty of the standardized weights
_THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
_LIMIT = 0.35  # at which the features are left out, one by one


@dataclass(frozen=True)
class Example:
    """A question's hits: features (n, 3), whether each fits, and which are argued about."""

    library: str
    features: NDArray[np.float64]
    fits: NDArray[np.bool_]
    arguable: NDArray[np.bool_]
    total: int


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, help="a folder to keep the libraries in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        examples = list(_read_examples(given.data, given.work or Path(scratch)))
    every = list(range(len(fields(Features))))
    for name in dict.fromkeys(one.library for one in examples):
        print(name)
        chosen = [one for one in examples if one.library == name]
        predicted = _cross_validate(examples, chosen, every)
        for threshold in _THRESHOLDS:
            print(f"  {threshold:.2f}  {_describe(chosen, predicted, threshold)}")
        for left_out, field in enumerate(fields(Features)):
            without = _cross_validate(examples, chosen, [n for n in every if n != left_out])
            print(f"  {_LIMIT:.2f}  {_describe(chosen, without, _LIMIT)}, without {field.name}")
    weights = _fit(examples, every)
    for field, weight in zip(fields(Features), weights, strict=False):
        print(f"{field.name} = {weight:.3f}")
    print(f"bias = {weights[-1]:.3f}")


def _read_examples(data: Path, work: Path) -> Iterator[Example]:
    read = CrossEncoder()
    with open_filled(work / "starter", starter.read()) as library:
        for path in ("bot/evaluation/natural.jsonl", "benchmarks/questions/starter_lists.jsonl"):
            yield from _measure(library, read_lines(ROOT / path), "starter", read)
    with open_collection(data, "cs_papers_5k", work) as library:
        for name in ("cs_papers_5k", "cs_papers_5k_lists"):
            asked = read_lines(ROOT / f"benchmarks/questions/{name}.jsonl")
            yield from _measure(library, asked, "5k", read)
    yield from _measure_groups(data, work, read)


def _measure_groups(data: Path, work: Path, read: ReadPair) -> Iterator[Example]:
    """Measure the groups that the model of the check was not fitted on, each as a library."""
    groups = {row["group"]: row["papers"] for row in read_lines(GROUPS)}
    asked = [
        one
        for n, one in enumerate(list_questions())
        if one["group"] in HELD_OUT_GROUPS and ("questions" not in one or n % _WORDINGS == 0)
    ]
    wanted = {paper_id for group in HELD_OUT_GROUPS for paper_id in groups[group]}
    known = {one.paper_id: one for one in papers(scale_file(data)) if one.paper_id in wanted}
    for group in sorted(HELD_OUT_GROUPS):
        records = (Record(known[one], line) for line, one in enumerate(groups[group], 1))
        with open_filled(work / f"group{group}", records) as library:
            of_group = [{**o, "papers": o["fits"]} for o in asked if o["group"] == group]
            yield from _measure(library, of_group, "groups", read)


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
    topic = find_topic(asked["question"])
    hits = library.search(topic, limit=_DEPTH, exclude_withdrawn=True).hits
    right = {normalize_title(title) for title in asked["papers"]}
    may = {normalize_title(title) for title in asked.get("may", ())}
    return Example(
        name,
        np.array([astuple(one) for one in measure_fit(topic, hits, read)]),
        np.array([not right.isdisjoint(_names(hit)) for hit in hits]),
        np.array([not may.isdisjoint(_names(hit)) for hit in hits]),
        len(right),
    )


def _names(hit: Hit) -> set[str]:
    """Return how the questions name a paper: by title or by id."""
    return {normalize_title(hit.paper.title), normalize_title(hit.paper.paper_id)}


def _fit(examples: list[Example], columns: list[int]) -> NDArray[np.float64]:
    """Return the weights and the bias, by Newton's method on standardized features."""
    kept = [(one.features[~one.arguable][:, columns], one.fits[~one.arguable]) for one in examples]
    x = np.vstack([features for features, _ in kept])
    y = np.concatenate([fits for _, fits in kept]).astype(float)
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.hstack([(x - mean) / deviation, np.ones((len(x), 1))])
    penalty = np.diag([_L2 * len(y) / 100] * x.shape[1] + [0.0])
    weights = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ weights))
        gradient = z.T @ (p - y) + penalty @ weights
        hessian = (z * (p * (1 - p))[:, None]).T @ z + penalty
        weights -= np.linalg.solve(hessian, gradient)
    raw = weights[:-1] / deviation
    return np.append(raw, weights[-1] - raw @ mean)


def _cross_validate(
    examples: list[Example], chosen: list[Example], columns: list[int]
) -> list[NDArray[np.float64]]:
    """Return the probabilities of each chosen question, by a model that has not seen it.

    The model sees only these columns of the features.
    """
    predicted: list[NDArray[np.float64]] = [np.zeros(0)] * len(chosen)
    for part in range(_PARTS):
        held = {id(one) for one in examples[part::_PARTS]}
        weights = _fit([one for one in examples if id(one) not in held], columns)
        for place, one in enumerate(chosen):
            if id(one) in held:
                logits = one.features[:, columns] @ weights[:-1] + weights[-1]
                predicted[place] = 1 / (1 + np.exp(-logits))
    return predicted


def _describe(
    examples: list[Example], predicted: list[NDArray[np.float64]], threshold: float
) -> str:
    precision, recall, empty, right_empty = [], [], 0, 0
    for one, probabilities in zip(examples, predicted, strict=True):
        named = probabilities >= threshold
        if not one.total:
            empty += 1
            right_empty += not named.any()
            continue
        right = int((named & one.fits).sum())
        wrong = int((named & ~one.fits & ~one.arguable).sum())
        precision.append(right / (right + wrong) if right + wrong else 0.0)
        recall.append(right / one.total)
    none = f"; none fits: {right_empty} of {empty} said so" if empty else ""
    return f"precision {np.mean(precision):.3f}, recall {np.mean(recall):.3f}{none}"


if __name__ == "__main__":
    main()
