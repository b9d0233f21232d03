"""Check a sentence against the abstracts that it cites.

A sentence that an abstract has word for word is supported. One with a figure, or a numbered name,
that title and abstract lack is not. Any other is judged by the cross-encoder, or, if it is not
English, by its names in Latin letters. What the cross-encoder alone takes for the opposite is not
called so: it is too often wrong.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from statistics import fmean
from typing import Literal

from bot.grounding.citations import WrittenSentence
from bot.grounding.content_words import find_content_words
from bot.grounding.cross_encoder import Judgment, ReadPair, log_odds
from bot.grounding.evidence_spans import find_quoted, find_rested, find_verbatim
from bot.grounding.figures import find_unstated_figures
from bot.grounding.language import is_english
from bot.grounding.names import find_renumbered_names, find_unknown_names
from bot.grounding.premise import find_nearest, join_nearest, join_sentences, shorten_table
from bot.grounding.sentence import Sentence
from retrieval.full_text.headings import CAPTION
from retrieval.paper import Evidence, Paper
from retrieval.reading import cite, split_paper

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
_HOPELESS = -3.0  # log odds beside the whole abstract, which no other reading makes up for
_OBJECTION_WEIGHT = 1.0  # of a figure in words that is nowhere: authors list what others count
_MAX_DENIED_SCORE = 0.45  # in the order of scores, not far below
_OBJECTION_FACTOR = 0.2  # of the score, so that no probability outweighs a wrong figure
_MIN_CONTRADICTION = 0.7  # probability, by the whole abstract
_LEAST_SUPPORT, _LEAST_CONTRADICTION = 1e-6, 1e-3  # probabilities; below, all are alike
_BORDERLINE_MARGIN = 0.12  # of the score around the threshold, within which a judge may be asked
_MAX_SENTENCES = 60  # of an abstract; the rest of a very long one is ignored
_MAX_OF_PASSAGES = 240  # sentences
_MAX_SENTENCE_CHARS = 2_000

Check = Callable[[WrittenSentence, Mapping[int, Paper]], Sentence]
"""Checks a sentence against numbered sources, ignoring unknown numbers; blocks for some 20 ms."""


class ClaimChecker:
    """Checks sentences by a cross-encoder. Thread-safe if that is; raises `EmbeddingError`."""

    def __init__(self, read_pair: ReadPair, strictness: Strictness = "balanced") -> None:
        self.read_pair = read_pair
        self._threshold = _THRESHOLDS[strictness]

    def at(self, strictness: Strictness) -> ClaimChecker:
        """Return a checker of that strictness with the same model."""
        return ClaimChecker(self.read_pair, strictness)

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Return the sentence with what the check found."""
        known = tuple(n for n in written.numbers if n in sources)
        if not known:
            return Sentence(written.text, (), supported=False, reason=NO_CITATION, score=0.0)
        papers = [sources[n] for n in known]
        quoted = find_quoted(written.text, papers[0]) if written.is_quote else None
        if quoted is not None:
            found = Sentence(written.text, evidence=(quoted,))
        else:
            found = self.verify(written.text, papers)
        rested = find_rested(written.rests_on, {n: sources[n] for n in known})
        if rested and found.supported:
            found = _object_to_figures(found, rested, papers)
        reason = word_reason(found.reason, papers)
        return replace(found, citations=known, reason=reason, evidence=rested or found.evidence)

    def verify(self, text: str, papers: Sequence[Paper]) -> Sentence:
        """Return whether any of `papers`, cleaned for reading, or all together say `text`.

        `evidence` is the sentence of an abstract, or the title, that comes nearest. A sentence that
        is not English is verified by its figures and names alone, and always borderline.
        """
        stated = [paper for paper in papers if paper.text.strip()]
        if not stated:
            return Sentence(text, supported=False, reason=NO_ABSTRACT, score=0.0)
        for paper in stated:
            if span := find_verbatim(text, paper):
                return Sentence(text, evidence=(span,))
        if text.rstrip().endswith("?") or not find_content_words(text):
            return Sentence(text, supported=False, reason=NOTHING_SAID, score=0.0)
        found = [self._judge(text, _split([paper])) for paper in stated]
        best = max(found, key=_get_score)
        if best.supported or len(stated) == 1:
            return best
        if any(self._is_denied(text, _split([paper])) for paper in stated):
            return best
        return max(best, self._judge(text, _split(stated)), key=_get_score)

    def load(self) -> None:
        """Load the model, so that the first sentence does not wait for it."""
        self.read_pair("It is ready.", "It is ready.")

    def _judge(self, whole: str, spans: Sequence[Evidence]) -> Sentence:
        """Judge a text by titles and sentences of abstracts."""
        text = whole[:_MAX_SENTENCE_CHARS]
        sources = [span.text for span in spans]
        evidence = spans[find_nearest(sources, text, 1)[0]]
        figures = find_unstated_figures(text, sources)
        wrong = [one.reason for one in figures if one.in_digits]
        wrong += find_renumbered_names(text, sources)
        reasons = wrong or [one.reason for one in figures]
        if is_english(text):
            whole_source, *near = _choose_premises(text, spans)
            read = [_weigh(self.read_pair(whole_source, text))]
            if read[0] > _HOPELESS:
                read += [_weigh(self.read_pair(one, text)) for one in near]
            odds = fmean(read) - self._threshold - _OBJECTION_WEIGHT * bool(reasons)
            score = 1 / (1 + math.exp(-odds))
            if wrong:
                score *= _OBJECTION_FACTOR
            if self._is_denied(text, spans):
                score = min(score, _MAX_DENIED_SCORE)
        else:
            reasons += find_unknown_names(text, sources)
            score = MIN_SUPPORTED_SCORE + _BORDERLINE_MARGIN / (-2 if reasons else 2)
        supported = score >= MIN_SUPPORTED_SCORE
        return Sentence(
            whole,
            supported=supported,
            reason="" if supported else reasons[0] if reasons else NOT_SAID,
            score=score,
            evidence=(evidence,),
            borderline=abs(score - MIN_SUPPORTED_SCORE) < _BORDERLINE_MARGIN,
            is_computed=any(one.is_certain for one in figures),
        )

    def _is_denied(self, text: str, spans: Sequence[Evidence]) -> bool:
        """Tell whether the opposite is likely: known already where a text has been judged."""
        whole = _choose_premises(text, spans)[0]
        return self.read_pair(whole, text).contradicted >= _MIN_CONTRADICTION


def _object_to_figures(
    found: Sentence, rested: Sequence[Evidence], papers: Sequence[Paper]
) -> Sentence:
    """Return a sentence as unsupported if it has a figure from elsewhere in a whole paper.

    Abstracts, and the passages that it rests on, are read: a paper has any short figure somewhere.
    What numbers a table or a picture is no figure.
    """
    passages = {(span.paper_id, span.passage) for span in rested}
    read = [paper.title for paper in papers] + [paper.abstract for paper in papers]
    for paper in papers:
        read += [one.text for one in paper.passages if (paper.paper_id, one.number) in passages]
    figures = find_unstated_figures(CAPTION.sub("", found.text), read)
    wrong = next((one.reason for one in figures if one.in_digits), "")
    if not wrong or found.score == 1.0:  # word for word
        return found
    reason = wrong.replace("the abstract", "what it cites", 1)
    return replace(found, supported=False, reason=reason, score=found.score * _OBJECTION_FACTOR)


def word_reason(reason: str, papers: Iterable[Paper]) -> str:
    """Return a reason as it is said of `papers`: of the abstract, or of the paper if read whole."""
    return reason.replace("abstract", "paper", 1) if any(one.whole for one in papers) else reason


def _weigh(judged: Judgment) -> float:
    """Return the log odds of support, less where the opposite is likely, too."""
    contradicted = log_odds(judged.contradicted, _LEAST_CONTRADICTION)
    return log_odds(judged.supported, _LEAST_SUPPORT) - _CONTRADICTION_WEIGHT * contradicted


def _split(papers: Sequence[Paper]) -> list[Evidence]:
    """Return the titles and sentences of papers; a title starts at -1."""
    spans: list[Evidence] = []
    for paper in papers:
        if paper.title.strip():
            spans.append(Evidence(paper.paper_id, paper.title, -1, -1))
        sentences = split_paper(paper)
        own = bisect_right(sentences, len(paper.abstract), key=attrgetter("start"))
        read = sentences[: min(own, _MAX_SENTENCES)] + sentences[own : own + _MAX_OF_PASSAGES]
        spans += [cite(paper, span) for span in read]
    return spans


def _choose_premises(text: str, spans: Sequence[Evidence]) -> list[str]:
    """Return what a claim is read beside: all, the two sentences nearest to it, one of them.

    Each reading errs in its own way: together they tell true from wrong better than any alone. What
    several papers say together is in no sentence of one.
    """
    title = ". ".join(span.text for span in spans if span.start < 0)
    texts = (span.text for span in spans if span.start >= 0)
    sentences = [shorten_table(one, text) for one in texts]
    near = [sentences[place] for place in find_nearest(sentences, text, 2)]
    in_order = [sentence for sentence in sentences if sentence in near]
    premises = [join_nearest(title, sentences, text), join_sentences(in_order)]
    if len({span.paper_id for span in spans}) == 1:
        premises.append(join_sentences([title, near[0]]))
    return premises


def _get_score(sentence: Sentence) -> float:
    return sentence.score
