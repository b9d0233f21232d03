"""Fit whether an abstract states what a question asks for (bot/answerability/reading.py).

Run: python -m benchmarks.fit.answerability DATA
The questions are those of `questions.jsonl` and `described.jsonl` of `benchmarks/fit/written`,
answered and unanswered, about the abstracts that are set aside (in DATA/scale). Printed are, on
abstracts that the model has not seen, the area under the curve, and for some limits the shares of
both kinds of questions that stay below; then the weights of all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fit.logistic import (
    Row,
    fit_logistic,
    predict_held_out,
    print_below,
    print_weights,
)
from benchmarks.written import read_written
from bot.answerability.reading import read_paper
from bot.grounding.cross_encoder import CrossEncoder

_LIMITS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    read, rows = CrossEncoder(), []
    for name in ("questions", "described"):
        for one in read_written(data, name, held_out=True):
            for key in ("asked", "unanswered"):
                for asked in one.row[key]:
                    seen = read_paper(read, _no_relevance, asked["question"], one.to_paper())
                    features = (max(seen.answers), seen.whole)
                    rows.append(Row(one.title, key, features, key == "asked"))
    print_below(rows, predict_held_out(rows), _LIMITS)
    print_weights(("bias", "best sentence", "whole"), fit_logistic(rows))


def _no_relevance(question: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


if __name__ == "__main__":
    main()
