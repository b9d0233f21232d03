"""Measure which sentences are shown as the problem, method, data, results and limitations.

Run: python -m benchmarks.measure.written_cells DATA
The sentences are those of `benchmarks/fit/written/questions.jsonl` (abstracts in DATA/scale) that
the cross-encoder was not fitted on. Printed is, by aspect, how many rows of a comparison are filled
and how many of these have a sentence that states it; and how many are blank, rightly or not. The
weights and thresholds were chosen on these abstracts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import typer

from benchmarks.written import read_written
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.quotes.aspects import choose_row
from bot.quotes.sentences import list_sentences

_LABELS: Mapping[str, str] = {
    "problem": "problem",
    "method": "method",
    "data": "data",
    "results": "result",
    "limitations": "limitation",
}


def main(data: Path) -> None:
    """Measure, and print."""
    read = CrossEncoder()
    counts: Counter[tuple[str, bool, bool]] = Counter()  # aspect, filled, right
    for one in read_written(data, "questions", held_out=True):
        sentences = list_sentences([Excerpt(1, one.to_paper())])
        for aspect, label in _LABELS.items():
            stating = one.row["cells"][label]
            row = choose_row(aspect, one.title, sentences, read)
            right = any(place in stating for place in row) if row else not stating
            counts[aspect, bool(row), right] += 1
    for aspect in _LABELS:
        filled, blank = (
            (counts[aspect, full, True], counts[aspect, full, True] + counts[aspect, full, False])
            for full in (True, False)
        )
        print(
            f"{aspect:12} filled {filled[1]}, right {filled[0]}; blank {blank[1]}, right {blank[0]}"
        )


if __name__ == "__main__":
    typer.run(main)
