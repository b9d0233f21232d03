"""Compare two to five papers: every cell is cited, or says that nothing is stated."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answering.answer import Aspect, Cell, Comparison, Timings
from bot.answering.assistant import number_papers
from bot.answering.language_model import (
    DETAIL,
    NOT_FOUND,
    NOT_STATED,
    NOT_STATED_IN_PAPER,
    CompareTask,
    LanguageModel,
)
from bot.answering.locations import SilentText, name_silent
from bot.answering.options import NO_EXTRA_MODELS, pick_model
from bot.answering.research_fields import FindField, choose_aspects
from bot.answering.table import Table, TableWriter
from bot.grounding.evidence_spans import find_cited_evidence
from retrieval.paper import Paper

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_PAPERS, _MAX_PAPERS = 2, 5
_MAX_ASPECTS = 10
_SAYS_NOTHING: Mapping[SilentText, str] = {
    "abstract": NOT_STATED,
    "passages": NOT_FOUND,
    "paper": NOT_STATED_IN_PAPER,
}


class CannotCompare(ValueError):
    """Too few or too many papers or aspects; the message says what is allowed."""


class Compare:
    """Compares papers of the library by aspects."""

    def __init__(
        self,
        catalog: Catalog,
        model: LanguageModel,
        write: TableWriter,
        *,
        find_field: FindField = lambda paper: "computing",
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._catalog = catalog
        self._model = model
        self._write = write
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

        A language model fills in the whole table in one call; quotes take the place of cells that
        the abstracts do not support. Without aspects, quotes are what the papers say to the
        question, if there is one, else on the usual aspects of their field.
        """
        started = self._clock()
        writer = self._write.choose(pick_model(model, self._model, self._models))
        if question and not aspects and writer.mode == "extractive":
            aspects = (DETAIL,)
        rows = tuple(dict.fromkeys(a.strip() for a in aspects or () if a.strip()))
        if len(rows) > _MAX_ASPECTS or (aspects and not rows):
            raise CannotCompare(f"Give 1 to {_MAX_ASPECTS} aspects; there are {len(rows)}.")
        papers = await asyncio.to_thread(self._find, references)
        rows = rows or await asyncio.to_thread(self._choose_aspects, papers)
        found = self._clock()
        table = await self._write(
            CompareTask(number_papers(papers), rows, question, language), writer
        )
        now = self._clock()
        return Comparison(
            tuple(table.papers.values()),
            tuple(Aspect(row, tuple(_build_cells(table, row))) for row in rows),
            table.by.mode,
            table.by.name,
            table.fallback.explanation if table.fallback else "",
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            table.usage,
            table.fallback,
        )

    def _choose_aspects(self, papers: Sequence[Paper]) -> tuple[str, ...]:
        whole = all(self._catalog.full_texts.describe(paper.paper_id) for paper in papers)
        return choose_aspects([self._find_field(paper) for paper in papers], whole=whole)

    def _find(self, references: Sequence[str]) -> tuple[Paper, ...]:
        papers = {p.paper_id: p.for_reading() for p in map(self._catalog.find, references)}
        if not _MIN_PAPERS <= len(papers) <= _MAX_PAPERS:
            raise CannotCompare(
                f"Compare {_MIN_PAPERS} to {_MAX_PAPERS} different papers, not {len(papers)}."
            )
        return tuple(papers.values())


def _build_cells(table: Table, row: str) -> Iterator[Cell]:
    for number, paper in table.papers.items():
        if stated := table.cells.get((row, number), ()):
            text = " ".join(sentence.text for sentence in stated)
            yield Cell(paper.paper_id, text, find_cited_evidence(stated, number, paper))
        else:
            yield Cell(paper.paper_id, _SAYS_NOTHING[name_silent(paper)], stated=False)
