"""Compare two to five papers: every cell is cited, or says that nothing is stated."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.answer import Aspect, Cell, Comparison, DiscardedSentence, Timings
from bot.answering.fields import FindField, choose_aspects
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import (
    DETAIL,
    NOT_STATED,
    CellTask,
    CompareTask,
    Fallback,
    LanguageModel,
    Usage,
    write_whole,
)
from bot.answering.llm_judge import FindJudge, find_no_judge, judge
from bot.answering.options import NO_EXTRA_MODELS, pick_model
from bot.answering.output_filter import filter_sentence
from bot.grounding.checker import Check
from bot.grounding.citations import SentenceStream
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_PAPERS, _MAX_PAPERS = 2, 5
_MAX_ASPECTS = 10

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»)\]*_]{0,4}$")

_QUOTED = "These are quotes from the abstracts."
_Place = tuple[str, int]
"""The aspect and the paper's number of a cell."""


class CannotCompare(ValueError):
    """Too few or too many papers or aspects; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells that a model filled in, its usage, and why it filled in none."""

    cells: Mapping[_Place, Cell]
    usage: Usage = Usage()
    fallback: Fallback | None = None


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
        find_judge: FindJudge = find_no_judge,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        is_small: Callable[[str], bool] = lambda name: False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._is_small = is_small
        self._catalog = catalog
        self._model = model
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check)
        self._check = check
        self._find_judge = find_judge
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
        excerpts = tuple(Excerpt(n, paper) for n, paper in enumerate(papers, 1))
        table = _Table({})
        if writer.mode == "model":
            table = await self._write(CompareTask(excerpts, rows, question, language), writer)

        async def column(excerpt: Excerpt) -> list[Cell]:
            cells = []
            for aspect in rows:
                written = table.cells.get((aspect, excerpt.number))
                task = CellTask(Excerpt(1, excerpt.paper), aspect, language, question)
                cells.append(written or await self._quote(task))
            return cells

        columns = await asyncio.gather(*map(column, excerpts))
        fallback = table.fallback
        by = self._quoting if fallback else writer
        now = self._clock()
        return Comparison(
            papers,
            tuple(map(Aspect, rows, zip(*columns, strict=True))),
            by.mode,
            by.name,
            fallback.explanation if fallback else "",
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            table.usage,
            fallback,
        )

    async def _write(self, task: CompareTask, writer: LanguageModel) -> _Table:
        """Let a model fill in the table; cells of which nothing is supported are left out."""
        reply = await write_whole(writer, task)
        usage = reply.usage
        if (error := reply.error) is not None:
            return _Table({}, usage, Fallback(error.fallback_reason, f"{error} {_QUOTED}"))
        written = _parse_table(reply.text, task)
        sentences = await asyncio.to_thread(self._check_cells, written, task)
        sources = {excerpt.number: excerpt.paper for excerpt in task.excerpts}
        if (judging := self._find_judge(writer)) is not None:
            flat = [sentence for cell in sentences.values() for sentence in cell]
            judged, more = await judge(flat, sources, judging)
            left, usage = iter(judged), usage + more
            sentences = {at: [next(left) for _ in cell] for at, cell in sentences.items()}
        cells = {}
        for at, value in written.items():
            paper = sources[at[1]]
            stated = [s for s in sentences[at] if s.supported and _ENDS_SENTENCE.search(s.text)]
            if not value:
                cells[at] = Cell(paper.paper_id, NOT_STATED, stated=False)
            elif stated:
                cells[at] = _build_cell(stated, at[1], paper)
        if not cells:
            why = "The abstracts did not support what the model wrote."
            return _Table({}, usage, Fallback("strayed", f"{why} {_QUOTED}"))
        return _Table(cells, usage)

    def _check_cells(
        self, written: Mapping[_Place, str], task: CompareTask
    ) -> dict[_Place, list[Sentence]]:
        """Return the sentences of each cell, checked against its paper alone."""
        papers = {excerpt.number: excerpt.paper for excerpt in task.excerpts}
        checked: dict[_Place, list[Sentence]] = {at: [] for at in written}
        for at, text in written.items():
            stream = SentenceStream(paper.title for paper in papers.values())
            for sentence in (*stream.feed(text), *stream.end()):
                cited = replace(sentence, numbers=(at[1],))
                shown = filter_sentence(cited, task)
                if not isinstance(shown, DiscardedSentence):
                    checked[at].append(self._check(shown, {at[1]: papers[at[1]]}))
        return checked

    async def _quote(self, task: CellTask) -> Cell:
        """Quote the cell; a part of a sentence, word for word, needs no other support."""
        paper = task.excerpt.paper
        draft = await self._generate(task, {1: paper}, self._quoting, abstain_phrase=NOT_STATED)
        abstract = paper.abstract.lower()
        stated = [s for s in draft.sentences if s.supported or s.text.lower() in abstract]
        if stated:
            return _build_cell(stated, 1, paper)
        return Cell(paper.paper_id, NOT_STATED, stated=False)

    def _choose_aspects(self, papers: Sequence[Paper]) -> tuple[str, ...]:
        return choose_aspects([self._find_field(paper) for paper in papers])

    def _find(self, references: Sequence[str]) -> tuple[Paper, ...]:
        papers = {p.paper_id: p.for_reading() for p in map(self._catalog.find, references)}
        if not _MIN_PAPERS <= len(papers) <= _MAX_PAPERS:
            raise CannotCompare(
                f"Compare {_MIN_PAPERS} to {_MAX_PAPERS} different papers, not {len(papers)}."
            )
        return tuple(papers.values())


def _build_cell(stated: Sequence[Sentence], number: int, paper: Paper) -> Cell:
    text = " ".join(sentence.text for sentence in stated)
    return Cell(paper.paper_id, text, find_cited_evidence(stated, number, paper))


def _parse_table(text: str, task: CompareTask) -> dict[_Place, str]:
    """Return what a reply says in each cell, empty for null; nothing if it is no JSON object.

    The object may stand between other words.
    """
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return {}
    rows = {str(key).strip().casefold(): row for key, row in found.items()}
    cells: dict[_Place, str] = {}
    for aspect in task.aspects:
        row = rows.get(aspect.casefold())
        values = row if isinstance(row, dict) else {}
        for number in (e.number for e in task.excerpts if str(e.number) in values):
            value = values[str(number)]
            if value is None or isinstance(value, str):
                cells[aspect, number] = " ".join((value or "").split())
    return cells
