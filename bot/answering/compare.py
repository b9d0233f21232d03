"""Compare two to five papers: every cell is cited, or says that nothing is stated."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answering.answer import Aspect, Cell, Comparison, Timings
from bot.answering.compare_cells import write_cells
from bot.answering.fields import FindField, choose_aspects
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import (
    DETAIL,
    NOT_STATED,
    AspectsTask,
    CellTask,
    LanguageModel,
    Usage,
)
from bot.answering.options import NO_EXTRA_MODELS, pick_model
from bot.grounding.checker import Check
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt
from retrieval.paper import Paper
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_PAPERS, _MAX_PAPERS = 2, 5
_MAX_ASPECTS = 10
_MAX_CONCURRENT_CALLS = 4

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»)\]*_]{0,4}$")

_Written = tuple[Cell, GeneratedText]


class CannotCompare(ValueError):
    """Too few or too many papers or aspects; the message says what is allowed."""


class Compare:
    """Compares papers of the library by aspects."""

    def __init__(
        self,
        catalog: Catalog,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        check: Check,
        find_field: FindField = lambda paper: "computing",
        judge: bool = False,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        is_small: Callable[[str], bool] = lambda name: False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._is_small = is_small
        self._catalog = catalog
        self._model = model
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check, judge=judge)
        self._find_field = find_field
        self._models = models
        self._clock = clock

    async def __call__(
        self,
        references: Sequence[str],
        *,
        aspects: Sequence[str] | None = None,
        question: str = "",
        language: str = "English",
        model: str | None = None,
    ) -> Comparison:
        """Compare; raises `PaperNotFound`, and `CannotCompare` for too few or too many of each.

        Without aspects, quotes are what the papers say to the question, if there is one, else on
        the usual aspects of their field.
        """
        started = self._clock()
        writer = pick_model(model, self._model, self._models)
        if self._is_small(writer.name):
            writer = self._quoting
        if question and not aspects and writer.mode == "extractive":
            aspects = (DETAIL,)
        rows = tuple(dict.fromkeys(a.strip() for a in aspects or () if a.strip()))
        if len(rows) > _MAX_ASPECTS or (aspects and not rows):
            raise CannotCompare(f"Give 1 to {_MAX_ASPECTS} aspects; there are {len(rows)}.")
        papers = await asyncio.to_thread(self._find, references)
        rows = rows or await asyncio.to_thread(self._choose_aspects, papers)
        found = self._clock()
        gate = asyncio.Semaphore(_MAX_CONCURRENT_CALLS)

        async def cell(paper: Paper, aspect: str, by: LanguageModel) -> _Written:
            if aspect.lower() == "limitations":
                by = self._quoting  # models take the limits of others for the paper's own
            async with gate:
                task = CellTask(Excerpt(1, paper), aspect, language, question)
                draft = await self._write(task, paper, by)
                cell = _build_cell(paper, draft)
                if not cell.stated and draft.mode == "model":
                    quotes = await self._write(task, paper, self._quoting)
                    cell = _build_cell(paper, quotes)
            return cell, draft

        async def column(paper: Paper) -> tuple[list[_Written], Usage]:
            writers, usage = dict.fromkeys(rows, writer), Usage()
            if writer.mode == "model" and len(rows) > 1:
                async with gate:
                    task = AspectsTask(Excerpt(1, paper), rows, language)
                    writers, usage = await write_cells(task, writer)
            jobs = [cell(paper, aspect, by) for aspect, by in writers.items()]
            return await asyncio.gather(*jobs), usage

        columns = await asyncio.gather(*map(column, papers))
        table = tuple(
            Aspect(aspect, tuple(cell for cell, _ in cells))
            for aspect, cells in zip(rows, zip(*(c for c, _ in columns), strict=True), strict=True)
        )
        drafts = [draft for cells, _ in columns for _, draft in cells]
        fallback = next((d.fallback for d in drafts if d.fallback and d.mode != writer.mode), None)
        by = self._quoting if fallback and all(d.mode != writer.mode for d in drafts) else None
        now = self._clock()
        return Comparison(
            papers,
            table,
            (by or writer).mode,
            (by or writer).name,
            fallback.explanation if fallback else "",
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            sum((*(d.usage for d in drafts), *(usage for _, usage in columns)), Usage()),
            fallback,
        )

    def _choose_aspects(self, papers: Sequence[Paper]) -> tuple[str, ...]:
        return choose_aspects([self._find_field(paper) for paper in papers])

    async def _write(self, task: CellTask, paper: Paper, writer: LanguageModel) -> GeneratedText:
        return await self._generate(task, {1: paper}, writer, abstain_phrase=NOT_STATED)

    def _find(self, references: Sequence[str]) -> tuple[Paper, ...]:
        papers = {p.paper_id: p.for_reading() for p in map(self._catalog.find, references)}
        if not _MIN_PAPERS <= len(papers) <= _MAX_PAPERS:
            raise CannotCompare(
                f"Compare {_MIN_PAPERS} to {_MAX_PAPERS} different papers, not {len(papers)}."
            )
        return tuple(papers.values())


def _build_cell(paper: Paper, draft: GeneratedText) -> Cell:
    """Return a cell of the supported sentences of a draft; without any, one that says so.

    A part of a sentence of the abstract, quoted word for word, needs no other support. A fragment
    that a model wrote (“Image classification”) tells too little to be shown.
    """
    if draft.mode == "extractive":
        abstract = paper.abstract.lower()
        stated = [s for s in draft.sentences if s.supported or s.text.lower() in abstract]
    else:
        stated = [s for s in draft.sentences if s.supported and _ENDS_SENTENCE.search(s.text)]
    if not stated:
        return Cell(paper.paper_id, NOT_STATED, stated=False)
    text = " ".join(sentence.text for sentence in stated)
    return Cell(paper.paper_id, text, find_cited_evidence(stated, 1, paper))
