"""A draft of an answer: what it is written from, its text, and the answer that this makes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Citation, RetrievedPaper
from bot.answering.assistant import Assistant, Evidence, Plan, Refusal
from bot.answering.generate import GeneratedText
from bot.answering.language_model import Turn
from bot.answering.locations import keep_cited, mark_unread
from bot.answering.reading_time import read_in_thread
from bot.answering.refusal import refuse
from bot.answering.renumber import Renumbering
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt, Sentence
from bot.questions.kinds import LISTING_KINDS
from retrieval.paper import Paper
from retrieval.search.results import Hit

if TYPE_CHECKING:
    from retrieval.search.results import SearchResult

MAX_READ_WHOLE = 3
"""Of how many papers of a search the whole text is read."""

_MAX_KEPT = 8  # papers of a search that an answer keeps though it cannot cite them
_NOT_SEARCHED = LISTING_KINDS | {"summary"}  # kinds of questions that choose no passages
NOTHING_WRITTEN = GeneratedText((), "extractive", "")


@dataclass(slots=True)
class Draft:
    """An answer as `by` writes it from what is read for it; the text is nothing until then.

    `confidence` is that of the search, `cutoff` the least.
    """

    by: Assistant
    plan: Plan
    found: SearchResult
    confidence: float
    cutoff: float
    evidence: Evidence = field(default_factory=Evidence)
    text: GeneratedText = NOTHING_WRITTEN

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
            ids = {hit.paper.paper_id for hit in self.found.hits[:MAX_READ_WHOLE]}
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
        if self.evidence.refusal is not None:
            return refuse(answer, self.plan, self.evidence.refusal)
        return refuse(answer, self.plan, Refusal(nearest=answer.nearest), is_read=True)


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
