"""Judge the sets that nothing was fitted on, and print what a threshold keeps and lets through."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit.grounding_model.contrasts import judge_contrasts
from benchmarks.fit.grounding_model.data import (
    Pair,
    build_premise,
    public_set,
    read_pairs,
    scifact_claims,
    scifact_pair,
    write_pairs,
)
from benchmarks.fit.grounding_model.written import dev_written, unseen_claims
from benchmarks.grounding_data import of_collections, read_lines
from retrieval.paper import Paper

HELD_OUT = Path(__file__).parents[3] / "tests/verification/held_out.jsonl"
_BY_KIND = ("held_out", "written_dev", "contrasts")
TESTED_ONLY = ("healthver", "covidfact", "attributionbench")
_OWN = ("scifact_dev", "held_out", "written_dev", "unseen_claims", "contrasts")
Scorer = Callable[[Sequence[Pair]], NDArray[np.float32]]
"""Gives the probabilities of the three labels for each pair."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set shows: area under the curve, best balanced accuracy and its threshold."""

    pairs: int
    area: float
    balanced: float
    threshold: float


def sets_to_judge(data: Path, cache: Path) -> dict[str, list[Pair]]:
    """Return the visible sets by name, from `cache` where they were built before."""
    cache.mkdir(parents=True, exist_ok=True)
    found = {}
    for name in (*TESTED_ONLY, *_OWN):
        path = cache / f"{name}.jsonl.gz"
        if not path.exists():
            write_pairs(path, _build(data, name))
        found[name] = list(read_pairs(path))
    return found


def _build(data: Path, name: str) -> Iterator[Pair]:
    if name == "held_out":
        yield from _held_out(data)
    elif name == "written_dev":
        yield from dev_written(data)
    elif name == "unseen_claims":
        yield from unseen_claims(data)
    elif name == "contrasts":
        yield from judge_contrasts(data)
    elif name == "scifact_dev":
        yield from (scifact_pair(claim) for claim in scifact_claims(data, dev=True))
    else:
        yield from public_set(data, name)


def _held_out(data: Path) -> Iterator[Pair]:
    for row, paper in read_held_out(data):
        premise = build_premise(paper.title, paper.abstract, row["text"])
        yield Pair(premise, row["text"], "supported" if row["true"] else "unsupported", row["kind"])


def read_held_out(data: Path) -> Iterator[tuple[dict[str, Any], Paper]]:
    """Yield the held-out sentences (`text`, `true`, `kind`), each with its paper."""
    rows = read_lines(HELD_OUT)
    found = of_collections(data, [row["paper"] for row in rows])
    for row in rows:
        yield row, found[row["paper"]["collection"], str(row["paper"]["key"])]


def sampled(sets: Mapping[str, list[Pair]], most: int, seed: int = 14) -> dict[str, list[Pair]]:
    """Return up to `most` pairs of each set, for a look while the fit runs."""
    return {
        name: random.Random(seed).sample(pairs, min(most, len(pairs)))
        for name, pairs in sets.items()
    }


def figures(support: NDArray[np.float32], true: NDArray[np.bool_]) -> Figures:
    """Return the figures of a set by the probability of support of each of its pairs."""
    order = np.argsort(-support, kind="stable")
    kept = np.cumsum(true[order]) / max(1, true.sum())
    passed = np.cumsum(~true[order]) / max(1, (~true).sum())
    balanced = (kept + 1 - passed) / 2
    balanced[:-1][support[order][1:] == support[order][:-1]] = 0  # a threshold cannot part ties
    best = int(balanced.argmax())
    ranks = _ranks(support)
    positives, negatives = int(true.sum()), int((~true).sum())
    area = (ranks[true].sum() - positives * (positives + 1) / 2) / max(1, positives * negatives)
    return Figures(len(true), float(area), float(balanced[best]), float(support[order][best]))


def _ranks(values: NDArray[np.float32]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[inverse]


def print_table(sets: Mapping[str, list[Pair]], score: Scorer) -> dict[str, NDArray[np.float32]]:
    """Print each set's figures and the curve of thresholds; return the support of each pair."""
    supports = {name: score(pairs)[:, 0] for name, pairs in sets.items()}
    for name, pairs in sets.items():
        found = figures(supports[name], _true(pairs))
        print(
            f"{name:17} {found.pairs:5} area {found.area:.3f} "
            f"balanced {found.balanced:.3f} at {found.threshold:.2f}"
        )
    print("threshold: kept / let through, by set; then the held-out kinds judged rightly")
    kinds = sorted({pair.kind for name in _BY_KIND for pair in sets.get(name, [])})
    print("      " + " ".join(f"{name[:11]:>11}" for name in sets) + "  " + " ".join(kinds))
    for threshold in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98):
        cells = [
            f"{kept:.2f}/{passed:.2f}".rjust(11)
            for kept, passed in (
                _at(supports[name], _true(pairs), threshold) for name, pairs in sets.items()
            )
        ]
        print(f"{threshold:5.2f} {' '.join(cells)}  {_by_kind(sets, supports, threshold, kinds)}")
    return supports


def _by_kind(
    sets: Mapping[str, list[Pair]],
    supports: Mapping[str, NDArray[np.float32]],
    threshold: float,
    kinds: Sequence[str],
) -> str:
    cells = []
    for kind in kinds:
        right = [
            (support >= threshold) == (pair.label == "supported")
            for name in _BY_KIND
            for pair, support in zip(sets.get(name, []), supports.get(name, []), strict=True)
            if pair.kind == kind
        ]
        cells.append(f"{np.mean(right):.2f}".rjust(len(kind)))
    return " ".join(cells)


def _true(pairs: Sequence[Pair]) -> NDArray[np.bool_]:
    return np.array([pair.label == "supported" for pair in pairs])


def _at(
    support: NDArray[np.float32], true: NDArray[np.bool_], threshold: float
) -> tuple[float, float]:
    passed = support >= threshold
    return float(passed[true].mean()), float(passed[~true].mean())
