"""Fit how the kind of a question is told (bot/questions/kind_model.py).

Run: python -m benchmarks.fit.question_kinds [--dry]
The questions are those of benchmarks/fit/written/question_kinds.jsonl, which a language model wrote
with their kinds. A logistic regression; printed are the share of questions whose kind is right,
cross-validated in five parts, by kind, and that of the questions of the evaluations, which it is
not fitted on. Then the weights of all are written.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT
from benchmarks.written import WRITTEN
from bot.questions import kind_model
from bot.questions.kind_model import BUCKETS, FILE, embed_parts, find_features, list_words

_OTHERS = {
    "natural": "bot/evaluation/natural.jsonl",
    "5,000 papers": "benchmarks/questions/cs_papers_5k.jsonl",
    "third reading": "benchmarks/reading/unseen.jsonl",
    "fourth reading": "benchmarks/reading/unseen_second.jsonl",
}
_SAME = {"how": "explanation", "why": "explanation", "yesno": "yes_no", "limits": "limitation"}
_MIN_OF_FRAME = 10  # questions that have a word, for it to be one of frames
_STRENGTH = 60.0  # C of the regression
_LEVELS = 127


class Fitted:
    """A model of the kinds, with the rarity of each bucket and the mean of the vectors."""

    def __init__(
        self, counts: csr_matrix, vectors: NDArray[np.float64], kinds: NDArray[np.str_]
    ) -> None:
        self.rarity = TfidfTransformer().fit(counts)
        self.mean = vectors.mean(axis=0)
        self.model = LogisticRegression(C=_STRENGTH, max_iter=3_000)
        self.model.fit(self._scale(counts, vectors), kinds)

    def predict(self, counts: csr_matrix, vectors: NDArray[np.float64]) -> NDArray[np.str_]:
        """Return the kind of each question."""
        return np.asarray(self.model.predict(self._scale(counts, vectors)))

    def _scale(self, counts: csr_matrix, vectors: NDArray[np.float64]) -> csr_matrix:
        return hstack([self.rarity.transform(counts), csr_matrix(vectors - self.mean)]).tocsr()


def main(dry: bool = False) -> None:
    """Fit, print, and write unless it is dry."""
    asked, kinds = _read(WRITTEN / "question_kinds.jsonl")
    counted = Counter(word for question in asked for word in set(list_words(question)))
    frame = frozenset(word for word, count in counted.items() if count >= _MIN_OF_FRAME)
    counts, vectors = _measure(asked, frame)
    right = np.zeros(len(asked), bool)
    for seen, held in KFold(5, shuffle=True, random_state=1).split(asked):
        found = Fitted(counts[seen], vectors[seen], kinds[seen])
        right[held] = found.predict(counts[held], vectors[held]) == kinds[held]
    print(f"right: {right.mean():.3f} of {len(asked)}")
    for kind in sorted(set(kinds)):
        print(f"  {kind}: {right[kinds == kind].mean():.2f} of {(kinds == kind).sum()}")
    fitted = Fitted(counts, vectors, kinds)
    for name, path in _OTHERS.items():
        others, truth = _read(ROOT / path)
        known = np.isin(truth, kinds)
        found_right = (fitted.predict(*_measure(others, frame)) == truth)[known]
        print(f"{name}: {found_right.mean():.3f} of {len(found_right)}")
    if not dry:
        _write(fitted, frame)


def _read(path: Path) -> tuple[list[str], NDArray[np.str_]]:
    """Return the questions of a file, without those that follow another, and their kinds."""
    rows = [
        (row["question"], _SAME.get(row["kind"], row["kind"]))
        for row in read_lines(path)
        if not row.get("after") and row.get("sort", "answer") == "answer"
    ]
    return [question for question, _ in rows], np.array([kind for _, kind in rows])


def _measure(asked: list[str], frame: frozenset[str]) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Return the counts of the questions' features (questions, buckets), and their vectors."""
    found = [find_features(question, frame) for question in asked]
    rows = np.repeat(np.arange(len(found)), [len(buckets) for buckets, _ in found])
    columns = np.concatenate([buckets for buckets, _ in found])
    values = np.concatenate([value for _, value in found])
    counts = csr_matrix((values, (rows, columns)), shape=(len(found), BUCKETS))
    return counts, np.array([embed_parts(question, frame) for question in asked])


def _write(fitted: Fitted, frame: frozenset[str]) -> None:
    weights, dense = np.split(fitted.model.coef_.T, [BUCKETS])
    scale, dense_scale = (np.abs(one).max() / _LEVELS for one in (weights, dense))
    path = Path(kind_model.__file__).with_name(FILE)
    np.savez_compressed(
        path,
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float32(scale),
        dense=np.round(dense / dense_scale).astype(np.int8),
        dense_scale=np.float32(dense_scale),
        rarity=fitted.rarity.idf_.astype(np.float16),
        bias=(fitted.model.intercept_ - fitted.mean @ dense).astype(np.float32),
        kinds=" ".join(fitted.model.classes_),
        frame_words=" ".join(sorted(frame)),
    )
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    typer.run(main)
