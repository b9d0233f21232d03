"""Answer a question from the library: plan, find evidence, decide, write and check, number."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.answer import (
    Answer,
    Citation,
    DraftDiscarded,
    ReadingPapers,
    Timings,
)
from bot.answering.assistant import Assistant, DirectReply, Evidence, Plan, Refusal
from bot.answering.draft import MAX_READ_WHOLE, NOTHING_WRITTEN, Draft
from bot.answering.follow_up import describe_search_language, find_ids_in_question
from bot.answering.language_model import LanguageModelError, Turn
from bot.answering.lead import Lead
from bot.answering.locations import name_read
from bot.answering.options import DEFAULT_CUTOFF, EXTRACTIVE, AnswerOptions, Unsupported
from bot.answering.paper_names import boost_if_named
from bot.answering.reading_time import ReadingTooSlow, read_in_thread
from bot.answering.refusal import is_another_world, refuse
from bot.answering.renumber import Renumbering
from bot.answering.research_fields import ASPECT_QUESTIONS, ASPECT_ROLES
from bot.grounding.evidence_spans import find_quoted
from bot.grounding.language import is_english
from bot.grounding.sentence import Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.paper import Paper
from retrieval.search.confidence import Confidence
from retrieval.search.query import Filters
from retrieval.search.results import Hit

if TYPE_CHECKING:
    from retrieval.search.results import SearchResult
    from retrieval.search.search import SearchPapers

MAX_FOUND = 24
"""How many papers of a search are looked at as a whole."""

_MAX_FOUND_ON_TOPIC = 40
_MAX_NEAREST = 3
_MAX_TIMES = 2  # as many passages on limitations as quotes need


class Ask:
    """Answers questions.

    `assistants` plan and write, by the names that people choose from, the usual one first;
    `fallback` writes what another assistant cannot.
    """

    def __init__(
        self,
        search: SearchPapers,
        assistants: Mapping[str, Assistant],
        fallback: Assistant,
        *,
        confidence: Confidence = Confidence(),
        cutoff: float = DEFAULT_CUTOFF,
        language: str = "English",
        unsupported: Unsupported = "drop",
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._search = search
        self._assistants = assistants
        self._fallback = fallback
        self.unsupported = unsupported
        self._confidence = confidence
        self._cutoff = cutoff
        self._language = language
        self._clock = clock

    async def __call__(
        self,
        question: str,
        *,
        filters: Filters = Filters(),
        history: Sequence[Turn] = (),
        options: AnswerOptions = AnswerOptions(),
    ) -> Answer:
        """Return the whole answer."""
        answer: Answer | None = None
        stream = self.stream(question, filters=filters, history=history, options=options)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                if isinstance(piece, Answer):
                    answer = piece
        if answer is None:  # pragma: no cover - the stream always ends with an answer
            raise LanguageModelError("The answer ended before it began. Ask again.")
        return answer

    async def stream(
        self,
        question: str,
        *,
        filters: Filters = Filters(),
        history: Sequence[Turn] = (),
        options: AnswerOptions = AnswerOptions(),
    ) -> AsyncGenerator[Sentence | DraftDiscarded | ReadingPapers | Answer, None]:
        """Yield each sentence to show once it is checked, then the whole answer.

        `DraftDiscarded` voids the sentences before it: the model failed midway, or wrote too much
        that the abstracts do not say. The answer has all other sentences, including unsupported
        ones that are not shown.
        """
        started = self._clock()
        usual = next(iter(self._assistants.values()))
        assistant = self._assistants.get(options.model or "", usual)
        least = self._cutoff if options.cutoff is None else options.cutoff
        plan, found, searching = await self._plan(assistant, question, filters, history)
        blank = Answer(
            question,
            answered=False,
            mode="extractive",
            model="",
            searched=plan.asked if plan.filters.paper else plan.sought,
            usage=plan.usage,
            cutoff=least,
            strike=(options.unsupported or self.unsupported) == "strike",
            kind=plan.kind,
            about=(filters.paper,) if filters.paper else find_ids_in_question(history),
        )
        if plan.reply is not None:
            yield self._finish(_reply(blank, plan.reply), found, started, searching)
            return
        confidence = boost_if_named(plan.sought, found, self._confidence(found.signals), least)
        notes = found.notes
        if not is_english(plan.sought):
            notes = (*notes, describe_search_language(question))
        blank = replace(
            blank,
            nearest=found.hits[:_MAX_NEAREST],
            notice=" ".join(notes),
            confidence=confidence,
        )
        if is_another_world(plan, confidence, least):
            refusal = Refusal(Lead("no-papers") if plan.kind in LISTING_KINDS else None)
            yield self._finish(refuse(blank, plan, refusal), found, started, searching)
            return
        first = Draft(assistant, plan, found, confidence, least)
        await first.select()
        if first.evidence.refusal is None:
            yield ReadingPapers(
                len(first.evidence.excerpts),
                as_items=plan.kind in LISTING_KINDS,
                read=name_read(e.paper for e in first.evidence.excerpts),
            )
        language = options.language or self._language
        async with aclosing(self._draft(first, blank)) as drafts:
            async for draft in drafts:
                if isinstance(draft, Answer):
                    yield self._finish(draft, found, started, searching)
                    return
                if draft is not first:
                    yield DraftDiscarded()
                async with aclosing(draft.write(history, language, blank.strike)) as sentences:
                    async for sentence in sentences:
                        yield sentence

    async def _draft(self, first: Draft, blank: Answer) -> AsyncGenerator[Draft | Answer, None]:
        """Yield drafts, each to be written before the next is made, then the answer.

        After the first, one from further passages where it leaves the question open, of which the
        one that says more is kept; then quotes, where the model failed.
        """
        yield first
        draft, unread = first, len(first.list_unread())
        most = first.by.find_most() // unread if unread else 0
        if most:
            second = await self._read_again(first, first.by, most)
            yield second
            draft, other = (first, second) if first.worth > second.worth else (second, first)
            draft = replace(draft, text=draft.text.kept_over(other.text))
        if draft.text.has_failed and draft.by is not self._fallback:
            failed = draft.text
            draft = await self._read_again(draft, self._fallback)
            yield draft
            draft.text = failed.replaced_by(draft.text)
        yield draft.build(blank)

    async def _read_again(self, before: Draft, by: Assistant, most: int = 0) -> Draft:
        """Return another draft of an answer, still to be written, refused if reading is too slow.

        It is from the passages that `by` is usually given, or from `most` further ones of each
        paper, besides those that the draft before cites and, if there is room, has read.
        """
        draft, limit = replace(before, by=by, text=NOTHING_WRITTEN), most or by.passages
        try:
            draft.plan, draft.found = await read_in_thread(
                self._read_whole, before.plan, before.found, limit, before if most else None
            )
            await draft.select()
        except ReadingTooSlow:
            draft.evidence = Evidence(refusal=Refusal())
        return draft

    async def _plan(
        self, assistant: Assistant, question: str, filters: Filters, history: Sequence[Turn]
    ) -> tuple[Plan, SearchResult, float]:
        """Return the plan of a question, what is found for it, and the seconds of that search.

        Planning and a search for the question as it is are begun at once. The papers in question,
        or else the first found, are read whole where the library has their texts; for a list, their
        abstracts are enough.
        """
        searching = asyncio.create_task(self._find(question, filters, MAX_FOUND))
        try:
            plan = await assistant.planner.plan(question, filters, history)
            depth = _MAX_FOUND_ON_TOPIC if plan.kind in LISTING_KINDS else MAX_FOUND
            if plan.reply is not None or (plan.sought, plan.filters, depth) == (
                question,
                filters,
                MAX_FOUND,
            ):
                found, seconds = await searching
            else:
                found, seconds = await self._find(plan.sought, plan.filters, depth)
            if plan.reply is None:
                plan, found = await read_in_thread(
                    self._read_whole, plan, found, assistant.passages
                )
            return plan, found, seconds
        finally:
            searching.cancel()
            await asyncio.gather(searching, return_exceptions=True)

    async def _find(self, text: str, filters: Filters, depth: int) -> tuple[SearchResult, float]:
        started = self._clock()
        found = await read_in_thread(
            self._search, text, filters=filters, limit=depth, exclude_withdrawn=True
        )
        return found, self._clock() - started

    def _read_whole(
        self, plan: Plan, found: SearchResult, limit: int, before: Draft | None = None
    ) -> tuple[Plan, SearchResult]:
        """Return a plan and what is found with what whole papers say on the question; blocks.

        Of each paper that is at most `limit` passages; for a list, only its abstract. After a draft
        `before`, these are further ones of what it left unread, and limits are not only read where
        they usually stand.
        """
        if plan.kind in LISTING_KINDS:
            return plan, replace(found, hits=tuple(map(_leave_passages, found.hits)))
        if plan.kind == "summary":
            return plan, found
        planned = {paper.paper_id for paper in plan.papers}
        first = {hit.paper.paper_id for hit in found.hits[:MAX_READ_WHOLE]}
        ids = before.list_unread() if before else planned or first

        def read(paper: Paper) -> Paper:
            return self._read_paper(plan, paper, limit, before) if paper.paper_id in ids else paper

        hits = (
            hit if hit.paper.paper_id in planned else replace(hit, paper=read(hit.paper))
            for hit in found.hits
        )
        return replace(plan, papers=tuple(map(read, plan.papers))), replace(found, hits=tuple(hits))

    def _read_paper(self, plan: Plan, paper: Paper, limit: int, before: Draft | None) -> Paper:
        """Return a paper with what it says on the question, or where it states its limits."""
        if plan.kind != "limitation" or before:
            known = before.list_known(paper) if before else ()
            limit += len(known)
            return self._search.read(plan.asked, paper, limit=limit, known=known)
        limits = {ASPECT_QUESTIONS["limitations"]: ASPECT_ROLES["limitations"]}
        times = min(limit // self._fallback.passages, _MAX_TIMES)
        return self._search.read_sections({plan.asked: (), **limits}, paper, times)

    def _finish(
        self, answer: Answer, found: SearchResult, started: float, searching: float
    ) -> Answer:
        total = self._clock() - started
        took = Timings(1e3 * searching, 1e3 * (total - searching), 1e3 * total)
        nearest = tuple(
            replace(hit, paper=replace(hit.paper, passages=()))
            for hit in found.add_snippets(answer.nearest)
        )
        missing = answer.missing
        if missing is not None:
            found_in = find_quoted(missing.stated, missing.closest) if missing.stated else None
            missing = replace(
                missing,
                closest=replace(missing.closest, passages=()),
                span=found_in if found_in and found_in.passage is not None else None,
            )
        kept = replace(answer, nearest=nearest, missing=missing, took=took)
        return Renumbering().answer(kept)


def _leave_passages(hit: Hit) -> Hit:
    """Return a hit without passages, unless it has no abstract."""
    if not hit.paper.abstract:
        return hit
    return replace(hit, paper=replace(hit.paper, passages=(), whole=None))


def _reply(blank: Answer, reply: DirectReply) -> Answer:
    """Return a reply that no abstract supports, as an answer that cites the papers it names."""
    return replace(
        blank,
        answered=reply.answered,
        model=EXTRACTIVE,
        citations=tuple(Citation(n, paper) for n, paper in enumerate(reply.papers, 1)),
        searched=blank.question,
        lead=reply.lead,
    )
