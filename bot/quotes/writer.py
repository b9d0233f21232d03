"""Choose the papers to quote for a plan, and quote them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from bot.answerability.names import find_names, has_name
from bot.answering.compare import Compare
from bot.answering.fitting_papers import find_fitting
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import LanguageModel, Turn
from bot.answering.lead import Lead
from bot.answering.named_paper import names_a_title
from bot.answering.paper_choice import prefer_named
from bot.answering.plan import Evidence, Plan, Refusal, build_task, number_papers
from bot.grounding.checker import Check
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.language import is_english
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kinds import LISTING_KINDS
from bot.questions.topic import find_excluded, find_topic
from bot.quotes.comparison import quote_comparison
from bot.quotes.reading import PAPERS_READ, Reading, read_papers
from bot.quotes.refusal import (
    SURELY_STATED,
    find_missing,
    is_answerable,
    is_stated,
)
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.results import Hit, SearchResult
from retrieval.text import patterns as re
from retrieval.text.labels import split_abstract

_MAX_LISTED = 5
_MAX_CITED = 8
_MAX_NEAREST = 3
_MIN_SHARE_OF_BEST_SCORE = 0.35  # papers far below the best one are not cited
_OF_PLACE = 2.0  # logits, for the first paper; divided by the root of its place
_FUTURE = re.compile(r"\bfuture (?:work|plans?|directions?|research)\b", re.IGNORECASE)
FAR_RELEVANCE = -6.3
"""Of the best sentence of the first papers, in logits; questions from another world mostly stay
below it."""


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
        least = 2 if plan.kind == "comparison" and not plan.rivals else 1
        is_given = plan.kind in {"comparison", "summary"} or plan.rivals
        if is_given and len(plan.papers) >= least:
            return Evidence(number_papers(plan.papers))
        return self._select_stating(plan, found, confidence, cutoff)

    def _select_listed(self, plan: Plan, found: SearchResult) -> Evidence:
        """Return the papers that fit a topic, and those that may."""
        topic = plan.topic or find_topic(plan.asked)
        if plan.papers:
            ids = {paper.paper_id for paper in plan.papers}
            among = [hit for hit in found.hits if hit.paper.paper_id in ids]
            if len(among) > 1:
                among = list(find_fitting(topic, among, self._read).surely)
            if among:
                return Evidence(number_papers(hit.paper for hit in among))
        fitting = find_fitting(topic, found.hits, self._read, find_excluded(plan.asked))
        if not fitting.surely:
            nearest = fitting.perhaps or self._select_near(plan.asked, found.hits[:_MAX_NEAREST])
            return Evidence(refusal=Refusal(Lead("no-papers"), nearest=tuple(nearest)))
        listed = number_papers(hit.paper for hit in fitting.surely[:_MAX_LISTED])
        perhaps = fitting.perhaps if len(fitting.surely) <= _MAX_LISTED else ()
        return Evidence(listed, perhaps=tuple(perhaps))

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
            if is_known:
                kept = {one.paper.paper_id for one in excerpts}
                nearest = tuple(hit for hit in found.hits if hit.paper.paper_id in kept)
            else:
                nearest = self._select_near(plan.asked, found.hits[:_MAX_NEAREST])
            return replace(evidence, refusal=Refusal(nearest=nearest))
        if plan.kind in {"yes_no", "limitation"} or found.signals.identified:
            return evidence
        missing = find_missing(plan.asked, readings)
        if missing is not None:
            return replace(evidence, refusal=Refusal(missing=missing))
        is_sure = not readings or is_stated(readings, SURELY_STATED)
        return replace(evidence, is_near=not is_sure)

    def _read_for(
        self, plan: Plan, found: SearchResult
    ) -> tuple[tuple[Excerpt, ...], list[Reading]]:
        """Return the papers, those that most likely answer first, and what was read of them.

        Nothing is read for a question in another language than English.
        """
        if plan.papers:
            every = near = number_papers(plan.papers)
            shares: tuple[float, ...] = ()
        else:
            every, shares = number_papers(hit.paper for hit in found.hits), found.shares
            near = _select_near_best(plan.asked, found)
        if not is_english(plan.asked):
            return self._order_by_relevance(plan.asked, near), []
        readings = read_papers(self._read, self._rate, plan.asked, every, shares)
        papers = [reading.paper for reading in readings]
        known = {paper.paper_id for paper in papers}
        papers += [one.paper for one in near if one.paper.paper_id not in known]
        return number_papers(papers[:_MAX_CITED]), readings

    def _order_by_relevance(
        self, question: str, excerpts: Sequence[Excerpt]
    ) -> tuple[Excerpt, ...]:
        """Return the papers, of the first those that have most names and relevance first."""
        names = find_names(question)

        def rank(excerpt: Excerpt) -> tuple[int, float]:
            text = f"{excerpt.paper.title} {excerpt.paper.abstract}"
            relevance = rate_paper(self._rate, question, excerpt.paper)
            named = sum(has_name(text, name) for name in names)
            return named, relevance + _OF_PLACE / excerpt.number**0.5

        ordered = [*sorted(excerpts[:PAPERS_READ], key=rank, reverse=True), *excerpts[PAPERS_READ:]]
        return number_papers(one.paper for one in ordered)

    def _select_near(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return the hits of which a sentence comes near an English question."""
        if not is_english(question):
            return tuple(hits)
        return tuple(h for h in hits if rate_paper(self._rate, question, h.paper) >= FAR_RELEVANCE)

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


def rate_paper(rate: RateRelevance, question: str, paper: Paper) -> float:
    """Return how well the best sentence of a paper answers, a logit."""
    spans = split_abstract(paper.abstract)
    rated = rate(question, [f"{paper.title}. {span.text}" for span in spans])
    return max(rated, default=FAR_RELEVANCE)


def _select_near_best(question: str, found: SearchResult) -> tuple[Excerpt, ...]:
    """Return the papers that may be cited unread: those named, and those near the best score."""
    best = found.hits[0].score if found.hits else 0.0
    near = {
        hit.paper.paper_id
        for hit in found.hits[:_MAX_CITED]
        if hit.score >= _MIN_SHARE_OF_BEST_SCORE * best
    }
    hits, named = prefer_named(question, found.hits)
    wanted = near | named
    papers = [hit.paper for hit in hits if hit.paper.paper_id in wanted]
    return number_papers(papers[:_MAX_CITED])


def _find_lead(plan: Plan, evidence: Evidence, text: GeneratedText) -> Lead | None:
    """Return the line above quotes, which may be all there is."""
    is_answered = any(s.supported for s in text.sentences)
    if plan.kind in LISTING_KINDS and is_answered:
        count = len({n for s in text.sentences for n in s.citations})
        few = count < _MAX_LISTED
        return Lead(
            "papers" if few else "best-papers", count, value=plan.topic or find_topic(plan.asked)
        )
    if plan.kind == "limitation" and not is_answered and evidence.excerpts:
        later = _FUTURE.search(plan.asked) is not None
        title = evidence.excerpts[0].paper.title
        return Lead("no-future-work" if later else "no-limitation", 1, title)
    return Lead("nearest") if evidence.is_near and is_answered else None
