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

import numpy as np

from benchmarks.figures import find_figures
from benchmarks.fit.logistic import fit_logistic, predict_held_out, print_weights
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
                    rows.append(((max(seen.answers), seen.whole), key == "asked", one.title))
    features, stated = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    odds = predict_held_out(features, stated, [row[2] for row in rows])
    yes, no = odds[stated], odds[~stated]
    print(f"{len(yes)} stated, {len(no)} not; area {find_figures(odds, stated).area:.3f}")
    for limit in _LIMITS:
        print(f"below {limit}: {(yes < limit).mean():.3f} of the stated, {(no < limit).mean():.3f}")
    print_weights(("bias", "best sentence", "whole"), fit_logistic(features, stated))


def _no_relevance(question: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


if __name__ == "__main__":
    main()
