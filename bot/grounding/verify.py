"""Judge a sentence by abstracts: its very words, what rules object to, and how near its meaning is.

In this order: a sentence that says nothing is unsupported; one that an abstract has word for word
is supported; one in another language is judged by rules alone; any other by rules and meaning
together (`likelihood`), and by a model of entailment where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.alignment import align
from bot.grounding.classifier import (
    ENOUGH,
    LEAST_ODDS,
    MOST_ODDS,
    combine_with_nli,
    features,
    likelihood,
)
from bot.grounding.encoded_abstract import Read, Reader, Reading, together
from bot.grounding.exact_match import verbatim
from bot.grounding.language import can_be_weighed
from bot.grounding.nli import EntailmentModel, nli_log_odds
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.run import run_rules
from bot.grounding.similarity import meaning, nearest
from bot.grounding.verdict import Verdict
from retrieval.paper import Evidence, Paper

NOTHING_SAID = "it says nothing that could be checked"
NO_ABSTRACT = "there is no abstract"
NOT_SAID = "the abstract does not say it"

_SURE = 0.95  # the weight of an objection that no meaning outweighs
_OVERRULED = 0.2  # the most that a sentence with such an objection scores
_SPEAKS_OF_IT = 0.5  # the least probability that an abstract speaks of what it is said to deny
_MARGIN = 0.12  # of the score around the working point, within which a judge may be asked


def judge(
    text: str, papers: Sequence[Paper], reader: Reader, entails: EntailmentModel | None = None
) -> Verdict:
    """Return the best verdict that one of `papers`, or all of them together, give on `text`."""
    stated = [paper for paper in papers if paper.abstract.strip()]
    if not stated:
        return Verdict("unsupported", 0.0, None, NO_ABSTRACT)
    for paper in stated:
        if span := verbatim(text, paper):
            return Verdict("supported", 1.0, span)
    if text.rstrip().endswith("?") or not any(c.isalnum() for c in text):
        return Verdict("unsupported", 0.0, None, NOTHING_SAID)
    sentence = reader.sentence(text)
    if not sentence.words:
        return Verdict("unsupported", 0.0, None, NOTHING_SAID)
    readings = [reader.abstract(paper) for paper in stated]
    found = [_judged(sentence, reading, entails) for reading in readings]
    best = max(found, key=lambda one: one.rank)
    denied = max((one.said for one in found if one.verdict.label == "contradicted"), default=0.0)
    if best.verdict.label == "supported" and best.said < denied:
        best = max(found, key=lambda one: one.said)
    elif best.verdict.label != "supported" and not denied and len(readings) > 1:
        jointly = _judged(sentence, together(readings), entails)
        best = max(best, jointly, key=lambda one: one.rank)
    return best.verdict


@dataclass(frozen=True, slots=True)
class _Judged:
    """A verdict, and how likely the abstract speaks of what the sentence says."""

    verdict: Verdict
    said: float

    @property
    def rank(self) -> tuple[int, float]:
        """What orders the verdicts of several papers: the first counts.

        One that supports goes before one that contradicts, and this before one that is silent.
        """
        order = ("unsupported", "contradicted", "supported")
        return order.index(self.verdict.label), self.verdict.score


def _judged(sentence: Read, reading: Reading, entails: EntailmentModel | None) -> _Judged:
    aligned = align(sentence, reading)
    near = nearest(sentence, reading, aligned)
    spans, places = reading.sentences, [k - 1 for k in near.near]
    found, signs = run_rules(sentence.text, spans, places, reading.title)
    heaviest = found[0] if found else None
    evidence = reading.evidence(near.best)
    if not can_be_weighed(sentence.text):
        return _Judged(_by_rules(heaviest, evidence, reading), 0.0)
    meant = meaning(sentence, reading, aligned, near)
    coarse = reading.word_vectors is None
    weighing = features(meant, signs)
    likely = likelihood(weighing, coarse=coarse)
    score = likely.score
    if entails is not None and not coarse:

        def scored(odds: tuple[float, float]) -> float:
            return combine_with_nli(weighing, likely, odds)

        # The model is asked where it can turn the scale.
        score = max(scored((least, least)) for least in (LEAST_ODDS, 0.0, MOST_ODDS))
        if score >= ENOUGH and (heaviest is None or heaviest.weight < _SURE):
            score = scored(nli_log_odds(entails, sentence.text, reading, near))
    if heaviest is not None and heaviest.weight >= _SURE:
        score = min(score, _OVERRULED)
    doubtful = abs(score - ENOUGH) < _MARGIN
    opposed = next((o for o in found if o.contradicts), None)
    if score >= ENOUGH:
        verdict = Verdict("supported", score, evidence, borderline=doubtful)
    elif opposed is not None and likely.said >= _SPEAKS_OF_IT:
        span = reading.evidence_of(opposed.span) or evidence
        verdict = Verdict("contradicted", score, span, opposed.reason, doubtful)
    else:
        reason = _why(found, likely.agrees <= likely.said)
        verdict = Verdict("unsupported", score, evidence, reason, doubtful)
    return _Judged(verdict, likely.said)


def _by_rules(heaviest: Finding | None, evidence: Evidence, reading: Reading) -> Verdict:
    """Judge a sentence that is not English by its figures and its names in Latin letters."""
    if heaviest is None or heaviest.weight < ENOUGH:
        return Verdict("supported", ENOUGH + _MARGIN / 2, evidence, borderline=True)
    span = reading.evidence_of(heaviest.span) or evidence
    return Verdict("unsupported", _OVERRULED, span, heaviest.reason, borderline=True)


def _why(found: Sequence[Finding], objected: bool) -> str:
    """Return the reason for people: the heaviest objection where that decides."""
    if found and (objected or found[0].weight >= ENOUGH):
        return found[0].reason
    return NOT_SAID
