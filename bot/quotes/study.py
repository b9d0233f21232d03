"""Choose what the abstract of a study states of its question, its design and its outcome.

The model of web search says how near a sentence comes to what such sentences say, the
cross-encoder what it answers, and its role in the abstract what it is for. The weights are those
of conditional logits, rounded, and the floors were chosen with them, on 34 abstracts of SciFact
that were labeled by hand; docs/benchmarks.md has the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.quotes.passages import Passage
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentence_roles import Role

_ASKING = ("aim of the study", "we investigated whether", "it is unknown whether")
"""What a sentence that states the question of a study is near to."""
_DESIGN = "Who or what was studied?"
_INTERVENTION = "What treatment, exposure or intervention was studied?"
_RESULTS = "What are the results?"
_BEFORE = {Role.BACKGROUND, Role.OBJECTIVE}
_MIN_QUESTION, _MIN_DESIGN, _MIN_INTERVENTION, _MIN_OUTCOME = -8.3, 0.9, 0.0, -0.3
_LEAST_RESULT = -2.0  # log odds: below, a sentence is no result, and that is all


def choose_question(
    title: str, found: Sequence[Passage], rate: RateRelevance, read: ReadPair
) -> list[Passage]:
    """Return the sentence that says what a study asks, or what was unknown before it."""
    texts = [passage.text for passage in found]
    near = [rate(asking, texts) for asking in _ASKING]
    begins = next((i for i, one in enumerate(found) if one.role not in _BEFORE), len(found))
    rated = [
        sum(logits) / len(_ASKING)
        + 0.75 * (one.role in _BEFORE)
        + 1.2 * (i == begins - 1)
        - 0.3 * result
        for i, (one, result, *logits) in enumerate(
            zip(found, _rate_results(title, found, read), *near, strict=True)
        )
    ]
    return _pick(found, rated, _MIN_QUESTION)


def choose_design(title: str, found: Sequence[Passage], read: ReadPair) -> list[Passage]:
    """Return the sentence on who or what was studied, and how; with one on what was tried on them.

    The second is left out where the first says it, or none surely does.
    """
    begins = next((i for i, one in enumerate(found) if one.role is Role.METHOD), None)
    rated = [
        0.6 * studied - 0.2 * result + 0.5 * (one.role is Role.METHOD) + 1.3 * (i == begins)
        for i, (one, studied, result) in enumerate(
            zip(
                found,
                _rate(_DESIGN, title, found, read),
                _rate_results(title, found, read),
                strict=True,
            )
        )
    ]
    design = _pick(found, rated, _MIN_DESIGN)
    tried = _pick(found, _rate(_INTERVENTION, title, found, read), _MIN_INTERVENTION)
    more = [one for one in tried if design and one.role is Role.METHOD and one not in design]
    return sorted([*design, *more], key=lambda one: one.place)


def choose_outcome(title: str, found: Sequence[Passage], read: ReadPair) -> list[Passage]:
    """Return the sentence that most surely says what came of a study."""
    answers = _rate(_RESULTS, title, found, read)
    rated = [
        answer - 3.0 * (one.role in _BEFORE) for one, answer in zip(found, answers, strict=True)
    ]
    return _pick(found, rated, _MIN_OUTCOME)


def _pick(found: Sequence[Passage], rated: Sequence[float], least: float) -> list[Passage]:
    best = max(range(len(found)), key=rated.__getitem__, default=None)
    return [] if best is None or rated[best] < least else [found[best]]


def _rate_results(title: str, found: Sequence[Passage], read: ReadPair) -> list[float]:
    return [max(answer, _LEAST_RESULT) for answer in _rate(_RESULTS, title, found, read)]


def _rate(question: str, title: str, found: Sequence[Passage], read: ReadPair) -> list[float]:
    return rate_answers(read, question, [f"{title}. {passage.text}" for passage in found])
