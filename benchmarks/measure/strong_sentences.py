"""Check sentences as strong language models write them, and print which are supported.

Run: python -m benchmarks.measure.strong_sentences SENTENCES [--strict]
SENTENCES is JSON lines: title, abstract, sentence, label (supported or unsupported), kind and
field. The unsupported ones differ from the abstract in one respect. The area is that under the
curve of true sentences kept by wrong ones let through, by the score of the check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import typer

from benchmarks.figures import measure_area
from benchmarks.grounding_data import read_lines
from benchmarks.measure.grounding import Case
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper


def main(sentences: Path, strict: bool = False) -> None:
    """Check, and print the areas, then shares by field and by kind."""
    check = ClaimChecker(CrossEncoder(), "strict" if strict else "balanced")
    groups: dict[str, list[Sentence]] = defaultdict(list)
    for row, case in zip(read_lines(sentences), read_sentences(sentences), strict=True):
        verdict = check.verify(case.text, [case.paper])
        for group in _name_groups(row):
            groups[group].append(verdict)
    for field in ("", *(group[4:] for group in groups if group.startswith("true, in "))):
        true, wrong = groups[f"true{field}"], groups[f"wrong{field}"]
        scores = np.array([verdict.score for verdict in (*true, *wrong)])
        area = measure_area(scores, np.arange(len(scores)) < len(true))
        print(f"area{field:26} {area:.3f}")
    for group, found in sorted(groups.items()):
        kept = sum(verdict.supported for verdict in found)
        print(f"{group:30} {kept:4} of {len(found):4} supported, {kept / len(found):.0%}")


def read_sentences(path: Path) -> Iterator[Case]:
    """Yield the sentences, each with its paper."""
    for row in read_lines(path):
        paper = Paper(row["id"], row["title"], row["abstract"]).for_reading()
        yield Case(row["sentence"], paper, row["label"] == "supported", row["kind"])


def _name_groups(row: Mapping[str, Any]) -> Iterator[str]:
    truth = "true" if row["label"] == "supported" else "wrong"
    yield truth
    yield f"{truth}, in {row['field']}"
    yield f"{truth}, {row['kind']}"


if __name__ == "__main__":
    typer.run(main)
