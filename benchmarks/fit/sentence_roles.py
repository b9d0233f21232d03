"""Fit retrieval/text/sentence_roles.npz: a conditional random field over sentences of abstracts.

Of CSAbstruct, and of SciFact's structured abstracts, whose labels are taken for the truth and left
out of the text. Fits on the train parts only (of SciFact, the even ids) and prints micro-F1 on the
dev parts, by class and by agreement of the annotators. The field is fitted by its pseudo-likelihood
(Besag, 1975), a logistic regression of each sentence's class on its features and on the classes of
its neighbors. Labels that annotators were unsure of count for less. Nothing is drawn at random.
Run: python -m benchmarks.fit.sentence_roles DATA
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report

from benchmarks.grounding_data import read_lines
from retrieval.text.labels import read_label, split_abstract
from retrieval.text.sentence_roles import CLASSES, WEIGHTS, Model, Role, decode, extract_features

_LEAST = {"words": 8, "position": 1}  # sentences that have a feature
_STRENGTH = 0.05
_NEIGHBORS_WEIGHT = 0.7
"""The share of the transitions that is kept: in use, the classes of neighbors are guessed, too."""

_OUTSIDE = len(CLASSES)  # the class before the first sentence, and after the last
_AGREED = 0.7  # of confidence: four of five annotators or more


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract's features by sentence, with its classes (n,) and their confidence (n,)."""

    features: Sequence[Sequence[str]]
    classes: NDArray[np.int64]
    confidence: NDArray[np.float64]


def main(data: Path, dry: bool = False) -> None:
    """Fit, write unless it is dry, and print."""
    folder, structured = data / "sentence_roles", data / "collections/scifact/corpus.jsonl.gz"
    train, dev = (read(folder / f"csabstruct_{part}.jsonl") for part in ("train", "dev"))
    model = fit([*train, *read_structured(structured, odd=False)])
    if not dry:
        np.savez_compressed(
            WEIGHTS,
            features=np.frombuffer("\n".join(model.rows).encode(), np.uint8),
            emissions=model.emissions.astype(np.float16),
            transitions=model.transitions.astype(np.float16),
        )
    print(f"{len(model.rows)} features, {WEIGHTS.stat().st_size / 1000:.0f} kB")
    for part in (dev, read_structured(structured, odd=True)):
        report(model, part)


def read(path: Path) -> list[Abstract]:
    """Read a part of CSAbstruct."""
    return [
        Abstract(
            extract_features(row["sentences"]),
            np.array([CLASSES.index(label) for label in row["labels"]]),
            np.array(row["confs"], float),
        )
        for row in read_lines(path)
    ]


def read_structured(path: Path, *, odd: bool) -> list[Abstract]:
    """Read SciFact's abstracts of which each sentence stands under a label of one role."""
    abstracts = []
    for row in read_lines(path):
        spans = split_abstract(row["text"])
        roles = [read_label(span.label) if span.label else "" for span in spans]
        if spans and set(roles) <= set(CLASSES) and int(row["_id"]) % 2 == odd:
            classes = np.array([CLASSES.index(Role(role)) for role in roles])
            features = extract_features([span.text for span in spans])
            abstracts.append(Abstract(features, classes, np.ones(len(spans))))
    return abstracts


def fit(abstracts: Sequence[Abstract]) -> Model:
    """Return the random field of the greatest pseudo-likelihood."""
    sentences = [features for one in abstracts for features in one.features]
    count = CountVectorizer(analyzer=set, min_df=1)
    counted = np.asarray(count.fit_transform(sentences).sum(axis=0)).ravel()
    names = [
        name
        for name, sum_ in zip(count.get_feature_names_out(), counted, strict=True)
        if sum_ >= _LEAST["position" if name.startswith("@") else "words"]
    ]
    rows = CountVectorizer(analyzer=list, vocabulary=names).transform(sentences)
    before = np.concatenate([[_OUTSIDE, *one.classes[:-1]] for one in abstracts])
    after = np.concatenate([[*one.classes[1:], _OUTSIDE] for one in abstracts])
    neighbors = [csr_matrix(np.eye(_OUTSIDE + 1)[classes]) for classes in (before, after)]
    model = LogisticRegression(C=_STRENGTH, max_iter=300, fit_intercept=False)
    model.fit(
        hstack([rows, *neighbors]).tocsr(),
        np.concatenate([one.classes for one in abstracts]),
        sample_weight=np.concatenate([one.confidence for one in abstracts]),
    )
    emissions, ahead, behind = np.split(model.coef_.T, [len(names), len(names) + _OUTSIDE + 1])
    between = (ahead[:_OUTSIDE] + behind[:_OUTSIDE].T) / 2
    transitions = np.vstack([ahead[_OUTSIDE], between, behind[_OUTSIDE]])
    rows_by_name = {name: row for row, name in enumerate(names)}
    weights = emissions.astype(np.float32), (_NEIGHBORS_WEIGHT * transitions).astype(np.float32)
    return Model(rows_by_name, *weights)


def report(model: Model, abstracts: Sequence[Abstract]) -> None:
    """Print micro-F1 (which is accuracy), all and where annotators agree, and F1 by class."""
    scores = [np.array([model.score(each) for each in one.features]) for one in abstracts]
    found = np.concatenate([decode(each, model.transitions) for each in scores])
    truth = np.concatenate([one.classes for one in abstracts])
    agreed = np.concatenate([one.confidence for one in abstracts]) >= _AGREED
    right = found == truth
    print(f"micro-F1 {right.mean():.3f} of {len(truth)}, {right[agreed].mean():.3f} where agreed")
    print(classification_report(truth, found, labels=range(len(CLASSES)), target_names=CLASSES))


if __name__ == "__main__":
    typer.run(main)
