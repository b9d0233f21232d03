"""Fit retrieval/text/sentence_roles.npz: a conditional random field over sentences of abstracts.

Of CSAbstruct, and of SciFact's structured abstracts, whose labels are taken for the truth and left
out of the text. Fits on the train parts only (of SciFact, the even ids) and prints micro-F1 on the
dev parts, by class and by agreement of the annotators, and without each group of features. The
label that annotators were unsure of counts for less: its share of the target is
1 - 0.3 (1 - confidence), and the other classes share the rest. Nothing is drawn at random.
Run: python -m benchmarks.fit.sentence_roles DATA [--ablation]
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.text.labels import read_label, split_abstract
from retrieval.text.sentence_roles import CLASSES, WEIGHTS, Role, decode, extract_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

LEAST = {"words": 8, "position": 1}  # sentences that have a feature
L2 = 20.0
SOFTNESS = 0.3
STEPS, RATE = 100, 0.05
AGREED = 0.7  # of confidence: four of five annotators or more
GROUPS = ("words", "position", "transitions")
SIZE = len(CLASSES)


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract's features by sentence, with its classes (n,) and their confidence (n,)."""

    features: Sequence[Sequence[str]]
    classes: Integers
    confidence: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """All sentences: the rows of their features, and where each abstract's are, padded."""

    rows: Integers  # of every feature of every sentence
    owners: Integers  # the sentence of each of them
    classes: Integers
    confidence: Floats
    places: Integers  # (abstracts, longest)
    mask: NDArray[np.bool_]


def main() -> None:
    """Fit, write, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--ablation", action="store_true")
    arguments = parser.parse_args()
    train, dev = (
        read(arguments.data / f"sentence_roles/csabstruct_{p}.jsonl") for p in ("train", "dev")
    )
    structured = arguments.data / "collections/scifact/corpus.jsonl.gz"
    train += read_structured(structured, odd=False)
    names, emissions, transitions = fit(train, GROUPS)
    np.savez_compressed(
        WEIGHTS,
        features=np.frombuffer("\n".join(names).encode(), np.uint8),
        emissions=emissions.astype(np.float16),
        transitions=transitions.astype(np.float16),
    )
    print(f"{len(names)} features, {WEIGHTS.stat().st_size / 1000:.0f} kB")
    for part in (dev, read_structured(structured, odd=True)):
        report(part, predict(part, names, emissions, transitions))
    for group in GROUPS if arguments.ablation else ():
        without = predict(dev, *fit(train, [g for g in GROUPS if g != group]))
        print(f"without {group}: micro-F1 {100 * np.mean(without == labels(dev)):.1f}")


def read(path: Path) -> list[Abstract]:
    """Read a part of CSAbstruct."""
    abstracts = []
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            classes = np.array([CLASSES.index(label) for label in row["labels"]])
            features = extract_features(row["sentences"])
            abstracts.append(Abstract(features, classes, np.array(row["confs"], float)))
    return abstracts


def read_structured(path: Path, *, odd: bool) -> list[Abstract]:
    """Read SciFact's abstracts of which each sentence stands under a label of one role."""
    abstracts = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            spans = split_abstract(row["text"])
            roles = [read_label(span.label) if span.label else "" for span in spans]
            if spans and set(roles) <= set(CLASSES) and int(row["_id"]) % 2 == odd:
                classes = np.array([CLASSES.index(Role(role)) for role in roles])
                features = extract_features([span.text for span in spans])
                abstracts.append(Abstract(features, classes, np.ones(len(spans))))
    return abstracts


def labels(abstracts: Sequence[Abstract]) -> Integers:
    """Return the classes of all sentences."""
    return np.concatenate([a.classes for a in abstracts])


def report(abstracts: Sequence[Abstract], found: Integers) -> None:
    """Print micro-F1 (which is accuracy), all and where annotators agree, and F1 by class."""
    truth, confidence = labels(abstracts), np.concatenate([a.confidence for a in abstracts])
    right = found == truth
    print(f"micro-F1 {100 * right.mean():.1f} on {len(truth)} sentences")
    for low, high in ((0.0, 0.5), (0.5, AGREED), (AGREED, 2.0)):
        some = (confidence >= low) & (confidence < high)
        print(
            f"  of confidence {low} to {min(high, 1.0)}: {100 * right[some].mean():.1f} "
            f"({some.sum()} sentences)"
        )
    for k, role in enumerate(CLASSES):
        hits = (right & (truth == k)).sum()
        agreed = (truth == k) & (confidence >= AGREED)
        precision, recall = hits / max((found == k).sum(), 1), hits / (truth == k).sum()
        print(
            f"  {role}: precision {100 * precision:.0f}, recall {100 * recall:.0f}, F1 "
            f"{200 * hits / ((found == k).sum() + (truth == k).sum()):.0f}; recall where agreed "
            f"{100 * right[agreed].mean():.0f}"
        )


def predict(
    abstracts: Sequence[Abstract], names: Sequence[str], emissions: Floats, transitions: Floats
) -> Integers:
    """Return the best classes of all sentences."""
    table = tabulate(abstracts, names)
    scores = score(table, emissions).astype(np.float32)
    weights = transitions.astype(np.float32)
    parts = [decode(scores[a[m]], weights) for a, m in zip(table.places, table.mask, strict=True)]
    return np.concatenate(parts)


def fit(abstracts: Sequence[Abstract], groups: Sequence[str]) -> tuple[list[str], Floats, Floats]:
    """Return features, emissions (f, 5) and transitions (7, 5) of least loss, by Adam."""
    counts = Counter(f for a in abstracts for features in a.features for f in set(features))
    names = sorted(
        f for f, n in counts.items() if (kind := group_of(f)) in groups and n >= LEAST[kind]
    )
    table = tabulate(abstracts, names)
    targets = np.repeat((SOFTNESS * (1 - table.confidence) / (SIZE - 1))[:, None], SIZE, axis=1)
    targets[np.arange(len(targets)), table.classes] += 1 - SIZE * targets[:, 0]
    wanted = targets[table.places] * table.mask[..., None]
    passed = np.einsum("bni,bnj->ij", wanted[:, :-1] * table.mask[:, 1:, None], wanted[:, 1:])
    everyone, ends = np.arange(len(wanted)), table.mask.sum(axis=1) - 1
    weights = [np.zeros((len(names), SIZE)), np.zeros((SIZE + 2, SIZE))]
    mean, square = [[np.zeros_like(w) for w in weights] for _ in range(2)]
    for step in range(1, STEPS + 1):
        likely, pairs = marginals(score(table, weights[0])[table.places], table.mask, weights[1])
        excess = (likely - wanted) * table.mask[..., None]
        sentences = np.zeros_like(targets)
        sentences[table.places[table.mask]] = excess[table.mask]
        gradient = [
            gather(table.rows, sentences[table.owners], len(names)),
            np.vstack(
                [excess[:, 0].sum(axis=0), pairs - passed, excess[everyone, ends].sum(axis=0)]
            )
            * ("transitions" in groups),
        ]
        rate = RATE * min(1.0, 3 * (1 - step / STEPS) + 0.05)
        for w, g, m, v in zip(weights, gradient, mean, square, strict=True):
            g += L2 * w
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return names, weights[0], weights[1]


def group_of(feature: str) -> str:
    """Return the group that a feature belongs to."""
    return "position" if feature.startswith("@") else "words"


def tabulate(abstracts: Sequence[Abstract], names: Sequence[str]) -> Table:
    """Replace the features by their rows, without unknown ones."""
    known = {name: row for row, name in enumerate(names)}
    sentences = [features for a in abstracts for features in a.features]
    rows = [[known[f] for f in features if f in known] for features in sentences]
    lengths = np.array([len(a.features) for a in abstracts])
    mask = np.arange(lengths.max()) < lengths[:, None]
    places = np.zeros(mask.shape, np.int64)
    places[mask] = np.arange(len(sentences))
    return Table(
        np.array([row for found in rows for row in found]),
        np.repeat(np.arange(len(rows)), [len(found) for found in rows]),
        labels(abstracts),
        np.concatenate([a.confidence for a in abstracts]),
        places,
        mask,
    )


def score(table: Table, emissions: Floats) -> Floats:
    """Return the score of each class of each sentence (sentences, 5)."""
    return gather(table.owners, emissions[table.rows], len(table.classes))


def gather(places: Integers, values: Floats, size: int) -> Floats:
    """Sum values (n, 5) by place (n,) into (size, 5)."""
    sums = [np.bincount(places, values[:, k], minlength=size) for k in range(SIZE)]
    return np.stack(sums, axis=1)


def marginals(scores: Floats, mask: NDArray[np.bool_], weights: Floats) -> tuple[Floats, Floats]:
    """Return the probability of each class (abstracts, longest, 5), and of all pairs (5, 5)."""
    first, between, last = weights[0], weights[1:-1], weights[-1]
    ahead, behind = np.zeros_like(scores), np.zeros_like(scores)
    ahead[:, 0] = scores[:, 0] + first
    longest = scores.shape[1]
    for i in range(1, longest):
        reached = log_sum(ahead[:, i - 1, :, None] + between, 1) + scores[:, i]
        ahead[:, i] = np.where(mask[:, i, None], reached, ahead[:, i - 1])
    behind[:, -1] = last
    for i in range(longest - 2, -1, -1):
        left = log_sum(between + (scores[:, i + 1] + behind[:, i + 1])[:, None], 2)
        behind[:, i] = np.where(mask[:, i + 1, None], left, behind[:, i + 1])
    whole = log_sum(ahead[:, -1] + last, 1)[:, None, None]
    pairs = np.zeros_like(between)
    for i in range(1, longest):
        some = mask[:, i]
        after = (scores[some, i] + behind[some, i])[:, None]
        pairs += np.exp(ahead[some, i - 1, :, None] + between + after - whole[some]).sum(axis=0)
    return np.exp(ahead + behind - whole), pairs


def log_sum(values: Floats, axis: int) -> Floats:
    """Return log(sum(exp(values))) over an axis."""
    top = values.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total


if __name__ == "__main__":
    main()
