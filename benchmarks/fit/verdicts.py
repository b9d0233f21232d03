"""Fit what a sentence answers to a yes-or-no question (bot/answering/verdict.py), and measure it.

Run: python -m benchmarks.fit.verdicts DATA
Asked are the questions of `benchmarks/fit/written` about abstracts that the cross-encoder was not
fitted on, and those about the starter library and the 5,000 papers of DATA/collections, each of its
one paper; and every third of the former of the abstract nearest to it, which does not answer it.
Printed are the share of questions whose deciding sentence is found, by set; the weights of a
multinomial logistic regression with an L2 penalty; how often a verdict is given and right from
several probabilities on, cross-validated over abstracts; and for each set, how many verdicts are
right, wrong and not given, with the weights in force.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from benchmarks.fit.grounding_model.asked import read_asked
from benchmarks.fit.grounding_model.written import Written, read_written
from benchmarks.grounding_data import papers, starters
from benchmarks.libraries import ROOT
from bot.answering.verdict import Decision, Verdict, read_at
from bot.grounding.content_words import find_stems
from bot.grounding.cross_encoder import CrossEncoder
from bot.llm.extractive.deciding import find_deciding
from bot.llm.extractive.own_work import score_sentences
from retrieval.paper import Paper, normalize_title
from retrieval.search.rerank.relevance import Relevance
from retrieval.text.labels import split_abstract
from retrieval.text.sentence_roles import classify_sentences

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_LIBRARIES = {
    "natural": "bot/evaluation/natural.jsonl",
    "cs_papers_5k": "benchmarks/questions/cs_papers_5k.jsonl",
}
_OTHER = "another paper"
_EACH_OTHER = 3
_PARTS = 5
_L2 = 1.0
_STEPS = 1_500
_RATE = 0.5
_LEAST = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a set about an abstract, and the right verdict.

    `decides` are the places of the sentences that decide, empty if they are not known.
    """

    name: str
    text: str
    about: Written
    right: Verdict
    decides: Sequence[int]

    @property
    def part(self) -> int:
        """The part in which its abstract is held out."""
        return zlib.crc32(self.about.row["id"].encode()) // 10 % _PARTS


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    given = parser.parse_args()
    reader = _Reader()
    asked = [*_add_others(list(_read_held_out(given.data))), *_read_libraries(given.data)]
    readings = [reader(one) for one in asked]
    _report_places(asked, [place for place, _ in readings])
    features = np.array([(1.0, *reading.features) for _, reading in readings])
    targets = np.array([[one.right == verdict for verdict in VERDICTS] for one in asked], float)
    for verdict, weights in zip(VERDICTS, fit(features, targets).T, strict=True):
        print(f'        "{verdict}": ({", ".join(f"{weight:.2f}" for weight in weights)}),')
    part = np.array([one.part for one in asked])
    _report_thresholds(targets, _cross_validate(part, features, targets))
    _report_sets(asked, [reading for _, reading in readings])


class _Reader:
    def __init__(self) -> None:
        self._rate, self._read = Relevance(), CrossEncoder()

    def __call__(self, asked: Question) -> tuple[int, Decision]:
        """Return the place of the sentence that decides, and the reading there."""
        title, sentences = asked.about.title, asked.about.sentences
        own = score_sentences(title, sentences, classify_sentences(sentences))
        found = find_deciding(asked.text, title, sentences, own, self._rate, self._read)
        place = 0 if found is None else found[1]
        return place, read_at(place, asked.text, title, sentences, self._rate, self._read)


def _read_held_out(data: Path) -> Iterator[Question]:
    """Yield the questions about the abstracts that the cross-encoder was not fitted on."""
    sets = {"questions": read_asked(data, held_out=True), "claims": read_written(data, dev=True)}
    for name, abstracts in sets.items():
        for one in abstracts:
            for row in one.row["yes_no"]:
                yield Question(name, row["question"], one, _find_right(row), row["decides"])


def _read_libraries(data: Path) -> Iterator[Question]:
    """Yield the questions about one paper of the libraries."""
    libraries: dict[str, Iterable[Paper]] = {
        "natural": starters().values(),
        "cs_papers_5k": papers(data / "collections/cs_papers_5k/corpus.jsonl.gz"),
    }
    for name, library in libraries.items():
        lines = (ROOT / _LIBRARIES[name]).read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row["kind"] == "yes_no"]
        rows = [row for row in rows if len(row["papers"]) == 1]
        wanted = {normalize_title(row["papers"][0]) for row in rows}
        found: dict[str, Written] = {}
        for paper in library:
            for key in wanted & {normalize_title(paper.title), normalize_title(paper.paper_id)}:
                found[key] = _write(paper, {"id": paper.paper_id})
        for row in rows:
            about = found[normalize_title(row["papers"][0])]
            yield Question(name, row["question"], about, _find_right(row), ())


def _write(paper: Paper, row: Mapping[str, Any]) -> Written:
    return Written(paper.title, [span.text for span in split_abstract(paper.abstract)], row)


def _find_right(row: Mapping[str, Any]) -> Verdict:
    return next(verdict for verdict in VERDICTS if verdict.replace("-", "_") == row["verdict"])


def _add_others(asked: Sequence[Question]) -> list[Question]:
    """Add the questions that are put to the abstract which has most of their words."""
    abstracts = {one.about.row["id"]: one.about for one in asked}
    stems = {key: find_stems(" ".join([a.title, *a.sentences])) for key, a in abstracts.items()}
    others = []
    for one in asked[::_EACH_OTHER]:
        words = find_stems(one.text)
        keys = [key for key in abstracts if key != one.about.row["id"]]
        nearest = max(keys, key=lambda key: len(words & stems[key]))
        others.append(Question(_OTHER, one.text, abstracts[nearest], "not-stated", ()))
    return [*asked, *others]


def fit(features: Floats, targets: Floats) -> Floats:
    """Return the weights (features, verdicts); the first feature, a constant, has no penalty."""
    spread = features.std(axis=0)
    spread[0] = 1.0
    scaled = features / spread
    weights = np.zeros((features.shape[1], targets.shape[1]))
    penalty = np.full((features.shape[1], 1), _L2 / len(features))
    penalty[0] = 0.0
    for _ in range(_STEPS):
        slope = scaled.T @ (_to_shares(scaled @ weights) - targets) / len(features)
        weights -= _RATE * (slope + penalty * weights)
    fitted: Floats = weights / spread[:, None]
    return fitted


def _to_shares(scores: Floats) -> Floats:
    """Return the probabilities of scores (n, verdicts)."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = shares / shares.sum(axis=1, keepdims=True)
    return found


def _cross_validate(part: NDArray[np.int64], features: Floats, targets: Floats) -> Floats:
    likely = np.zeros_like(targets)
    for held in range(_PARTS):
        weights = fit(features[part != held], targets[part != held])
        likely[part == held] = _to_shares(features[part == held] @ weights)
    return likely


def _report_places(asked: Sequence[Question], places: Sequence[int]) -> None:
    for name in dict.fromkeys(one.name for one in asked if one.decides):
        found = [
            place in one.decides or -1 in one.decides
            for one, place in zip(asked, places, strict=True)
            if one.name == name and one.decides
        ]
        print(f"{name}: deciding sentence found in {np.mean(found):.3f} of {len(found)}")


def _report_thresholds(targets: Floats, likely: Floats) -> None:
    best, surest = likely.argmax(axis=1), likely.max(axis=1)
    right = best == targets.argmax(axis=1)
    for least in _LEAST:
        given = surest >= least
        counts = [
            f"{verdict} {(right & given & (best == column)).sum()} of "
            f"{(given & (best == column)).sum()}"
            for column, verdict in enumerate(VERDICTS)
        ]
        shares = f"{given.mean():.2f} given, {right[given].mean():.2f} right"
        print(f"from {least:.2f}: {shares}; {', '.join(counts)}")


def _report_sets(asked: Sequence[Question], readings: Sequence[Decision]) -> None:
    for name in dict.fromkeys(one.name for one in asked):
        verdicts = [
            (one.right, reading.verdict)
            for one, reading in zip(asked, readings, strict=True)
            if one.name == name
        ]
        right = sum(wanted == given for wanted, given in verdicts)
        missing = sum(given is None for _, given in verdicts)
        wrong = len(verdicts) - right - missing
        print(f"{name}: {len(verdicts)} asked, {right} right, {wrong} wrong, {missing} not given")


if __name__ == "__main__":
    main()
