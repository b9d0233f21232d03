"""Check a sentence against the abstracts that it cites.

A sentence that an abstract has word for word is supported. One in another language is judged by
rules alone; any other by rules and similarity together, and by a model of entailment if there is
one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.grounding.alignment import align
from bot.grounding.citations import WrittenSentence
from bot.grounding.classifier import (
    MAX_LOG_ODDS,
    MIN_LOG_ODDS,
    MIN_SUPPORTED_SCORE,
    build_features,
    combine_with_nli,
    estimate_likelihood,
)
from bot.grounding.encoded_abstract import (
    EncodedAbstract,
    EncodedSentence,
    TextEncoder,
    join_abstracts,
)
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.language import is_english
from bot.grounding.rules.finding import Finding
from bot.grounding.rules.run import run_rules
from bot.grounding.sentence import Label, Sentence
from bot.grounding.similarity import NearestSpans, find_nearest_spans, measure_similarity
from retrieval.paper import Evidence, Paper
from retrieval.search.embedding.embedder import Embedder

NO_CITATION = "it cites no abstract"
NOTHING_SAID = "it says nothing that could be checked"
NO_ABSTRACT = "there is no abstract"
NOT_SAID = "the abstract does not say it"

_DECISIVE_WEIGHT = 0.95  # of an objection that no similarity outweighs
_MAX_OVERRULED_SCORE = 0.2  # of a sentence with such an objection
_MIN_TOPIC_PROBABILITY = 0.5  # that an abstract covers what it is said to deny
_BORDERLINE_MARGIN = 0.12  # of the score around the threshold, within which a judge may be asked
_MAX_PREMISE_SENTENCES = 3

Check = Callable[[WrittenSentence, Mapping[int, Paper]], Sentence]
"""Checks a sentence against numbered sources, ignoring unknown numbers; blocks for milliseconds."""

EntailmentModel = Callable[[str, str], float]
"""Returns the log odds that the second text follows from the first; thread-safe, blocks for some
hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the abstracts say a sentence, how surely, and where.

    `score` is from 0 to 1, higher is better supported: comparable between sentences. `span` is
    the sentence of an abstract (or its title, with a start of -1) that decided, None if none
    comes near. `reason` says in a few words what is wrong, and is empty for a supported sentence.
    `borderline`: the check alone is not sure, and a judge may be asked.
    """

    label: Label
    score: float
    span: Evidence | None = None
    reason: str = ""
    borderline: bool = False


class ClaimChecker:
    """Checks sentences. Synchronous and thread-safe; raises `EmbeddingError`.

    The classifier is fitted to MiniLM's vectors; if an embedder has no token vectors, only whole
    sentences are compared. `entails` is an additional opinion.
    """

    def __init__(self, embedder: Embedder, entails: EntailmentModel | None = None) -> None:
        self._encoder = TextEncoder(embedder)
        self._entails = entails

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the check found."""
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        verdict = self.verify(written.text, [sources[n] for n in known])
        return Sentence(
            written.text,
            known,
            supported=verdict.label == "supported",
            reason=verdict.reason,
            score=verdict.score,
            contradicted=verdict.label == "contradicted",
            evidence=(verdict.span,) if verdict.span else (),
            borderline=verdict.borderline,
        )

    def load_nli(self) -> None:
        """Load the model of entailment, so that the first sentence does not wait for it."""
        if self._entails is not None:
            self._entails("It is ready.", "It is ready.")

    def prefetch(self, paper: Paper) -> None:
        """Encode a paper, cleaned for reading, so that sentences that cite it are checked fast."""
        self._encoder.encode_abstract(paper)

    @property
    def uses_nli(self) -> bool:
        """Whether a model of entailment takes part."""
        return self._entails is not None

    def verify(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return whether any of `papers`, cleaned for reading, or all together say `text`.

        The span is the sentence of an abstract that comes nearest, or the title with a start of
        -1. A sentence that is not English is verified by its figures and names alone, and always
        borderline.
        """
        stated = [paper for paper in papers if paper.abstract.strip()]
        if not stated:
            return Verdict("unsupported", 0.0, None, NO_ABSTRACT)
        for paper in stated:
            if span := find_verbatim(text, paper):
                return Verdict("supported", 1.0, span)
        if text.rstrip().endswith("?") or not any(c.isalnum() for c in text):
            return Verdict("unsupported", 0.0, None, NOTHING_SAID)
        sentence = self._encoder.encode_sentence(text)
        if not sentence.words:
            return Verdict("unsupported", 0.0, None, NOTHING_SAID)
        abstracts = [self._encoder.encode_abstract(paper) for paper in stated]
        found = [_verify_abstract(sentence, each, self._entails) for each in abstracts]
        best = max(found, key=lambda one: one.rank)
        denied = max(
            (one.said for one in found if one.verdict.label == "contradicted"), default=0.0
        )
        if best.verdict.label == "supported" and best.said < denied:
            best = max(found, key=lambda one: one.said)
        elif best.verdict.label != "supported" and not denied and len(abstracts) > 1:
            jointly = _verify_abstract(sentence, join_abstracts(abstracts), self._entails)
            best = max(best, jointly, key=lambda one: one.rank)
        return best.verdict


@dataclass(frozen=True, slots=True)
class _AbstractVerdict:
    """A verdict, and how likely it is that the abstract covers the sentence's subject."""

    verdict: Verdict
    said: float

    @property
    def rank(self) -> tuple[int, float]:
        """The verdict's place among those of other papers: support first, then contradiction."""
        order = ("unsupported", "contradicted", "supported")
        return order.index(self.verdict.label), self.verdict.score


def _verify_abstract(
    sentence: EncodedSentence, reading: EncodedAbstract, entails: EntailmentModel | None
) -> _AbstractVerdict:
    aligned = align(sentence, reading)
    near = find_nearest_spans(sentence, reading, aligned)
    spans, places = reading.sentences, [k - 1 for k in near.near]
    found, signs = run_rules(sentence.text, spans, places, reading.title)
    heaviest = found[0] if found else None
    evidence = reading.evidence(near.best)
    if not is_english(sentence.text):
        return _AbstractVerdict(_verify_by_rules(heaviest, evidence, reading), 0.0)
    meant = measure_similarity(sentence, reading, aligned, near)
    coarse = reading.word_vectors is None
    weighing = build_features(meant, signs)
    likely = estimate_likelihood(weighing, coarse=coarse)
    score = likely.score
    if entails is not None and not coarse:

        def scored(odds: tuple[float, float]) -> float:
            return combine_with_nli(weighing, likely, odds)

        # Ask the model only where it can change the outcome.
        score = max(scored((least, least)) for least in (MIN_LOG_ODDS, 0.0, MAX_LOG_ODDS))
        if score >= MIN_SUPPORTED_SCORE and (
            heaviest is None or heaviest.weight < _DECISIVE_WEIGHT
        ):
            score = scored(nli_log_odds(entails, sentence.text, reading, near))
    if heaviest is not None and heaviest.weight >= _DECISIVE_WEIGHT:
        score = min(score, _MAX_OVERRULED_SCORE)
    doubtful = abs(score - MIN_SUPPORTED_SCORE) < _BORDERLINE_MARGIN
    opposed = next((o for o in found if o.contradicts), None)
    if score >= MIN_SUPPORTED_SCORE:
        verdict = Verdict("supported", score, evidence, borderline=doubtful)
    elif opposed is not None and likely.said >= _MIN_TOPIC_PROBABILITY:
        span = reading.find_evidence(opposed.span) or evidence
        verdict = Verdict("contradicted", score, span, opposed.reason, doubtful)
    else:
        reason = _explain(found, likely.agrees <= likely.said)
        verdict = Verdict("unsupported", score, evidence, reason, doubtful)
    return _AbstractVerdict(verdict, likely.said)


def _verify_by_rules(
    heaviest: Finding | None, evidence: Evidence, reading: EncodedAbstract
) -> Verdict:
    """Verify a sentence that is not English by its figures and its names in Latin letters."""
    if heaviest is None or heaviest.weight < MIN_SUPPORTED_SCORE:
        return Verdict(
            "supported", MIN_SUPPORTED_SCORE + _BORDERLINE_MARGIN / 2, evidence, borderline=True
        )
    span = reading.find_evidence(heaviest.span) or evidence
    return Verdict("unsupported", _MAX_OVERRULED_SCORE, span, heaviest.reason, borderline=True)


def _explain(found: Sequence[Finding], objected: bool) -> str:
    """Return the reason for people: the heaviest objection if that decided."""
    if found and (objected or found[0].weight >= MIN_SUPPORTED_SCORE):
        return found[0].reason
    return NOT_SAID


def nli_log_odds(
    entails: EntailmentModel, sentence: str, reading: EncodedAbstract, near: NearestSpans
) -> tuple[float, float]:
    """Return the log odds that a sentence follows from the nearest one, and from the nearest few.

    The few keep their order in the abstract; for an empty abstract the title is used.
    """
    texts = [reading.spans[place].text for place in sorted(near.near[:_MAX_PREMISE_SENTENCES])]
    if not texts:
        alone = entails(reading.title, sentence)
        return alone, alone
    best = entails(reading.spans[near.near[0]].text, sentence)
    return best, best if len(texts) == 1 else entails(" ".join(texts), sentence)
