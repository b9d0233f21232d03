"""Tell yes or no from the sentence that decides, where it is plain enough.

Quotes carry a verdict only where the sentence has the question's words, nothing turns or hedges
it, and the cross-encoder of the check agrees; otherwise the sentence stands alone. On 82 questions
of both libraries, all 12 verdicts so given are right (docs/decisions/0048).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.lead import LeadKey
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.cross_encoder import ReadPair

MIN_RELEVANCE = 0.5
"""The relevance (a logit) below which the best sentence does not answer the question."""

_MIN_COVERED_FOR_YES = 0.6  # of the claim's words, by weight
_MIN_COVERED_FOR_NO = 0.4
_MIN_COVERED_BY_TITLE = 0.95
_MIN_PROBABILITY = 0.5
_TURNS = re.compile(
    r"\bun(?!i|der|til|d)\w{4,}|"
    r"\b(?:no|not|none|neither|never|without|nor|cannot|n't|fails?|failed|poor|poorly|worse|"
    r"unable|impossible|hardly|"
    r"little|instead of|rather than|free of|drops?|lacks?|less|absent|\w+-free|nothing|don't|"
    r"doesn't)\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(
    r"\b(?:no|not|none|neither|never|without|nor|cannot|fails?|almost no|\w+-free|struggle)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:most|some|comparable|but|although|except|depending|moderate|competitive|partly|while|"
    r"however|prior|earlier|"
    r"standard|usual|traditional|previous|existing|aims?|whether|replaces?|often|sometimes|"
    r"only)\b|\?",
    re.IGNORECASE,
)


def find_verdict(claim: str, sentence: str, title: str, read: ReadPair) -> LeadKey | None:
    """Return `yes` or `no` if a sentence of the paper with that title decides, else None."""
    if _TURNS.search(claim) or _HEDGES.search(sentence):
        return None
    weights = weigh_words(claim)
    stems = find_stems(f"{title} {sentence}")
    total = sum(weights.values())
    covered = sum(w for stem, w in weights.items() if stem in stems) / total if total else 0.0
    judged = [read(sentence, claim), read(f"{title}. {sentence}", claim)]
    if covered >= _MIN_COVERED_FOR_YES and not _TURNS.search(sentence):
        return "yes" if _mean([one.supported for one in judged]) > _MIN_PROBABILITY else None
    if covered >= _MIN_COVERED_FOR_NO and _NEGATES.search(sentence):
        denied = min(one.contradicted for one in judged)
        return "no" if denied > _MIN_PROBABILITY else None
    return None


def is_in_title(claim: str, title: str) -> bool:
    """Tell whether a title has all words of a claim and turns or hedges none."""
    weights = weigh_words(claim)
    stems = find_stems(title)
    shared = sum(weight for stem, weight in weights.items() if stem in stems)
    plain = not (_TURNS.search(claim) or _TURNS.search(title) or _HEDGES.search(title))
    return plain and bool(weights) and shared >= _MIN_COVERED_BY_TITLE * sum(weights.values())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
