"""Judge the claims of the visible sets as the product does, and print the curve of its errors.

Run: python -m benchmarks.measure.grounding DATA [--limit N]
DATA holds grounding/ (HealthVer, COVID-Fact, AttributionBench), collections/ and verification/
(SciFact's claims, of which those are judged that the model was not fitted on). The contrasts are
those of `benchmarks/fit/written` that it was not fitted on, each beside a false twin. The held-out
sentences are those of tests/verification/held_out.jsonl, by an author who knew neither the check
nor the sentences it is fitted on: do not read them while working on the check. `--limit` judges N
claims of each set, drawn by a seed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.figures import measure_area
from benchmarks.grounding_data import (
    PUBLIC_SETS,
    read_held_out,
    read_lines,
    scifact,
    split_premise,
)
from benchmarks.written import in_dev, read_written
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, the paper it is judged by, and whether that supports it."""

    text: str
    paper: Paper
    true: bool
    kind: str = ""


def main(data: Path, limit: int | None = None) -> None:
    """Judge, and print."""
    sets = {
        name: random.Random(14).sample(cases, min(limit, len(cases))) if limit else cases
        for name, found in read_sets(data)
        if (cases := list(found))
    }
    check = ClaimChecker(CrossEncoder(), "balanced")
    check.load()
    began = time.process_time()
    odds = {name: np.array([judge(check, case) for case in cases]) for name, cases in sets.items()}
    spent = (time.process_time() - began) / sum(map(len, sets.values()))
    print(f"processor time of a claim: {1e3 * spent:.0f} ms")
    print_curve(sets, odds)


def read_sets(data: Path) -> Iterator[tuple[str, Iterator[Case]]]:
    """Yield the visible sets by name."""
    for name in PUBLIC_SETS:
        yield name, _read_public_set(data, name)
    yield (
        "SciFact",
        (
            Case(claim.text, claim.paper, claim.label == "SUPPORT")
            for claim in scifact(data)
            if in_dev(claim.paper.paper_id)
        ),
    )
    yield "contrasts", _read_contrasts(data)
    yield (
        "held-out",
        (Case(row["text"], paper, row["true"], row["kind"]) for row, paper in read_held_out(data)),
    )


def _read_public_set(data: Path, name: str) -> Iterator[Case]:
    for row in read_lines(data / f"grounding/{name}.jsonl.gz"):
        paper = Paper("p", *split_premise(row["premise"]))
        yield Case(row["claim"], paper, row["label"] == "supported")


def _read_contrasts(data: Path) -> Iterator[Case]:
    for one in read_written(data, "contrasts", held_out=True):
        paper = one.to_paper()
        for twins in one.row["contrasts"]:
            yield Case(twins["true"], paper, True, twins["how"])
            yield Case(twins["false"], paper, False, twins["how"])


def judge(check: ClaimChecker, case: Case) -> float:
    """Return the log odds of support above the threshold of the check."""
    score = min(max(check.verify(case.text, [case.paper]).score, 1e-9), 1 - 1e-9)
    return float(np.log(score / (1 - score)))


def print_curve(sets: dict[str, list[Case]], odds: dict[str, NDArray[np.float64]]) -> None:
    """Print each set's area, and what thresholds around that of the check keep and let through."""
    true = {name: np.array([case.true for case in cases]) for name, cases in sets.items()}
    for name in sets:
        area = measure_area(odds[name], true[name])
        print(f"{name:17} {len(true[name]):5} area {area:.3f}")
    kinds = sorted({case.kind for case in sets["held-out"]})
    print("log odds above the threshold: kept / let through; held-out kinds judged rightly")
    print("       " + " ".join(f"{name[:11]:>11}" for name in sets) + "  " + " ".join(kinds))
    for shift in np.linspace(-3, 3, 25):
        cells = [_rates(odds[name], true[name], shift) for name in sets]
        right = [_right(sets["held-out"], odds["held-out"] >= shift, kind) for kind in kinds]
        print(f"{shift:+6.2f} {' '.join(cells)}  {' '.join(right)}")


def _rates(odds: NDArray[np.float64], true: NDArray[np.bool_], shift: float) -> str:
    passed = odds >= shift
    return f"{passed[true].mean():.2f}/{passed[~true].mean():.2f}".rjust(11)


def _right(cases: Sequence[Case], passed: NDArray[np.bool_], kind: str) -> str:
    found = [p == case.true for case, p in zip(cases, passed, strict=True) if case.kind == kind]
    return f"{np.mean(found):.2f}".rjust(len(kind))


if __name__ == "__main__":
    typer.run(main)
