"""Choose the papers to quote for a plan, and quote them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from bot.answering.assistant import Evidence, Plan, Refusal, build_task, number_papers
from bot.answering.compare import Compare
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import LanguageModel, Turn
from bot.answering.lead import Lead, LeadKey
from bot.answering.locations import name_read
from bot.answering.paper_names import names_a_title
from bot.grounding.checker import Check
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.language import is_english
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kinds import LISTING_KINDS
from bot.questions.topic import find_excluded, find_topic
from bot.quotes.answerability import (
    SURELY_STATED,
    find_missing,
    is_answerable,
    is_stated,
    is_stated_literally,
)
from bot.quotes.comparison import quote_comparison
from bot.quotes.fitting_papers import find_fitting
from bot.quotes.limitations import asks_later
from bot.quotes.reading import Reading, read_papers
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.results import Hit, SearchResult
from retrieval.text.labels import split_abstract

_MAX_LISTED = 5
_MAX_CITED = _MAX_NEAREST = 3
_FAR_RELEVANCE = -6.3
"""Logit of the best sentence of a paper; most questions from another world stay below it."""


class QuoteWriter:
    """A `Writer` that quotes: `read` and `rate` tell which papers answer, and whether any does."""

    def __init__(
        self,
        quoting: LanguageModel,
        check: Check,
        rate: RateRelevance,
        read: ReadPair,
        compare: Compare,
    ) -> None:
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check)
        self._rate = rate
        self._read = read
        self._compare = compare

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return the papers that state what is asked, or why there is no answer; blocks."""
        if plan.missing:
            return Evidence(refusal=Refusal(Lead("not-compared", value=plan.missing)))
        if not found.hits:
            return Evidence(refusal=Refusal())
        if plan.kind in LISTING_KINDS:
            return self._select_listed(plan, found)
        several = len(plan.papers) > 1 and plan.kind == "comparison"
        if several or (plan.papers and (plan.rivals or plan.kind == "summary")):
            return Evidence(number_papers(plan.papers))
        return self._select_stating(plan, found, confidence, cutoff)

    def _select_listed(self, plan: Plan, found: SearchResult) -> Evidence:
        """Return the papers that fit a topic, of those in question if it is about these."""
        topic = plan.topic or find_topic(plan.asked)
        ids = {paper.paper_id for paper in plan.papers}
        hits = [hit for hit in found.hits if hit.paper.paper_id in ids] or found.hits
        fitting = find_fitting(topic, hits, self._read, find_excluded(plan.asked))
        if not fitting:
            nearest = self._select_near(plan.asked, hits)
            return Evidence(refusal=Refusal(Lead("no-papers"), nearest=nearest))
        return Evidence(number_papers(hit.paper for hit in fitting[:_MAX_LISTED]))

    def _select_stating(
        self, plan: Plan, found: SearchResult, confidence: float, cutoff: float
    ) -> Evidence:
        """Return the papers that a question is about, those that most likely answer it first."""
        excerpts, readings = self._read_for(plan, found)
        evidence = Evidence(excerpts)
        is_known = bool(plan.papers)
        is_far = not is_answerable(
            confidence,
            cutoff,
            readings,
            is_known=is_known,
            asks_limits=plan.kind == "limitation",
        )
        # Of a paper that is named, an answer says that nothing is stated.
        if is_far and not names_a_title(plan.asked, [one.paper for one in excerpts]):
            nearest = self._select_near(plan.asked, found.hits)
            return replace(evidence, refusal=Refusal(nearest=nearest))
        if plan.kind in {"yes_no", "limitation"} or found.signals.identified:
            return evidence
        if (missing := find_missing(plan.asked, readings)) is not None:
            return replace(evidence, refusal=Refusal(missing=missing))
        # Nothing tells whether a paper that is given states what another language asks.
        is_sure = is_stated(readings, SURELY_STATED) if readings else not plan.filters.paper
        return replace(evidence, is_near=not (is_sure or is_stated_literally(plan.asked, readings)))

    def _read_for(
        self, plan: Plan, found: SearchResult
    ) -> tuple[tuple[Excerpt, ...], list[Reading]]:
        """Return the papers, those that most likely answer first, and what was read of them.

        Nothing is read for a question in another language than English.
        """
        shares = () if plan.papers else found.shares
        papers = plan.papers or [hit.paper for hit in found.hits]
        if not is_english(plan.asked):
            return number_papers(papers[:_MAX_CITED]), []
        readings = read_papers(self._read, self._rate, plan.asked, number_papers(papers), shares)
        return number_papers(reading.paper for reading in readings), readings

    def _select_near(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the first hits, of those for an English question those that come near it."""
        hits = hits[:_MAX_NEAREST]
        if not is_english(question):
            return tuple(hits)
        return tuple(
            h for h in hits if _rate_paper(self._rate, question, h.paper) >= _FAR_RELEVANCE
        )

    async def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the quotes, then the whole text."""
        if plan.kind == "comparison" and len(plan.papers) > 1:
            text = await quote_comparison(self._compare, plan, language)
            for sentence in text.sentences:
                yield sentence
            yield text
            return
        task = build_task(plan, evidence, history, language)
        async with aclosing(self._generate.stream(task, self._quoting)) as pieces:
            async for piece in pieces:
                if isinstance(piece, GeneratedText):
                    piece = replace(piece, lead=_find_lead(plan, evidence, piece))
                yield piece


def _rate_paper(rate: RateRelevance, question: str, paper: Paper) -> float:
    """Return how well the best sentence of a paper answers, a logit."""
    spans = split_abstract(paper.abstract)
    rated = rate(question, [f"{paper.title}. {span.text}" for span in spans])
    return max(rated, default=_FAR_RELEVANCE)


def _find_lead(plan: Plan, evidence: Evidence, text: GeneratedText) -> Lead | None:
    """Return the line above quotes, which may be all there is."""
    is_answered = any(s.supported for s in text.sentences)
    if plan.kind in LISTING_KINDS and is_answered:
        count = len({n for s in text.sentences for n in s.citations})
        found: LeadKey = "papers" if count < _MAX_LISTED else "best-papers"
        return Lead(found, count, value=plan.topic or find_topic(plan.asked))
    if plan.kind == "limitation" and not is_answered and evidence.excerpts:
        key: LeadKey = "no-future-work" if asks_later(plan.asked) else "no-limitation"
        paper = evidence.excerpts[0].paper
        return Lead(key, 1, paper.title, read=name_read([paper]))
    return Lead("nearest") if evidence.is_near and is_answered else None
