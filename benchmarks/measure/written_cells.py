"""Measure which sentences are shown as the problem, method, data, results and limitations.

Run: python -m benchmarks.measure.written_cells DATA
The sentences are those of `benchmarks/fit/written/questions.jsonl` (abstracts in DATA/scale) that
the cross-encoder was not fitted on. Printed is, by aspect, how many rows of a comparison are filled
and how many of these have a sentence that states it; how many are blank, rightly or
not; and the share of abstracts whose likeliest sentence is right, by the cross-encoder and by the
points of wording (`own_work`). The weights and thresholds were chosen on these abstracts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.written import read_written
from bot.grounding.cross_encoder import CrossEncoder
from bot.quotes.aspects import AspectOdds, rate_aspects
from bot.quotes.own_work import ASPECTS, Aspect, score_sentences
from bot.quotes.rows import divide_into_rows
from retrieval.text.sentence_roles import classify_sentences

_LABELS: Mapping[Aspect, str] = {
    "problem": "problem",
    "method": "method",
    "data": "data",
    "results": "result",
    "limitations": "limitation",
}


@dataclass(frozen=True, slots=True)
class Rated:
    """The sentences of an abstract, their log odds and points, and which state what."""

    sentences: Sequence[str]
    odds: AspectOdds
    points: AspectOdds
    stating: Mapping[Aspect, Sequence[int]]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    found = list(_rate(parser.parse_args().data))
    print(f"{len(found)} abstracts")
    for aspect in ASPECTS:
        print(describe(aspect, found))


def describe(aspect: Aspect, found: Sequence[Rated]) -> str:
    """Return a line on the rows of an aspect."""
    filled, blank = [], []
    for one in found:
        if row := divide_into_rows(one.sentences, one.odds).get(aspect):
            filled.append(any(place in one.stating[aspect] for place in row))
        else:
            blank.append(not one.stating[aspect])
    ours = _share_right(aspect, [one.odds for one in found], found)
    points = _share_right(aspect, [one.points for one in found], found)
    return (
        f"{aspect:12} filled {len(filled)}, right {sum(filled)}; not stated {len(blank)}, right "
        f"{sum(blank)}; likeliest right {ours:.2f}, by points {points:.2f}"
    )


def _share_right(aspect: Aspect, rated: Sequence[AspectOdds], found: Sequence[Rated]) -> float:
    right = [
        max(range(len(odds[aspect])), key=odds[aspect].__getitem__) in one.stating[aspect]
        for odds, one in zip(rated, found, strict=True)
        if one.stating[aspect]
    ]
    return sum(right) / len(right) if right else 0.0


def _rate(data: Path) -> Iterator[Rated]:
    read = CrossEncoder()
    for one in read_written(data, "questions", held_out=True):
        roles = classify_sentences(one.sentences)
        own = score_sentences(one.title, one.sentences, roles)
        yield Rated(
            one.sentences,
            rate_aspects(one.title, one.sentences, roles, read),
            {aspect: [each.points[aspect] for each in own] for aspect in ASPECTS},
            {aspect: one.row["cells"][label] for aspect, label in _LABELS.items()},
        )


if __name__ == "__main__":
    main()
