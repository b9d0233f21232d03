"""Check sentences as strong language models write them, and print which are supported.

Run: python -m benchmarks.measure.strong_sentences SENTENCES [--strict]
SENTENCES is JSON lines: title, abstract, sentence, label (supported or unsupported), kind and
field. The unsupported ones differ from the abstract in one respect.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.grounding_data import read_lines
from benchmarks.measure.grounding import Case
from bot.grounding.checker import ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from retrieval.paper import Paper


def main() -> None:
    """Check, and print shares by field, then by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--strict", action="store_true")
    arguments = parser.parse_args()
    check = ClaimChecker(CrossEncoder(), "strict" if arguments.strict else "balanced")
    rows = read_lines(arguments.sentences)
    cases = read_sentences(arguments.sentences)
    passed = [check.verify(case.text, [case.paper]).label == "supported" for case in cases]
    counts = Counter(group for row in rows for group in _name_groups(row))
    kept = Counter(
        group for row, ok in zip(rows, passed, strict=True) if ok for group in _name_groups(row)
    )
    for group, count in sorted(counts.items()):
        print(f"{group:30} {kept[group]:4} of {count:4} supported, {kept[group] / count:.0%}")


def read_sentences(path: Path) -> Iterator[Case]:
    """Yield the sentences, each with its paper."""
    for row in read_lines(path):
        paper = Paper(row["id"], row["title"], row["abstract"]).for_reading()
        yield Case(row["sentence"], paper, row["label"] == "supported", row["kind"])


def _name_groups(row: Mapping[str, Any]) -> Iterator[str]:
    truth = "true" if row["label"] == "supported" else "wrong"
    yield truth
    yield f"{truth}, {row['field']}"
    yield f"{truth}, {row['kind']}"


if __name__ == "__main__":
    main()
