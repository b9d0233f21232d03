"""Rate how surely each sentence of an abstract states its paper's own problem, method and so on.

The cross-encoder answers a question about the paper's own work, and the points of `own_work` for
wording add a little, but for results. `limitations` tells those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.quotes.limitations import rate_limitations
from bot.quotes.own_work import Aspect, score_sentences
from retrieval.text.sentence_roles import Role

QUESTIONS: Mapping[Aspect, str] = MappingProxyType(
    {
        "problem": "What problem does the paper address?",
        "method": "What method does the paper propose?",
        "data": "What data or benchmarks does the paper use?",
        "results": "What are the results?",
    }
)
"""What the cross-encoder was fitted on: it answers them of a paper's own work, not of a rival's."""


class Weights(NamedTuple):
    """Log odds: always, for each of the cross-encoder's, and for each point."""

    always: float
    answers: float
    points: float


WEIGHTS: Mapping[Aspect, Weights] = MappingProxyType(
    {
        "problem": Weights(-2.3, 0.63, 0.75),
        "method": Weights(-2.5, 0.69, 0.41),
        "data": Weights(-2.1, 0.69, 0.51),
        "results": Weights(-0.95, 0.96, 0.0),
    }
)
"""A logistic regression over the abstracts that the cross-encoder was not fitted on."""

_RIVAL_COST = 6.0  # log odds of a result in a sentence that begins with the work of others

AspectOdds = Mapping[Aspect, Sequence[float]]
"""For each aspect, the log odds that a sentence states it, in order."""


def rate_aspects(
    title: str, sentences: Sequence[str], roles: Sequence[Role], read: ReadPair
) -> AspectOdds:
    """Return how surely each sentence of one abstract states each aspect."""
    texts = [f"{title}. {sentence}" for sentence in sentences]
    answers = {aspect: rate_answers(read, QUESTIONS[aspect], texts) for aspect in WEIGHTS}
    own = score_sentences(title, sentences, roles)
    odds: dict[Aspect, Sequence[float]] = {
        aspect: [
            always + weight * likely + points * one.points[aspect]
            for likely, one in zip(answers[aspect], own, strict=True)
        ]
        for aspect, (always, weight, points) in WEIGHTS.items()
    }
    odds["results"] = [
        likely - _RIVAL_COST * one.on_rivals
        for likely, one in zip(odds["results"], own, strict=True)
    ]
    return {**odds, "limitations": rate_limitations(title, sentences, own, read)}
