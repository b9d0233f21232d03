"""Compare two to five papers: every cell is cited, or says that nothing is stated."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.answer import Aspect, Cell, Comparison, DiscardedSentence, Timings
from bot.answering.assistant import number_papers
from bot.answering.language_model import (
    DETAIL,
    NOT_STATED,
    NOT_STATED_IN_PAPER,
    CompareTask,
    Fallback,
    LanguageModel,
    Usage,
    to_sources,
    write_whole,
)
from bot.answering.llm_judge import FindJudge, find_no_judge, judge
from bot.answering.options import NO_EXTRA_MODELS, pick_model
from bot.answering.output_filter import filter_sentence
from bot.answering.places import name_read
from bot.answering.research_fields import FindField, choose_aspects
from bot.grounding.checker import Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_MIN_PAPERS, _MAX_PAPERS = 2, 5
_MAX_ASPECTS = 10

_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»)\]*_]{0,4}$")

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
        excerpts = number_papers(papers)
        task = CompareTask(excerpts, rows, question, language)
        table = await self._fill(task, writer)
        blank = {
            (row, e.number): _build_cell((), e.number, e.paper) for row in rows for e in excerpts
        }
        cells = {**blank, **table.cells}
        gaps = tuple(dict.fromkeys(at[0] for at in blank if at not in table.cells))
        if gaps and writer.mode == "model":
            quoted = await self._fill(replace(task, aspects=gaps), self._quoting)
            cells = {**blank, **quoted.cells, **table.cells}
        by = self._quoting if table.fallback else writer
        now = self._clock()
        return Comparison(
            papers,
            tuple(Aspect(row, tuple(cells[row, e.number] for e in excerpts)) for row in rows),
            by.mode,
            by.name,
            table.fallback.explanation if table.fallback else "",
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            table.usage,
            table.fallback,
        )

    async def _fill(self, task: CompareTask, writer: LanguageModel) -> _Table:
        """Let a model or quotes fill in the table; cells of which nothing stands are left out."""
        reply = await write_whole(writer, task)
        usage = reply.usage
        read = name_read(e.paper for e in task.excerpts)
        quoted = f"These are quotes from the {read}s."
        if (error := reply.error) is not None:
            return _Table({}, usage, Fallback(error.fallback_reason, f"{error} {quoted}"))
        sources = to_sources(task.excerpts)
        written = _parse_table(reply.text, task, of_quotes=writer.mode == "extractive")
        places, sentences = await asyncio.to_thread(self._check_cells, written, task)
        if writer.mode == "model" and (judging := self._find_judge(writer)) is not None:
            sentences, more = await judge(sentences, sources, judging)
            usage += more
        stated: dict[_Place, list[Sentence]] = {at: [] for at, cell in written.items() if not cell}
        for at, sentence in zip(places, sentences, strict=True):
            if sentence.supported:
                stated.setdefault(at, []).append(sentence)
        cells = {at: _build_cell(cell, at[1], sources[at[1]]) for at, cell in stated.items()}
        if not cells and writer.mode == "model":
            why = f"The {read}s did not support what the model wrote."
            return _Table({}, usage, Fallback("strayed", f"{why} {quoted}"))
        return _Table(cells, usage)

    def _check_cells(
        self, written: Mapping[_Place, Sequence[WrittenSentence]], task: CompareTask
    ) -> tuple[list[_Place], list[Sentence]]:
        """Return the sentences that are not withheld, checked against their paper, and places."""
        sources, places, checked = to_sources(task.excerpts), [], []
        for at, cell in written.items():
            for sentence in cell:
                shown = filter_sentence(sentence, task.excerpts, task.language)
                if not isinstance(shown, DiscardedSentence):
                    places.append(at)
                    checked.append(self._check(shown, {at[1]: sources[at[1]]}))
        return places, checked

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
    if not stated:
        silent = NOT_STATED_IN_PAPER if paper.whole else NOT_STATED
        return Cell(paper.paper_id, silent, stated=False)
    text = " ".join(sentence.text for sentence in stated)
    return Cell(paper.paper_id, text, find_cited_evidence(stated, number, paper))


def _parse_table(
    text: str, task: CompareTask, *, of_quotes: bool
) -> dict[_Place, list[WrittenSentence]]:
    """Return the sentences that a reply has in each cell, none for null.

    Nothing if it is no JSON object, which may stand between other words. Fragments are left out.
    """
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return {}
    rows = {str(key).strip().casefold(): row for key, row in found.items()}
    cells: dict[_Place, list[WrittenSentence]] = {}
    for aspect in task.aspects:
        row = rows.get(aspect.casefold())
        values = row if isinstance(row, dict) else {}
        for number in to_sources(task.excerpts):
            match values.get(str(number), ""):
                case None:
                    cells[aspect, number] = []
                case [*quotes] if of_quotes:
                    cells[aspect, number] = [
                        WrittenSentence(quote, (number,), is_quote=True) for quote in quotes
                    ]
                case str(said) if not of_quotes:
                    stream = SentenceStream(excerpt.paper.title for excerpt in task.excerpts)
                    written = (*stream.feed(" ".join(said.split())), *stream.end())
                    if whole := [w for w in written if _ENDS_SENTENCE.search(w.text)]:
                        cells[aspect, number] = [replace(w, numbers=(number,)) for w in whole]
    return cells
