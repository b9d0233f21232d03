"""Check a sentence against the abstracts that it cites.

A sentence that an abstract has word for word is supported. Any other is judged by the cross-encoder
and by rules of figures, names and the like, whose objections lower the model's estimate. One in
another language than English is judged by the rules alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_content_words
from bot.grounding.cross_encoder import Judgment, log_odds
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.language import is_english
from bot.grounding.premise import find_nearest, join_sentences, split_clauses
from bot.grounding.rules.finding import Finding, FindingKind
from bot.grounding.rules.run import run_rules
from bot.grounding.sentence import Label, Sentence
from retrieval.paper import Evidence, Paper
from retrieval.text.sentences import Span, split_sentences

NO_CITATION = "it cites no abstract"
NOTHING_SAID = "it says nothing that could be checked"
NO_ABSTRACT = "there is no abstract"
NOT_SAID = "the abstract does not say it"
OPPOSITE_SAID = "the abstract says otherwise"

Strictness = Literal["strict", "balanced"]
"""Which error costs more: a wrong sentence shown, or about as much as a right one lost."""

MIN_SUPPORTED_SCORE = 0.5
_THRESHOLDS: dict[Strictness, float] = {"strict": 0.64, "balanced": 0.4}
"""The probability of support from which a sentence is supported: docs/models.md has the curve."""

PENALTIES: dict[FindingKind, float] = {
    "direction": 4.0,
    "figure": 4.0,
    "negation": 2.0,
    "antonym": 2.0,
    "owner": 2.0,
    "name": 1.0,
}
"""What an objection of full weight takes from the log odds of support; others only explain."""
_DECISIVE_WEIGHT = 0.95  # of an objection that no probability outweighs
_MAX_OVERRULED_SCORE = 0.2  # of a sentence with such an objection
_MIN_CONTRADICTION = 0.5  # probability
_MIN_PROBABILITY = 1e-6
_BORDERLINE_MARGIN = 0.12  # of the score around the threshold, within which a judge may be asked
_MAX_SENTENCES = 60  # of an abstract; the rest of a very long one is ignored
_MAX_SENTENCE_CHARS = 2_000
_PREMISE_SENTENCES = (1, 3)
_CLAUSE_SENTENCES = (1, 2)
_CLAUSE_MARGIN = 2.0  # log odds: of a part alone, the model is less sure

Check = Callable[[WrittenSentence, Mapping[int, Paper]], Sentence]
"""Checks a sentence against numbered sources, ignoring unknown numbers; blocks for some 20 ms."""

EntailmentModel = Callable[[str, str], Judgment]
"""Judges a premise and a claim; thread-safe, blocks for some milliseconds."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the abstracts say a sentence, how surely, and where.

    `score` is from 0 to 1, higher is better supported, with the threshold at 0.5. `span` is the
    sentence of an abstract (or its title, with a start of -1) that comes nearest, None if there
    is none. `reason` says in a few words what is wrong, and is empty for a supported sentence.
    `borderline`: the check alone is not sure, and a judge may be asked.
    """

    label: Label
    score: float
    span: Evidence | None = None
    reason: str = ""
    borderline: bool = False


class ClaimChecker:
    """Checks sentences. Synchronous and thread-safe; raises `EmbeddingError`."""

    def __init__(self, model: EntailmentModel, strictness: Strictness = "balanced") -> None:
        self._model = model
        self._offset = log_odds(_THRESHOLDS[strictness], _MIN_PROBABILITY)

    def at(self, strictness: Strictness) -> ClaimChecker:
        """Return a checker of that strictness with the same model."""
        return ClaimChecker(self._model, strictness)

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

    def verify(self, text: str, papers: Sequence[Paper]) -> Verdict:
        """Return whether any of `papers`, cleaned for reading, or all together say `text`.

        A sentence that is not English is verified by its figures and names alone, and always
        borderline.
        """
        stated = [paper for paper in papers if paper.abstract.strip()]
        if not stated:
            return Verdict("unsupported", 0.0, None, NO_ABSTRACT)
        for paper in stated:
            if span := find_verbatim(text, paper):
                return Verdict("supported", 1.0, span)
        text = text[:_MAX_SENTENCE_CHARS]
        if text.rstrip().endswith("?") or not find_content_words(text):
            return Verdict("unsupported", 0.0, None, NOTHING_SAID)
        found = [self._judge(text, _split((paper,))) for paper in stated]
        best = max(found, key=_rank)
        if best.label != "supported" and len(stated) > 1:
            together = self._judge(text, _split(stated))  # which may deny it as well
            if together.label == "supported":
                return together
        denial = min(
            (one for one in found if one.label == "contradicted"),
            key=lambda one: one.score,
            default=None,
        )
        if denial is not None and best.score + denial.score < 1:
            return denial
        return best

    def read_pair(self, premise: str, claim: str) -> Judgment:
        """Return what the cross-encoder alone makes of a claim."""
        return self._model(premise, claim)

    def load(self) -> None:
        """Load the model, so that the first sentence does not wait for it."""
        self._model("It is ready.", "It is ready.")

    def _judge(self, text: str, source: _Source) -> Verdict:
        nearest = source.find_nearest(text, max(_PREMISE_SENTENCES))
        evidence = source.evidence(nearest[0])
        objections, agreement = source.run_rules(text, nearest)
        heaviest = objections[0] if objections else None
        if not is_english(text):
            return _judge_by_rules(heaviest, source, evidence)
        support, contradiction = self._read(text, source, nearest, _PREMISE_SENTENCES)
        for clause in split_clauses(text):  # the model likes a sentence of which one half is true
            near = source.find_nearest(clause, max(_CLAUSE_SENTENCES))
            of_clause, _ = self._read(clause, source, near, _CLAUSE_SENTENCES)
            support = min(support, of_clause + _CLAUSE_MARGIN)
        support += agreement - self._offset
        score = 1 / (1 + math.exp(_sum_penalties(objections) - support))
        if heaviest is not None and heaviest.weight >= _DECISIVE_WEIGHT:
            score = min(score, _MAX_OVERRULED_SCORE)
        borderline = abs(score - MIN_SUPPORTED_SCORE) < _BORDERLINE_MARGIN
        if score >= MIN_SUPPORTED_SCORE:
            return Verdict("supported", score, evidence, borderline=borderline)
        opposed = next((o for o in objections if o.contradicts), None)
        denied = contradiction >= _MIN_CONTRADICTION
        label: Label = "contradicted" if denied or (opposed and support >= 0) else "unsupported"
        if label == "contradicted":
            span = (opposed and source.find_evidence(opposed.span)) or evidence
            reason = opposed.reason if opposed else OPPOSITE_SAID
            return Verdict(label, score, span, reason, borderline)
        by_rules = heaviest and (support >= 0 or heaviest.weight >= _DECISIVE_WEIGHT)
        reason = heaviest.reason if heaviest and by_rules else NOT_SAID
        return Verdict(label, score, evidence, reason, borderline)

    def _read(
        self, text: str, source: _Source, nearest: Sequence[int], counts: Sequence[int]
    ) -> tuple[float, float]:
        """Return the log odds of support and the probability of contradiction.

        Each is the largest of those by so many of the nearest sentences as `counts` says.
        """
        judged = [self._model(source.premise(nearest[:count]), text) for count in counts]
        support = max(log_odds(one.supported, _MIN_PROBABILITY) for one in judged)
        return support, max(one.contradicted for one in judged)


@dataclass(frozen=True, slots=True)
class _Source:
    """The titles and sentences of one paper or of several, with the ids of their papers.

    The span of a title starts at -1.
    """

    title: str
    spans: tuple[Span, ...]
    owners: tuple[str, ...]

    def find_nearest(self, text: str, limit: int) -> list[int]:
        return find_nearest([span.text for span in self.spans], text, limit)

    def premise(self, places: Sequence[int]) -> str:
        return join_sentences([self.spans[i].text for i in sorted(places)])

    def evidence(self, place: int) -> Evidence:
        span = self.spans[place]
        return Evidence(self.owners[place], span.text, span.start, span.end)

    def find_evidence(self, span: Span | None) -> Evidence | None:
        return self.evidence(self.spans.index(span)) if span in self.spans else None

    def run_rules(self, text: str, nearest: Sequence[int]) -> tuple[list[Finding], float]:
        """Run the rules, which read the abstract's sentences and the title apart."""
        places = [i for i, span in enumerate(self.spans) if span.start >= 0]
        near = [places.index(i) for i in nearest if i in places]
        return run_rules(text, [self.spans[i] for i in places], near, self.title)


def _split(papers: Sequence[Paper]) -> _Source:
    spans: list[Span] = []
    owners: list[str] = []
    for paper in papers:
        found = split_sentences(paper.abstract)[:_MAX_SENTENCES]
        spans += [Span(paper.title, -1, -1)] * bool(paper.title.strip()) + found
        owners += [paper.paper_id] * (len(spans) - len(owners))
    return _Source(". ".join(paper.title for paper in papers), tuple(spans), tuple(owners))


def _judge_by_rules(heaviest: Finding | None, source: _Source, evidence: Evidence) -> Verdict:
    """Judge a sentence that is not English by its figures and its names in Latin letters."""
    if heaviest is None or heaviest.weight < MIN_SUPPORTED_SCORE:
        return Verdict(
            "supported", MIN_SUPPORTED_SCORE + _BORDERLINE_MARGIN / 2, evidence, borderline=True
        )
    span = source.find_evidence(heaviest.span) or evidence
    return Verdict("unsupported", _MAX_OVERRULED_SCORE, span, heaviest.reason, borderline=True)


def _sum_penalties(objections: Sequence[Finding]) -> float:
    """Return what the heaviest objection of each kind takes from the log odds of support."""
    found: dict[FindingKind, float] = {}
    for one in objections:
        penalty = one.weight * PENALTIES.get(one.kind, 0.0)
        found[one.kind] = max(penalty, found.get(one.kind, 0.0))
    return sum(found.values())


def _rank(verdict: Verdict) -> tuple[int, float]:
    """Return a verdict's place among those of other papers: support first, then contradiction."""
    order = ("unsupported", "contradicted", "supported")
    return order.index(verdict.label), verdict.score
