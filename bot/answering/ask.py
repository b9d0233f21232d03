"""Answer a question from the library: plan, find evidence, decide, write and check, number."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.answer import (
    Answer,
    Citation,
    DraftDiscarded,
    ReadingPapers,
    RetrievedPaper,
    Timings,
)
from bot.answering.assistant import Assistant, DirectReply, Evidence, Plan, Refusal
from bot.answering.follow_up import describe_search_language, find_ids_in_question
from bot.answering.generate import GeneratedText
from bot.answering.language_model import LanguageModelError, Turn
from bot.answering.lead import Lead
from bot.answering.locations import keep_cited, mark_unread, name_read
from bot.answering.options import DEFAULT_CUTOFF, EXTRACTIVE, AnswerOptions, Unsupported
from bot.answering.paper_names import boost_if_named
from bot.answering.reading_time import ReadingTooSlow, read_in_thread
from bot.answering.refusal import is_another_world, refuse
from bot.answering.renumber import Renumbering
from bot.answering.research_fields import ASPECT_QUESTIONS, ASPECT_ROLES
from bot.grounding.evidence_spans import find_cited_evidence, find_quoted
from bot.grounding.language import is_english
from bot.grounding.sentence import Excerpt, Sentence
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
_MAX_READ_WHOLE = 3  # papers of a search of which the whole text is read
_MAX_KEPT = 8  # papers of a search that an answer keeps though it cannot cite them
_MAX_NEAREST = 3
_MAX_TIMES = 2  # as many passages on limitations as quotes need
_NOT_SEARCHED = LISTING_KINDS | {"summary"}  # kinds of questions that choose no passages
_UNREAD, _NOTHING = Evidence(), GeneratedText((), "extractive", "")


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
        first = _Draft(assistant, plan, found, confidence, least)
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

    async def _draft(self, first: _Draft, blank: Answer) -> AsyncGenerator[_Draft | Answer, None]:
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

    async def _read_again(self, before: _Draft, by: Assistant, most: int = 0) -> _Draft:
        """Return another draft of an answer, still to be written, refused if reading is too slow.

        It is from the passages that `by` is usually given, or from `most` further ones of each
        paper, besides those that the draft before cites and, if there is room, has read.
        """
        draft, limit = replace(before, by=by, text=_NOTHING), most or by.passages
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
        self, plan: Plan, found: SearchResult, limit: int, before: _Draft | None = None
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
        first = {hit.paper.paper_id for hit in found.hits[:_MAX_READ_WHOLE]}
        ids = before.list_unread() if before else planned or first

        def read(paper: Paper) -> Paper:
            return self._read_paper(plan, paper, limit, before) if paper.paper_id in ids else paper

        hits = (
            hit if hit.paper.paper_id in planned else replace(hit, paper=read(hit.paper))
            for hit in found.hits
        )
        return replace(plan, papers=tuple(map(read, plan.papers))), replace(found, hits=tuple(hits))

    def _read_paper(self, plan: Plan, paper: Paper, limit: int, before: _Draft | None) -> Paper:
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


@dataclass(slots=True)
class _Draft:
    """An answer as `by` writes it from what is read for it; the text is nothing until then.

    `confidence` is that of the search, `cutoff` the least.
    """

    by: Assistant
    plan: Plan
    found: SearchResult
    confidence: float
    cutoff: float
    evidence: Evidence = _UNREAD
    text: GeneratedText = _NOTHING

    def list_unread(self) -> set[str]:
        """Return the ids of papers whose further passages may yet answer what the text leaves open.

        Those are the papers that it says are silent, or the papers in question, or else those that
        were read as the search is sure of them.
        """
        if not self.text.leaves_open or self.plan.kind in _NOT_SEARCHED:
            return set()
        papers = {excerpt.number: excerpt.paper for excerpt in self.evidence.excerpts}
        silent = {n for s in self.text.sentences if not s.evidence for n in s.citations}
        ids = {papers[n].paper_id for n in silent if n in papers}
        ids = ids or {paper.paper_id for paper in self.plan.papers}
        if not ids and self.confidence >= self.cutoff:
            ids = {hit.paper.paper_id for hit in self.found.hits[:_MAX_READ_WHOLE]}
        unread = (p for p in papers.values() if p.whole is not None and not p.whole.is_read)
        return ids & {paper.paper_id for paper in unread}

    @property
    def worth(self) -> tuple[bool, bool]:
        """Whether the text states something with evidence, and whether it was written at all."""
        is_written = self.evidence.refusal is None and not self.text.has_failed
        return any(s.supported and s.evidence for s in self.text.sentences), is_written

    def list_known(self, paper: Paper) -> set[int]:
        """Return the numbers of the passages of a paper that were read, but not cited."""
        read: Collection[int] = [passage.number for passage in paper.passages]
        if self.text.prompt is not None:
            numbers = {e.paper.paper_id: e.number for e in self.evidence.excerpts}
            read = self.text.prompt.passages.get(numbers.get(paper.paper_id, 0), ())
        spans = (span for s in self.text.sentences if s.supported for span in s.evidence)
        return {*read} - {span.passage for span in spans if span.paper_id == paper.paper_id}

    async def select(self) -> None:
        """Choose the papers to write from; raise ReadingTooSlow."""
        self.evidence = await read_in_thread(
            self.by.writer.select, self.plan, self.found, self.confidence, self.cutoff
        )

    async def write(
        self, history: Sequence[Turn], language: str, strike: bool
    ) -> AsyncGenerator[Sentence, None]:
        """Yield the sentences to show, with unsupported ones to `strike`, and keep the text."""
        if self.evidence.refusal is not None:
            return
        numbers = Renumbering()
        written = self.by.writer.write(self.plan, self.evidence, history, language)
        async with aclosing(written) as pieces:
            async for piece in pieces:
                if isinstance(piece, GeneratedText):
                    self.text = piece
                    self._mark_unread()
                elif piece.supported or strike:
                    yield numbers.sentence(piece)

    def _mark_unread(self) -> None:
        """Remember of which papers the model was not given all that was read for it."""
        if self.text.prompt is None or self.text.mode == "extractive":
            return
        given = self.text.prompt.passages
        excerpts = tuple(mark_unread(excerpt, given) for excerpt in self.evidence.excerpts)
        self.evidence = replace(self.evidence, excerpts=excerpts)
        marked = {excerpt.paper.paper_id: excerpt.paper for excerpt in excerpts}
        papers = tuple(marked.get(paper.paper_id, paper) for paper in self.plan.papers)
        self.plan = replace(self.plan, papers=papers)

    def build(self, blank: Answer) -> Answer:
        """Return the answer made of the text; a refusal if none of it is supported."""
        retrieved = _to_retrieved(self.found.hits, self.evidence.excerpts)
        answer = _build(replace(blank, retrieved=retrieved), self.evidence, self.text)
        if answer.answered:
            return answer
        refusal = self.evidence.refusal or Refusal(nearest=answer.nearest)
        return refuse(answer, self.plan, refusal)


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


def _to_retrieved(hits: Sequence[Hit], excerpts: Sequence[Excerpt]) -> tuple[RetrievedPaper, ...]:
    """Return what an answer keeps of the search: its first papers, and those that may be cited."""
    numbers = {e.paper.paper_id: e.number for e in excerpts}
    whole = {e.paper.paper_id for e in excerpts if e.paper.whole}
    found = {hit.paper.paper_id for hit in hits}
    others = [Hit(e.paper, 0, 0, 0) for e in excerpts if e.paper.paper_id not in found]
    return tuple(
        RetrievedPaper(
            hit.paper.paper_id,
            numbers.get(hit.paper.paper_id),
            hit.score,
            hit.lexical,
            hit.dense,
            hit.alignment,
            hit.paper.title,
            hit.paper.is_upload,
            hit.paper.paper_id in whole,
        )
        for place, hit in enumerate([*hits, *others])
        if place < _MAX_KEPT or hit.paper.paper_id in numbers
    )


def _build(blank: Answer, evidence: Evidence, text: GeneratedText) -> Answer:
    """Return the answer made of a text; a refusal if none of it is supported.

    A lead alone says that the first paper states nothing.
    """
    made = replace(_describe(blank, text), mode=text.mode, model=text.model)
    supported = [s for s in text.sentences if s.supported]
    if not supported and text.lead is not None:
        nothing = tuple(_cite((), e) for e in evidence.excerpts[:1])
        return replace(made, answered=True, lead=text.lead, citations=nothing, nearest=())
    if not supported:
        return made
    cited = {n for s in supported for n in s.citations}
    return replace(
        made,
        answered=True,
        lead=text.lead,
        headings=text.headings,
        sentences=text.sentences,
        citations=tuple(_cite(supported, e) for e in evidence.excerpts if e.number in cited),
        nearest=(),
    )


def _cite(supported: Sequence[Sentence], excerpt: Excerpt) -> Citation:
    found = find_cited_evidence(supported, excerpt.number, excerpt.paper)
    cited = replace(excerpt.paper, passages=keep_cited(excerpt.paper, found))
    return Citation(excerpt.number, cited, found)


def _describe(blank: Answer, text: GeneratedText) -> Answer:
    """Return an answer with how its text was made."""
    return replace(
        blank,
        notice=f"{blank.notice} {text.notice}".strip(),
        usage=blank.usage + text.usage,
        prompt=text.prompt,
        fallback=text.fallback,
        discarded=text.discarded,
    )
