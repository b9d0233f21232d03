"""Check a sentence against the abstracts that it cites.

A sentence that an abstract has word for word is supported. One with a figure, or a numbered name,
that title and abstract lack is not. Any other is judged by the cross-encoder, or, if it is not
English, by its names in Latin letters. What the cross-encoder alone takes for the opposite is not
called so: it is too often wrong.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Literal

from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_content_words
from bot.grounding.cross_encoder import Judgment, log_odds
from bot.grounding.evidence_spans import find_quoted, find_rested, find_verbatim
from bot.grounding.figures import find_unstated_figures
from bot.grounding.language import is_english
from bot.grounding.names import find_renumbered_names, find_unknown_names
from bot.grounding.premise import find_nearest, join_nearest, join_sentences
from bot.grounding.sentence import Label, Sentence
from retrieval.paper import Evidence, Paper
from retrieval.text.labels import split_abstract
from retrieval.text.sentences import Span

NO_CITATION = "it cites no abstract"
NOTHING_SAID = "it says nothing that could be checked"
NO_ABSTRACT = "there is no abstract"
NOT_SAID = "the abstract does not say it"
OPPOSITE_SAID = "the abstract says otherwise"

Strictness = Literal["strict", "balanced"]
"""Which error costs more: a wrong sentence shown, or about as much as a right one lost."""

MIN_SUPPORTED_SCORE = 0.5
_THRESHOLDS: dict[Strictness, float] = {"strict": 0.15, "balanced": -0.6}
"""What is taken from the log odds of support, so that 0 decides: docs/models.md has the curve."""

_CONTRADICTION_WEIGHT = 0.2  # of its log odds, taken from those of support
_MIN_SURE_DIGITS = 3  # of a figure: shorter ones often follow from others by some sum
_HOPELESS = -3.0  # log odds beside the whole abstract, which no other reading makes up for
_OBJECTION_WEIGHT = 1.0  # of a figure in words that is nowhere: authors list what others count
_MAX_DENIED_SCORE = 0.45  # in the order of scores, not far below
_OBJECTION_FACTOR = 0.2  # of the score, so that no probability outweighs a wrong figure
_MIN_CONTRADICTION = 0.7  # probability, by the whole abstract
_LEAST_SUPPORT, _LEAST_CONTRADICTION = 1e-6, 1e-3  # probabilities; below, all are alike
_BORDERLINE_MARGIN = 0.12  # of the score around the threshold, within which a judge may be asked
_MAX_SENTENCES = 60  # of an abstract; the rest of a very long one is ignored
_MAX_SENTENCE_CHARS = 2_000

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
    `borderline`: the check alone is not sure. `is_computed`: a figure decides, whatever else is
    thought of the sentence. `is_denied`: the cross-encoder finds the opposite more likely.
    """

    label: Label
    score: float
    span: Evidence | None = None
    reason: str = ""
    borderline: bool = False
    is_computed: bool = False
    is_denied: bool = False


class ClaimChecker:
    """Checks sentences. Synchronous and thread-safe; raises `EmbeddingError`."""

    def __init__(self, model: EntailmentModel, strictness: Strictness = "balanced") -> None:
        self._model = model
        self._threshold = _THRESHOLDS[strictness]

    def at(self, strictness: Strictness) -> ClaimChecker:
        """Return a checker of that strictness with the same model."""
        return ClaimChecker(self._model, strictness)

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the check found."""
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        papers = [sources[n] for n in known]
        rested = find_rested(written.rests_on, {n: sources[n] for n in known})
        quoted = find_quoted(written.text, papers[0]) if written.is_quote else None
        if quoted is not None:
            verdict = Verdict("supported", 1.0, quoted)
        else:
            verdict = self.verify(written.text, papers)
        return Sentence(
            written.text,
            known,
            supported=verdict.label == "supported",
            reason=verdict.reason,
            score=verdict.score,
            contradicted=verdict.label == "contradicted",
            evidence=rested or ((verdict.span,) if verdict.span else ()),
            borderline=verdict.borderline,
            is_computed=verdict.is_computed,
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
        if best.label == "supported" or len(stated) == 1:
            return best
        for one in found:
            if one.is_denied:
                return one
        return max(best, self._judge(text, _split(stated)), key=_rank)

    def read_pair(self, premise: str, claim: str) -> Judgment:
        """Return what the cross-encoder alone makes of a claim."""
        return self._model(premise, claim)

    def load(self) -> None:
        """Load the model, so that the first sentence does not wait for it."""
        self._model("It is ready.", "It is ready.")

    def _judge(self, text: str, source: _Source) -> Verdict:
        evidence = source.find_evidence(text)
        names = find_renumbered_names(text, source.texts)
        sure = find_unstated_figures(text, source.texts, min_digits=1) + names
        reasons = sure or find_unstated_figures(text, source.texts)
        is_computed = bool(
            find_unstated_figures(text, source.texts, min_digits=_MIN_SURE_DIGITS, in_any_unit=True)
        )
        if not is_english(text):
            unknown = find_unknown_names(text, source.texts)
            return replace(_judge_by_rules(reasons + unknown, evidence), is_computed=is_computed)
        whole, *near = source.choose_premises(text)
        read = [self._model(whole, text)]
        if _weigh(read[0]) > _HOPELESS:
            read += [self._model(premise, text) for premise in near]
        odds = fmean(map(_weigh, read)) - self._threshold - _OBJECTION_WEIGHT * bool(reasons)
        score = 1 / (1 + math.exp(-odds))
        is_denied = read[0].contradicted >= _MIN_CONTRADICTION
        if sure:
            score *= _OBJECTION_FACTOR
        if is_denied:
            score = min(score, _MAX_DENIED_SCORE)
        borderline = abs(score - MIN_SUPPORTED_SCORE) < _BORDERLINE_MARGIN
        if score >= MIN_SUPPORTED_SCORE:
            return Verdict("supported", score, evidence, borderline=borderline)
        return Verdict(
            "unsupported",
            score,
            evidence,
            reasons[0] if reasons else NOT_SAID,
            borderline,
            is_computed=is_computed,
            is_denied=is_denied,
        )


def _weigh(judged: Judgment) -> float:
    """Return the log odds of support, less where the opposite is likely, too."""
    contradicted = log_odds(judged.contradicted, _LEAST_CONTRADICTION)
    return log_odds(judged.supported, _LEAST_SUPPORT) - _CONTRADICTION_WEIGHT * contradicted


@dataclass(frozen=True, slots=True)
class _Source:
    """The titles and sentences of one paper or of several, with the ids of their papers.

    The span of a title starts at -1.
    """

    spans: tuple[Span, ...]
    owners: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        return [span.text for span in self.spans]

    @property
    def title(self) -> str:
        return ". ".join(span.text for span in self.spans if span.start < 0)

    @property
    def sentences(self) -> list[str]:
        return [span.text for span in self.spans if span.start >= 0]

    def find_evidence(self, text: str) -> Evidence:
        """Return the sentence or title that shares most with `text`."""
        (place,) = find_nearest(self.texts, text, 1)
        span = self.spans[place]
        return Evidence(self.owners[place], span.text, span.start, span.end)

    def choose_premises(self, text: str) -> list[str]:
        """Return what a claim is read beside: all, the two sentences nearest to it, one of them.

        Each reading errs in its own way: together they tell true from wrong better than any alone.
        What several papers say together is in no sentence of one.
        """
        near = [self.sentences[place] for place in find_nearest(self.sentences, text, 2)]
        in_order = [sentence for sentence in self.sentences if sentence in near]
        premises = [join_nearest(self.title, self.sentences, text), join_sentences(in_order)]
        if len(set(self.owners)) == 1:
            premises.append(join_sentences([self.title, near[0]]))
        return premises


def _split(papers: Sequence[Paper]) -> _Source:
    spans: list[Span] = []
    owners: list[str] = []
    for paper in papers:
        found = split_abstract(paper.abstract)[:_MAX_SENTENCES]
        spans += [Span(paper.title, -1, -1)] * bool(paper.title.strip()) + found
        owners += [paper.paper_id] * (len(spans) - len(owners))
    return _Source(tuple(spans), tuple(owners))


def _judge_by_rules(reasons: Sequence[str], evidence: Evidence) -> Verdict:
    """Judge a sentence that is not English by its figures and its names in Latin letters."""
    if reasons:
        score = MIN_SUPPORTED_SCORE - _BORDERLINE_MARGIN / 2
        return Verdict("unsupported", score, evidence, reasons[0], borderline=True)
    score = MIN_SUPPORTED_SCORE + _BORDERLINE_MARGIN / 2
    return Verdict("supported", score, evidence, borderline=True)


def _rank(verdict: Verdict) -> tuple[int, float]:
    """Return a verdict's place among those of other papers: support first, then contradiction."""
    order = ("unsupported", "contradicted", "supported")
    return order.index(verdict.label), verdict.score
