"""Rate how surely each sentence of an abstract states its paper's own problem, method and so on.

The cross-encoder answers a question about the paper's own work, beside which wording (`own_work`)
adds nothing; it has seen too few limitations, which `limitations` tells by wording alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.llm.extractive.limitations import rate_limitations
from bot.llm.extractive.own_work import ASPECTS, Aspect, score_sentences

QUESTIONS: Mapping[Aspect, str] = MappingProxyType(
    {
        "problem": "What problem does the paper address?",
        "method": "What method does the paper propose?",
        "data": "What data or benchmarks does the paper use?",
        "results": "What are the results?",
        "limitations": "What are the limitations?",
    }
)
"""What the cross-encoder was fitted on: it answers them of a paper's own work, not of a rival's."""

AspectOdds = Mapping[Aspect, Sequence[float]]
"""For each aspect, the log odds that a sentence states it, in order."""


def rate_aspects(title: str, sentences: Sequence[str], read: ReadPair) -> AspectOdds:
    """Return how surely each sentence of one abstract states each aspect."""
    texts = [f"{title}. {sentence}" for sentence in sentences]
    odds: dict[Aspect, Sequence[float]] = {
        aspect: rate_answers(read, QUESTIONS[aspect], texts)
        for aspect in ASPECTS
        if aspect != "limitations"
    }
    own = score_sentences(title, sentences)
    return {**odds, "limitations": rate_limitations(sentences, own)}
