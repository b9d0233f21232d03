"""Fit whether an abstract states what a question asks for.

Run: python -m benchmarks.fit.answerability DATA
The questions are those of `questions.jsonl` and `described.jsonl` of `benchmarks/fit/written`,
answered and unanswered, about the abstracts that the cross-encoder was not fitted on (which are in
DATA/scale). A logistic
regression gives the weights of `bot/answerability/reading.py`. Printed are, cross-validated over
abstracts, the area under the curve, and for some limits the shares of both kinds of questions that
stay below; then the weights of all. Nothing is drawn at random.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fit.answer_sentences import fit_logistic, read_with_papers
from benchmarks.fit.grounding_model.asked import is_held_out
from benchmarks.fit.grounding_model.described import is_held_out as is_described_held_out
from bot.answerability.reading import read_paper
from bot.grounding.cross_encoder import CrossEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PARTS = 5
_LIMITS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    read = CrossEncoder()
    rows: list[tuple[float, float, float]] = []
    stated: list[bool] = []
    parts: list[int] = []
    data: Path = parser.parse_args().data
    named = read_with_papers(data, "questions.jsonl")
    described = read_with_papers(data, "described.jsonl")
    held_out = [one for one in named if is_held_out(one[0].paper_id)]
    held_out += [one for one in described if is_described_held_out(one[0].paper_id)]
    for paper, row in held_out:
        asked = [
            (q["question"], key == "asked") for key in ("asked", "unanswered") for q in row[key]
        ]
        for question, is_stated in asked:
            reading = read_paper(read, _no_relevance, question, paper)
            rows.append((1.0, max(reading.answers), reading.whole))
            stated.append(is_stated)
            parts.append(zlib.crc32(paper.paper_id.encode()[::-1]) % _PARTS)
    _report(np.array(rows), np.array(stated), np.array(parts))


def _no_relevance(question: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


def _report(rows: Floats, stated: NDArray[np.bool_], parts: NDArray[np.int_]) -> None:
    odds = np.zeros(len(rows))
    for part in range(_PARTS):
        held = parts == part
        odds[held] = rows[held] @ fit_logistic(rows[~held], stated[~held])
    yes, no = odds[stated], odds[~stated]
    area = (yes[:, None] > no[None]).mean()
    print(f"{len(yes)} stated, {len(no)} not; area under the curve {area:.3f}")
    for limit in _LIMITS:
        print(f"below {limit}: {(yes < limit).mean():.3f} of the stated, {(no < limit).mean():.3f}")
    print("weights (constant, best sentence, whole):", fit_logistic(rows, stated).round(2))


if __name__ == "__main__":
    main()
