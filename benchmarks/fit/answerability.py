"""Fit whether an abstract states what a question asks for (bot/quotes/reading.py).

Run: python -m benchmarks.fit.answerability DATA
The questions are those of `questions.jsonl` and `described.jsonl` of `benchmarks/fit/written`,
answered and unanswered, about the abstracts that are set aside (in DATA/scale). Printed are, on
abstracts that the model has not seen, the area under the curve, and for some limits the shares of
both kinds of questions that stay below; then the weights of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from benchmarks.fit.logistic import Row, print_fit
from benchmarks.written import list_asked
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.quotes.reading import read_papers

_LIMITS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)


def main(data: Path) -> None:
    """Fit and print."""
    read, rows = CrossEncoder(), []
    for one, question, is_answered in list_asked(data):
        (seen,) = read_papers(read, _no_relevance, question, [Excerpt(1, one.to_paper())])
        group = "answered" if is_answered else "unanswered"
        rows.append(Row(one.title, group, (max(seen.answers), seen.whole), is_answered))
    print_fit(rows, ("best sentence", "whole"), _LIMITS)


def _no_relevance(question: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


if __name__ == "__main__":
    typer.run(main)
