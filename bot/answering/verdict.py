"""Tell yes or no from the sentence that decides a question, where it is plain enough.

The cross-encoder of the check reads the question beside the title with that sentence, and with
some others. What answer that makes likely is a logistic model, fitted by
benchmarks/fit/verdicts.py; where it is not sure, the sentence stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from bot.grounding.content_words import find_stems, weigh_shared, weigh_words
from bot.grounding.cross_encoder import Judgment, ReadPair
from bot.grounding.premise import find_nearest, join_sentences
from bot.questions.framing import strip_frame
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text import patterns as re

Verdict = Literal["yes", "no", "mixed", "not-stated"]

WEIGHTS: Final[Mapping[Verdict, tuple[float, ...]]] = MappingProxyType(
    {
        "yes": (0.25, 0.47, -0.34, -0.14, -0.01),
        "no": (0.06, -0.24, 0.72, -0.21, 0.05),
        "mixed": (-1.90, 0.05, -0.09, -0.25, 0.12),
        "not-stated": (1.59, -0.28, -0.29, 0.61, -0.17),
    }
)
"""Of a constant and of each feature of a `Decision`, in logits."""
MIN_LIKELY: Final = 0.8
"""The probability from which a verdict is given; docs/decisions/0048 says how many are right."""

_LEAST = 1e-4  # probability
_MIN_SUPPORTED_BY_TITLE = 0.4
_MIN_IN_TITLE = 0.95  # of the words of a question, by weight
_TURNS = re.compile(r"\b(?:no|not|never|without|\w{2,10}n't)\b|\?", re.IGNORECASE)
_MAX_TOGETHER = 4  # sentences that are read at once


@dataclass(frozen=True, slots=True)
class Decision:
    """What a paper says on a question, read at the sentence that decides.

    `by_title`: the title has all that is asked, which is a yes. `features` are what the verdict is
    told by otherwise: the mean logarithms of yes, no and not stated over three readings, and the
    relevance of the sentence. `alone` is the first of them, of the sentence that is quoted.
    """

    by_title: bool
    alone: Judgment
    features: tuple[float, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The answer, None where it is not sure."""
        if self.by_title:
            return "yes"
        likely = _to_probabilities(self.features)
        best = max(likely, key=lambda verdict: likely[verdict])
        opposed = self.alone.supported < self.alone.contradicted
        if best in {"yes", "no"} and opposed == (best == "yes"):
            return None  # others say so, but not the sentence that is quoted
        return best if likely[best] >= MIN_LIKELY else None


def read_at(
    place: int,
    question: str,
    title: str,
    sentences: Sequence[str],
    rate: RateRelevance,
    read: ReadPair,
) -> Decision:
    """Read a paper for a yes-or-no question at the sentence that decides.

    That is read alone, then beside the other that decides most; then those with most words of the
    question.
    """
    asked = strip_frame(question)

    def judge(*places: int) -> Judgment:
        return read(join_sentences([title, *(sentences[i] for i in sorted(places))]), asked)

    others = sorted(set(range(len(sentences))) - {place}, key=lambda i: judge(i).not_stated)
    readings = [
        judge(place),
        judge(place, *others[:1]),
        judge(*find_nearest(sentences, asked, _MAX_TOGETHER)),
    ]
    (relevance,) = rate(asked, [f"{title}. {sentences[place]}"])
    by_title = _is_in(title, asked) and judge().supported >= _MIN_SUPPORTED_BY_TITLE
    return Decision(by_title, readings[0], (*_average(readings), relevance))


def _is_in(title: str, question: str) -> bool:
    """Tell whether a title has all words of a question, and neither has one that turns them."""
    weights, stems = weigh_words(question), find_stems(title)
    shared = weigh_shared(weights, stems)
    turned = _TURNS.search(question.rstrip("?")) or _TURNS.search(title)
    return bool(weights) and not turned and shared >= _MIN_IN_TITLE * sum(weights.values())


def _to_probabilities(features: Sequence[float]) -> dict[Verdict, float]:
    scores = {
        verdict: math.exp(sum(map(math.prod, zip(weights, (1.0, *features), strict=True))))
        for verdict, weights in WEIGHTS.items()
    }
    total = sum(scores.values())
    return {verdict: score / total for verdict, score in scores.items()}


def _average(readings: Sequence[Judgment]) -> tuple[float, float, float]:
    """Return the mean logarithms of the three probabilities."""
    supported, contradicted, not_stated = (
        sum(math.log(max(value, _LEAST)) for value in values) / len(readings)
        for values in zip(
            *((one.supported, one.contradicted, one.not_stated) for one in readings), strict=True
        )
    )
    return supported, contradicted, not_stated
