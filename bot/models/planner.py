"""Plan a question with a language model, whose words are then looked up in the library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.answering.assistant import DirectReply, Plan, Planner
from bot.answering.catalog_answers import CatalogAnswers
from bot.answering.language_model import (
    LanguageModel,
    PlanTask,
    Turn,
    Usage,
    write_whole,
)
from bot.answering.lead import Lead
from bot.answering.paper_names import calls_paper
from bot.grounding.content_words import find_stems
from bot.grounding.language import is_english
from bot.models.paper_finder import PaperFinder
from bot.models.plan_reply import PlanReply, parse_plan
from bot.prompt_injection.links_and_mentions import has_address_or_mention
from bot.questions.catalog_question import PAPER_FIELDS, RecordQuestion
from bot.questions.kinds import LISTING_KINDS
from retrieval.errors import RetrievalError
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.query import Filters, fold_words
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.search.search import SearchPapers

_MAX_SECONDS: Final = 8.0  # of the call; then the plain planner is quicker
_MAX_TURNS: Final = 4
_MAX_ANSWER_CHARS: Final = 600  # of an earlier answer
_MAX_KNOWN: Final = 8  # papers of earlier turns
_MAX_PAPERS: Final = 5
_MAX_BY_AUTHOR: Final = 3  # papers of the authors that a question names, to answer about them all
_MIN_SAID: Final = 0.5  # of the words of a rewritten question
_FIRST_YEAR: Final = 1900
_NUMBERED = re.compile(r"#([1-9])(?!\d)")
"""A paper of an earlier turn: “#2”, or “#2 MoH: …”."""

_FIGURE = re.compile(r"\d+")
_ON_NO_SUBJECT = frozenset({"newest", "oldest", "year", "count"})
"""What is asked of the record about all papers; about those on a subject it asks for a list."""


class ModelPlanner:
    """Has a language model read each question; `plain` plans where it fails, `slow` if it is slow.

    The model has the question, the last turns, and the titles of their papers. What it says is
    confined: a kind, a style and a field of the record are each one of a few, papers are those
    of the library, and of text only what the person who asks wrote is ever shown.
    """

    def __init__(
        self,
        model: LanguageModel,
        plain: Planner,
        catalog: Catalog,
        search: SearchPapers,
        *,
        now: Callable[[], datetime],
        slow: Planner | None = None,
        confidence: Confidence = Confidence(),
        is_slow: Callable[[], bool] = lambda: False,
        max_seconds: float = _MAX_SECONDS,
    ) -> None:
        self._model = model
        self._plain = plain
        self._slow = slow or plain
        self._catalog = catalog
        self._answers = CatalogAnswers(catalog)
        self._finder = PaperFinder(catalog, search, confidence)
        self._now = now
        self._is_slow = is_slow
        self._max_seconds = max_seconds

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        """Return what a question asks for; the plain plan if the model fails or says nothing."""
        if self._is_slow():
            return await self._slow.plan(question, filters, history)
        turns = tuple(history[-_MAX_TURNS:])
        known = await asyncio.to_thread(self._find_known, turns, filters)
        reply, usage = await self._ask(question, turns, known)
        if reply is not None:
            asked = _Asked(question, turns, known)
            with suppress(RetrievalError):
                plan = await asyncio.to_thread(self._resolve, reply, asked, filters)
                return replace(plan, usage=usage)
        plan = await self._plain.plan(question, filters, history)
        return replace(plan, usage=plan.usage + usage)

    async def _ask(
        self, question: str, turns: Sequence[Turn], known: tuple[Paper, ...]
    ) -> tuple[PlanReply | None, Usage]:
        """Return what the model says, None if that is of no use, and its usage."""
        shortened = tuple(replace(turn, answer=turn.answer[:_MAX_ANSWER_CHARS]) for turn in turns)
        task = PlanTask(question, self._now().date(), shortened, known)
        try:
            async with asyncio.timeout(self._max_seconds):
                reply = await write_whole(self._model, task)
        except TimeoutError:
            return None, Usage()
        return None if reply.error else parse_plan(reply.text), reply.usage

    def _find_known(self, turns: Sequence[Turn], filters: Filters) -> tuple[Paper, ...]:
        """Return the papers of the last turns, those of the latest first; or the only one."""
        ids = dict.fromkeys(i for turn in reversed(turns) for i in turn.paper_ids)
        if filters.paper:
            ids = {filters.paper: None}
        return tuple(p.for_reading() for p in self._catalog.get_many([*ids][:_MAX_KNOWN]).values())

    def _resolve(self, reply: PlanReply, asked: _Asked, filters: Filters) -> Plan:
        """Return the plan that a model's words amount to in this library; blocks."""
        kind, question = reply.kind, asked.choose_question(reply)
        if kind == "smalltalk":
            lead = self._answers.small_talk(reply.small_talk or "no-question")
            return Plan(question, kind, filters=filters, reply=DirectReply(lead))
        if self._answers.is_empty:
            empty = DirectReply(Lead("empty-library"), answered=False)
            return Plan(question, kind, filters=filters, reply=empty)
        of_many = kind in LISTING_KINDS or (kind == "record" and reply.record not in PAPER_FIELDS)
        if filters.paper and (of_many or kind == "comparison"):
            kind, of_many = "fact", False
        within = self._narrow(filters, reply, asked, keep_unknown=of_many)
        if filters.paper:
            found = _FoundPapers(asked.known)
        else:
            found = self._find_papers(reply, asked.known, within)
        rivals = tuple(filter(asked.has_own_words, (*reply.rivals, *found.mentioned)))
        plan = Plan(
            question,
            kind,
            papers=found.papers,
            topic=reply.topic if asked.has_own_words(reply.topic) else "",
            aspects=tuple(filter(asked.has_own_words, reply.aspects)),
            in_general=kind == "comparison" and not reply.aspects,
            rivals=tuple(r for r in rivals if not any(calls_paper(r, p) for p in found.papers)),
            style=reply.style,
            filters=within if of_many else filters,
        )
        match kind:
            case "record":
                return self._answer_from_record(plan, reply, asked, found)
            case "comparison" if len(plan.papers) < 2:
                missing = next(filter(asked.has_verbatim, found.missing), "")
                return replace(plan, missing=missing, kind=kind if missing else "explanation")
            case "summary":
                meant = () if reply.named or reply.described else asked.known
                if papers := (plan.papers or meant)[:1]:
                    return replace(plan, papers=papers)
                return replace(plan, kind="definition" if plan.style == "plain" else "overview")
            case _:
                return plan

    def _narrow(
        self, filters: Filters, reply: PlanReply, asked: _Asked, *, keep_unknown: bool
    ) -> Filters:
        """Return filters that also have the years and authors of a question.

        An author whom the library does not have is dropped, unless `keep_unknown` and the
        question names them: then there is no such paper.
        """
        last = self._now().year + 1
        years = [y for y in (reply.year_from, reply.year_to) if y is not None]
        if years == sorted(years) and all(_FIRST_YEAR <= year <= last for year in years):
            first = max(filter(None, (filters.year_from, reply.year_from)), default=None)
            until = min(filter(None, (filters.year_to, reply.year_to)), default=None)
            filters = replace(filters, year_from=first, year_to=until)
        if filters.authors:
            return filters
        authors = tuple(
            name
            for name in reply.authors
            if self._catalog.count(Filters(authors=(name,)))
            or (keep_unknown and asked.has_verbatim(name))
        )
        return replace(filters, authors=authors)

    def _find_papers(
        self, reply: PlanReply, known: Sequence[Paper], within: Filters
    ) -> _FoundPapers:
        """Return the papers that a model's words mean, in their order."""
        papers: dict[str, Paper] = {}
        perhaps: tuple[Paper, ...] = ()
        lost: list[str] = []
        phrases = (*reply.named, *reply.described, *reply.rivals)
        if reply.kind == "list":  # of all papers, or of those of the conversation
            phrases = tuple(filter(_NUMBERED.match, phrases))
        for phrase in dict.fromkeys(phrases):
            found: Paper | None
            if numbered := _NUMBERED.match(phrase):
                found = next(iter(known[int(numbered[1]) - 1 :][:1]), None)
            elif phrase in reply.named:
                found = self._finder.find_named(phrase, within)
            elif phrase in reply.rivals:
                found = self._finder.find_called(phrase)
            else:
                described = self._finder.find_described(phrase, within)
                found, perhaps = described.paper, perhaps or described.perhaps
            if found is not None and found.paper_id not in papers:
                papers[found.paper_id] = found
            elif phrase not in reply.rivals and not numbered:
                lost.append(phrase)
        if not papers and within.authors and reply.kind not in LISTING_KINDS | {"record"}:
            theirs = self._catalog.page(within, limit=_MAX_BY_AUTHOR + 1)
            if len(theirs) <= _MAX_BY_AUTHOR:
                papers = {paper.paper_id: paper.for_reading() for paper in theirs}
        chosen = tuple(papers.values())[:_MAX_PAPERS]
        if reply.kind != "comparison":
            return _FoundPapers(chosen, perhaps)
        mentioned = [one for one in lost if any(self._finder.speaks_of(p, one) for p in chosen)]
        missing = [one for one in lost if one not in mentioned] if chosen else []
        return _FoundPapers(chosen, perhaps, tuple(mentioned), tuple(missing))

    def _answer_from_record(
        self, plan: Plan, reply: PlanReply, asked: _Asked, found: _FoundPapers
    ) -> Plan:
        """Return a plan with the reply of the record; one for a fact if it has none."""
        field, filters = reply.record, plan.filters
        if reply.topic and field in _ON_NO_SUBJECT:
            return replace(plan, kind="list")
        if field == "count" and filters.authors:
            field = "author"
        elif field == "count" and (reply.year_from or reply.year_to):
            field = "year"
        elif field == "author" and found.papers and not filters.authors:
            field = "authors"
        is_of_paper = field in PAPER_FIELDS
        papers = found.papers
        if is_of_paper and not (reply.named or reply.described or papers):
            papers = asked.known[:1]
        name = next(iter(filters.authors), "")
        years = (filters.year_from, filters.year_to)
        fits = {"author": bool(name), "year": any(years)}
        if field is None or not fits.get(field, True):
            return replace(plan, kind="fact", papers=papers)
        answer = self._answers.answer(
            RecordQuestion(
                field,
                name=name if field == "author" else "",
                years=years,
                is_plural="papers" in fold_words(plan.asked),
            ),
            papers or (found.perhaps if is_of_paper else ()),
            filters,
            is_sure=len(papers) == 1,
        )
        if answer is None:
            return replace(plan, kind="fact", papers=papers)
        lead, about = answer
        return replace(plan, papers=papers, reply=DirectReply(lead, tuple(about)))


@dataclass(frozen=True, slots=True)
class _FoundPapers:
    """What the words of a plan mean in the library.

    `perhaps` are papers that a description may fit. Of what a comparison names beside papers that
    were found, `mentioned` is in their abstracts, and `missing` is not.
    """

    papers: tuple[Paper, ...]
    perhaps: tuple[Paper, ...] = ()
    mentioned: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the turns before it, and the papers of these, numbered from 1."""

    question: str
    turns: tuple[Turn, ...]
    known: tuple[Paper, ...]

    @property
    def own_texts(self) -> tuple[str, ...]:
        """What the person who asks wrote."""
        return (self.question, *(turn.question for turn in self.turns))

    def has_verbatim(self, phrase: str) -> bool:
        """Tell whether the question has a phrase, in capitals or not."""
        return _is_safe(phrase) and phrase.casefold() in self.question.casefold()

    def has_own_words(self, phrase: str) -> bool:
        """Tell whether a phrase may be shown: others had no say in it.

        What others wrote is in the prompt only after a first turn. Then each word must be of the
        person who asks.
        """
        if not _is_safe(phrase):
            return False
        return not self.turns or find_stems(phrase) <= find_stems(" ".join(self.own_texts))

    def choose_question(self, reply: PlanReply) -> str:
        """Return the rewritten question, or that which was asked if it may not be the same.

        That is one with an address, a mention, a figure from nowhere, mostly words from nowhere,
        or not in English.
        """
        rewritten = reply.question
        if not _is_safe(rewritten) or not is_english(rewritten):
            return self.question
        titles = [paper.title for paper in self.known]
        texts = [*self.own_texts, *(turn.answer for turn in self.turns), *titles]
        figures = _find_figures(texts) | {str(reply.year_from), str(reply.year_to)}
        if not _find_figures([rewritten]) <= figures:
            return self.question
        words, said = find_stems(rewritten), find_stems(" ".join(texts))
        from_there = len(words & said) >= _MIN_SAID * len(words)
        is_translated = not is_english(self.question)
        return rewritten if from_there or is_translated or not self.turns else self.question


def _is_safe(text: str) -> bool:
    """Tell whether a text may be searched for."""
    return bool(text) and not has_address_or_mention(text)


def _find_figures(texts: Iterable[str]) -> set[str]:
    return {figure for text in texts for figure in _FIGURE.findall(text)}
