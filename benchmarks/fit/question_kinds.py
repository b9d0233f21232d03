"""Fit how the kind of a question is told (bot/questions/kind_model.py).

Run: python -m benchmarks.fit.question_kinds
The questions are those of benchmarks/fit/written/question_kinds.jsonl, which a language model wrote
with their kinds. A logistic regression; printed are the share of questions whose kind is right,
cross-validated in five parts, by kind, and that of the questions of the evaluations, which it is
not fitted on. Then the weights of all are written. Needs the group `fit` of pyproject.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT
from bot.questions import kind_model
from bot.questions.kind_model import BUCKETS, FILE, embed_parts, find_features, list_words

WRITTEN = ROOT / "benchmarks/fit/written/question_kinds.jsonl"
_OTHERS = {
    "natural": "bot/evaluation/natural.jsonl",
    "5,000 papers": "benchmarks/questions/cs_papers_5k.jsonl",
    "third reading": "benchmarks/reading/unseen.jsonl",
    "fourth reading": "benchmarks/reading/unseen_second.jsonl",
}
_SAME = {"how": "explanation", "why": "explanation", "yesno": "yes_no", "limits": "limitation"}
_MIN_OF_FRAME = 10  # questions that have a word, for it to be one of frames
_STRENGTH = 60.0  # C of the regression
_PARTS = 5
_LEVELS = 127

Asked = tuple[str, str]
"""A question and its kind."""


@dataclass(frozen=True)
class Measured:
    """Questions: the counts of their features (questions, buckets), their vectors, their kinds."""

    counts: csr_matrix
    vectors: NDArray[np.float64]
    kinds: NDArray[np.str_]

    def __getitem__(self, rows: NDArray[np.int64]) -> Measured:
        return Measured(self.counts[rows], self.vectors[rows], self.kinds[rows])


@dataclass(frozen=True)
class Fitted:
    """A model of the kinds, the rarity of each bucket, and the mean of the vectors."""

    model: LogisticRegression
    rarity: NDArray[np.float64]
    mean: NDArray[np.float64]

    def is_right(self, asked: Measured) -> NDArray[np.bool_]:
        """Tell of each question whether the model knows its kind."""
        told = self.model.predict(_scale(asked, self.rarity, self.mean))
        return np.asarray(told == asked.kinds)


def main() -> None:
    """Fit, print, and write."""
    asked = _read(WRITTEN)
    counted = Counter(word for question, _ in asked for word in set(list_words(question)))
    frame = frozenset(word for word, count in counted.items() if count >= _MIN_OF_FRAME)
    measured = _measure(asked, frame)
    order = np.random.default_rng(1).permutation(len(asked))
    right = np.zeros(len(asked), bool)
    for part in range(_PARTS):
        held = order[part::_PARTS]
        right[held] = _fit(measured[np.setdiff1d(order, held)]).is_right(measured[held])
    print(f"right: {right.mean():.3f} of {len(asked)}")
    for kind in sorted(set(measured.kinds)):
        of_kind = measured.kinds == kind
        print(f"  {kind}: {right[of_kind].mean():.2f} of {of_kind.sum()}")
    fitted = _fit(measured)
    for name, path in _OTHERS.items():
        others = [one for one in _read(ROOT / path) if one[1] in measured.kinds]
        found = fitted.is_right(_measure(others, frame))
        print(f"{name}: {found.mean():.3f} of {len(others)}")
    _write(fitted, frame)


def _read(path: Path) -> list[Asked]:
    """Return the questions of a file; those that follow another are left out."""
    return [
        (row["question"], _SAME.get(row["kind"], row["kind"]))
        for row in read_lines(path)
        if not row.get("after") and row.get("sort", "answer") == "answer"
    ]


def _measure(asked: Sequence[Asked], frame: frozenset[str]) -> Measured:
    found = [find_features(question, frame) for question, _ in asked]
    rows = np.repeat(np.arange(len(found)), [len(buckets) for buckets, _ in found])
    columns = np.concatenate([buckets for buckets, _ in found])
    values = np.concatenate([value for _, value in found])
    counts = csr_matrix((values, (rows, columns)), shape=(len(found), BUCKETS))
    vectors = np.array([embed_parts(question, frame) for question, _ in asked])
    return Measured(counts, vectors, np.array([kind for _, kind in asked]))


def _scale(asked: Measured, rarity: NDArray[np.float64], mean: NDArray[np.float64]) -> csr_matrix:
    """Return the features times their rarity, each row of length 1, and the vectors' deviations."""
    sparse = normalize(asked.counts @ diags(rarity))
    return hstack([sparse, csr_matrix(asked.vectors - mean)]).tocsr()


def _fit(asked: Measured) -> Fitted:
    having = np.asarray((asked.counts > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + len(asked.kinds)) / (1 + having)) + 1
    mean = asked.vectors.mean(axis=0)
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(_scale(asked, rarity, mean), asked.kinds)
    return Fitted(model, rarity, mean)


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
        rarity=fitted.rarity.astype(np.float16),
        bias=(fitted.model.intercept_ - fitted.mean @ dense).astype(np.float32),
        kinds=" ".join(fitted.model.classes_),
        frame_words=" ".join(sorted(frame)),
    )
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
