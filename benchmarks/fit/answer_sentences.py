"""Fit which sentence of an abstract answers a question.

Run: python -m benchmarks.fit.answer_sentences DATA
The questions are those written about arXiv abstracts (`benchmarks/fit/written`; the abstracts are
in DATA/scale), with the sentences that answer, but only of the abstracts that the cross-encoder was
not fitted on, those that describe papers of DATA/collections/cs_papers_5k, and those about the
starter library, with the facts that an answer states. A
conditional logit over the sentences of an abstract gives the weights of
`bot/quotes/ranking.py`, with an L2 penalty, cross-validated over abstracts: printed are the share
of questions whose first sentence is an answer, by kind, also without each of the features, and the
weights.
Nothing is drawn at random.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.fit.grounding_model.asked import is_held_out
from benchmarks.fit.grounding_model.data import in_dev
from benchmarks.fit.grounding_model.described import is_held_out as is_described_held_out
from benchmarks.grounding_data import papers, read_lines
from benchmarks.libraries import ROOT, scale_file
from bot.evaluation.answer_quality import states_fact
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.questions.kind import classify_question
from bot.quotes.passages import PassageEmbedder
from bot.quotes.ranking import find_form, find_signals
from retrieval.paper import Paper, normalize_title
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.sources import starter
from retrieval.sources.records import Record
from retrieval.text.labels import split_abstract

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_WRITTEN = ROOT / "benchmarks/fit/written"
_STARTER = ("bot/evaluation/natural.jsonl", "benchmarks/questions/starter.jsonl")
_KINDS = frozenset(("fact", "definition", "how", "why", "yes_no"))
_PARTS = 5
_L2 = 2.0
_STEPS = 15  # of Newton's method
_FURTHER_ANSWER = 0.6  # the target of an answer sentence after the first


@dataclass(frozen=True, slots=True)
class Example:
    """The sentences of an abstract: features (n, k), targets (n,), and the group they count in."""

    abstract: str
    group: str
    features: Floats
    targets: Floats

    @property
    def part(self) -> int:
        """The part in which the abstract is held out; another hash than that of `is_held_out`."""
        return zlib.crc32(self.abstract[::-1].encode()) % _PARTS


class Measure:
    """Measures the sentences of abstracts for questions."""

    def __init__(self) -> None:
        self._passages = PassageEmbedder(BgeSmall())
        self._read = CrossEncoder()

    def __call__(self, question: str, paper: Paper) -> list[dict[str, float]]:
        """Return the features of each sentence for a question."""
        sentences = self._passages.embed_sentences([Excerpt(1, paper)])
        embedded = self._passages.embed_question(question)
        signals = find_signals(embedded, paper.title, sentences, self._read)
        return [asdict(signal) for signal in signals]

    def sentences(self, paper: Paper) -> list[str]:
        """Return the sentences of an abstract."""
        return [p.text for p in self._passages.embed_sentences([Excerpt(1, paper)])]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    measure = Measure()
    claims = list(read_with_papers(data, "claims.jsonl"))
    questions = list(read_with_papers(data, "questions.jsonl"))
    written = [(p, _list_asked(row)) for p, row in claims if in_dev(p.paper_id)]
    written += [(p, _list_asked(row)) for p, row in questions if is_held_out(p.paper_id)]
    described = read_with_papers(data, "described.jsonl")
    written += [(p, _list_asked(row)) for p, row in described if is_described_held_out(p.paper_id)]
    written += _read_5k(data)
    rows = [*_measure_written(written, measure), *_measure_starter(measure)]
    _report_ranking(*_to_examples(rows))


Row = tuple[str, str, Sequence[Mapping[str, float]], Sequence[float]]
"""An abstract, a group, and of each sentence the features and the target."""
Asking = tuple[str, str, Sequence[int]]
"""A question, its kind, and the places of the sentences that answer, -1 for the title."""


def read_with_papers(data: Path, name: str) -> Iterator[tuple[Paper, dict[str, Any]]]:
    """Yield the abstracts of a file of `benchmarks/fit/written`, each with its row."""
    wanted = {row["id"]: row for row in read_lines(_WRITTEN / name)}
    for paper in papers(scale_file(data)):
        if paper.paper_id in wanted:
            yield paper, wanted[paper.paper_id]


def _read_5k(data: Path) -> list[tuple[Paper, list[Asking]]]:
    """Return the questions that describe papers of the 5,000, by paper."""
    asked: dict[str, list[Asking]] = {}
    for row in read_lines(ROOT / "benchmarks/questions/cs_papers_5k_described.jsonl"):
        if row["kind"] in _KINDS:
            asked.setdefault(row["id"], []).append((row["question"], row["kind"], row["answer"]))
    corpus = papers(data / "collections/cs_papers_5k/corpus.jsonl.gz")
    return [(paper, asked[paper.paper_id]) for paper in corpus if paper.paper_id in asked]


def _list_asked(row: Mapping[str, Any]) -> list[Asking]:
    """Return the questions of either file about one abstract."""
    decided = [q for q in row["yes_no"] if q["decides"]][:1]
    asked: list[Asking] = [(q["question"], "yes_no", q["decides"]) for q in decided]
    asked += [(q["question"], q["kind"], q["answer"]) for q in row.get("questions", ())]
    return asked + [
        (q["question"], _find_kind(q["question"]), q["answer"]) for q in row.get("asked", ())
    ]


def _find_kind(question: str) -> str:
    kind = classify_question(question)
    form = find_form(question, kind)
    return "yes_no" if kind == "yes_no" else form


def _measure_written(
    written: Sequence[tuple[Paper, Sequence[Asking]]], measure: Measure
) -> Iterator[Row]:
    for paper, asked in written:
        if len(measure.sentences(paper)) != len(split_abstract(paper.abstract)):
            continue  # one reads like an instruction, so that it is not read
        for question, kind, answer in asked:
            places = [place for place in answer if place >= 0]
            if not places:
                continue
            features = measure(question, paper)
            targets = [0.0] * len(features)
            for place in places:
                targets[place] = 1.0 if place == places[0] else _FURTHER_ANSWER
            yield paper.paper_id, kind, features, targets


def _measure_starter(measure: Measure) -> Iterator[Row]:
    known = {
        normalize_title(record.paper.title): record.paper.for_reading()
        for record in starter.read()
        if isinstance(record, Record)
    }
    for path in _STARTER:
        for row in read_lines(ROOT / path):
            kind = row.get("kind", "fact")
            if kind not in _KINDS or not row.get("facts") or len(row["papers"]) != 1:
                continue
            paper = known[normalize_title(row["papers"][0])]
            facts = [[fact] if isinstance(fact, str) else fact for fact in row["facts"]]
            targets = [
                sum(states_fact(fact, text) for fact in facts) / len(facts)
                for text in measure.sentences(paper)
            ]
            if any(targets):
                features = measure(row["question"], paper)
                yield paper.paper_id, f"starter, {kind}", features, targets


def _to_examples(rows: Sequence[Row]) -> tuple[list[str], list[Example]]:
    """Return the names of all features and the examples in their order."""
    names = list(dict.fromkeys(name for row in rows for one in row[2] for name in one))
    return names, [
        Example(
            abstract,
            group,
            np.array([[one.get(name, 0.0) for name in names] for one in features]),
            np.array(targets),
        )
        for abstract, group, features, targets in rows
    ]


def _report_ranking(names: Sequence[str], examples: Sequence[Example]) -> None:
    alone = [_is_answer(one, one.features[:, names.index("answers")]) for one in examples]
    found = _cross_validate(examples)
    for group in sorted({one.group for one in examples}):
        places = [i for i, one in enumerate(examples) if one.group == group]
        fitted, answers = (np.mean([hits[i] for i in places]) for hits in (found, alone))
        print(f"{group}: {fitted:.3f}, by the answers alone {answers:.3f}, of {len(places)}")
    print(f"all: {np.mean(found):.3f}, likelihood {_rate_likelihood(examples):.4f}")
    for place, name in enumerate(names):
        less = [replace(one, features=np.delete(one.features, place, 1)) for one in examples]
        right, likely = np.mean(_cross_validate(less)), _rate_likelihood(less)
        print(f"without {name}: {right:.3f}, likelihood {likely:.4f}")
    _print_weights(names, fit_ranking(examples))


def _cross_validate(examples: Sequence[Example]) -> list[bool]:
    """Return for each question whether the first sentence is an answer, held out."""
    return [_is_answer(one, one.features @ weights) for one, weights in _hold_out(examples)]


def _rate_likelihood(examples: Sequence[Example]) -> float:
    """Return the mean log likelihood of the answers, held out."""
    likely = []
    for one, weights in _hold_out(examples):
        scores = one.features @ weights
        shares = scores - np.logaddexp.reduce(scores)
        likely.append(float(shares @ one.targets / one.targets.sum()))
    return float(np.mean(likely))


def _hold_out(examples: Sequence[Example]) -> Iterator[tuple[Example, Floats]]:
    """Yield the questions with the weights that were fitted without the part they are in."""
    weights = [fit_ranking([one for one in examples if one.part != n]) for n in range(_PARTS)]
    yield from ((one, weights[one.part]) for one in examples)


def _is_answer(one: Example, scores: Floats) -> bool:
    return bool(one.targets[np.argmax(scores)] > 0)


def _print_weights(names: Sequence[str], weights: Floats) -> None:
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


def fit_ranking(examples: Sequence[Example]) -> Floats:
    """Return the weights of a conditional logit; the penalty is on those of standardized features.

    A feature's spread is that over all sentences.
    """
    spread = np.vstack([one.features for one in examples]).std(axis=0) + 1e-9
    given = [(one.features / spread, one.targets / one.targets.sum()) for one in examples]
    weights = np.zeros(len(spread))
    for _ in range(_STEPS):
        slope, bend = _L2 * weights, _L2 * np.eye(len(weights))
        for features, targets in given:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            mean = shares @ features
            slope += features.T @ (shares - targets)
            bend += (features * shares[:, None]).T @ features - np.outer(mean, mean)
        weights -= np.linalg.solve(bend, slope)
    fitted: Floats = weights / spread
    return fitted


def fit_logistic(features: Floats, targets: NDArray[Any]) -> Floats:
    """Return the weights of a logistic regression; the first, a constant, has no penalty."""
    weights = np.zeros(features.shape[1])
    penalty = np.full(len(weights), _L2)
    penalty[0] = 1e-3
    for _ in range(2 * _STEPS):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (likely - targets) + penalty * weights
        bend = (features.T * (likely * (1 - likely))) @ features + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
