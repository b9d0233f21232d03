"""Fit how the kind of a question is told by its wording (bot/questions/kind_model.py).

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
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from benchmarks.grounding_data import read_lines
from benchmarks.libraries import ROOT
from bot.questions import kind_model
from bot.questions.kind_model import BUCKETS, FILE, find_features, list_words

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
class Fitted:
    """A model of the kinds, the rarity of each bucket, and the words of frames."""

    model: LogisticRegression
    rarity: NDArray[np.float64]
    frame: frozenset[str]

    def is_right(self, asked: Sequence[Asked]) -> list[bool]:
        """Tell of each question whether the model knows its kind."""
        told = self.model.predict(_scale(_measure(asked, self.frame), self.rarity))
        return [kind == said for (_, kind), said in zip(asked, told, strict=True)]


def main() -> None:
    """Fit, print, and write."""
    asked = _read(WRITTEN)
    order = np.random.default_rng(1).permutation(len(asked))
    right: dict[str, list[bool]] = {}
    for part in range(_PARTS):
        held = {int(i) for i in order[part::_PARTS]}
        fitted = _fit([one for i, one in enumerate(asked) if i not in held])
        tested = [asked[i] for i in held]
        for (_, kind), is_right in zip(tested, fitted.is_right(tested), strict=True):
            right.setdefault(kind, []).append(is_right)
    print(f"right: {np.mean([one for each in right.values() for one in each]):.3f} of {len(asked)}")
    for kind, found in sorted(right.items()):
        print(f"  {kind}: {np.mean(found):.2f} of {len(found)}")
    fitted = _fit(asked)
    for name, path in _OTHERS.items():
        others = fitted.is_right([one for one in _read(ROOT / path) if one[1] in right])
        print(f"{name}: {np.mean(others):.3f} of {len(others)}")
    _write(fitted)


def _read(path: Path) -> list[Asked]:
    """Return the questions of a file; those that follow another are left out."""
    return [
        (row["question"], _SAME.get(row["kind"], row["kind"]))
        for row in read_lines(path)
        if not row.get("after") and row.get("sort", "answer") == "answer"
    ]


def _measure(asked: Sequence[Asked], frame: frozenset[str]) -> csr_matrix:
    found = [find_features(question, frame) for question, _ in asked]
    rows = np.repeat(np.arange(len(found)), [len(buckets) for buckets, _ in found])
    columns = np.concatenate([buckets for buckets, _ in found])
    values = np.concatenate([value for _, value in found])
    return csr_matrix((values, (rows, columns)), shape=(len(found), BUCKETS))


def _scale(measured: csr_matrix, rarity: NDArray[np.float64]) -> csr_matrix:
    """Return the features times their rarity, each row of length 1."""
    return normalize(measured @ diags(rarity))


def _fit(asked: Sequence[Asked]) -> Fitted:
    counted = Counter(word for question, _ in asked for word in set(list_words(question)))
    frame = frozenset(word for word, count in counted.items() if count >= _MIN_OF_FRAME)
    measured = _measure(asked, frame)
    having = np.asarray((measured > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + len(asked)) / (1 + having)) + 1
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(_scale(measured, rarity), [kind for _, kind in asked])
    return Fitted(model, rarity, frame)


def _write(fitted: Fitted) -> None:
    weights = fitted.model.coef_.T
    scale = np.abs(weights).max() / _LEVELS
    path = Path(kind_model.__file__).with_name(FILE)
    np.savez_compressed(
        path,
        weights=np.round(weights / scale).astype(np.int8),
        scale=np.float32(scale),
        rarity=fitted.rarity.astype(np.float16),
        bias=fitted.model.intercept_.astype(np.float32),
        kinds=" ".join(fitted.model.classes_),
        frame_words=" ".join(sorted(fitted.frame)),
    )
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
