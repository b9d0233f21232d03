"""Summarize one paper in a style and a language, and check every sentence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.answer import Citation, Summary, Timings
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import (
    QUOTED_STYLES,
    STRUCTURED,
    SUMMARY_STYLES,
    CompareTask,
    LanguageModel,
    Mode,
    SummaryTask,
)
from bot.answering.lead import Heading
from bot.answering.locations import mark_unread
from bot.answering.options import NO_EXTRA_MODELS, Unsupported, pick_model
from bot.answering.research_fields import FindField, choose_aspects
from bot.answering.sections import find_section, is_within, list_sections
from bot.answering.table import TableWriter
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from retrieval.passage import WholeText

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog


_DETAILED = ("key-points", "technical", "plain")
"""Styles for which a model reads more of a whole paper than its abstract."""


class UnknownStyle(ValueError):
    """The style is unknown; the message quotes it."""

    @property
    def quoted(self) -> str:
        """The part of the message that others wrote: possibly all of it."""
        return str(self)


def list_styles(mode: Mode, *, is_whole: bool = False) -> Sequence[str]:
    """Return the styles that there are with a language model, or without one.

    `is_whole`: of a paper that the library has whole.
    """
    styles = tuple(SUMMARY_STYLES) if mode == "model" else QUOTED_STYLES
    return (STRUCTURED, *styles) if is_whole else styles


class Summarize:
    """Summarizes a paper of the library."""

    def __init__(
        self,
        catalog: Catalog,
        model: LanguageModel,
        quoting: LanguageModel,
        generate: AnswerGenerator,
        write_table: TableWriter,
        *,
        unsupported: Unsupported = "drop",
        find_field: FindField = lambda paper: "computing",
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._catalog = catalog
        self._model = model
        self._quoting = quoting
        self._generate = generate
        self._write_table = write_table
        self._find_field = find_field
        self.unsupported = unsupported
        self._models = models
        self._clock = clock

    async def __call__(
        self,
        reference: str,
        *,
        style: str | None = None,
        section: str = "",
        language: str = "English",
        model: str | None = None,
        unsupported: Unsupported | None = None,
    ) -> Summary:
        """Summarize a paper, or one section of it.

        Raises `PaperNotFound` for `reference`, `UnknownStyle` and `UnknownSection`. Without a
        style, a whole paper is summed up under headings, and an abstract in short. The abstract is
        always quoted. Where quotes have to do for a style that needs a model, the summary is key
        points, and says so.
        """
        if style is not None and style not in (STRUCTURED, *SUMMARY_STYLES):
            allowed = ", ".join((STRUCTURED, *SUMMARY_STYLES))
            raise UnknownStyle(f"There is no summary style {style!r}. Choose one of: {allowed}.")
        started = self._clock()
        paper = (await asyncio.to_thread(self._catalog.find, reference)).for_reading()
        whole = await asyncio.to_thread(self._catalog.full_texts.list_passages, paper.paper_id)
        if section:
            section = find_section(section, list_sections(whole.values()))
        if style is None:
            style = "key-points" if section else STRUCTURED if whole else "tldr"
        found = self._clock()
        chosen = pick_model(model, self._model, self._models)
        headings: tuple[Heading, ...] = ()
        read = paper
        if style == STRUCTURED and whole and not section:
            draft, headings, read = await self._write_structured(paper, language, chosen)
        else:
            style = "key-points" if style == STRUCTURED else style
            if section:
                within = tuple(one for one in whole.values() if is_within(one, section))
                text = await asyncio.to_thread(self._catalog.full_texts.describe, paper.paper_id)
                text = replace(text or WholeText(), is_read=True)  # all of the section
                read = replace(paper, abstract="", passages=within, whole=text)
            elif whole and chosen.mode == "model" and style in _DETAILED:
                read = await asyncio.to_thread(self._read_whole, paper, chosen)
            task = SummaryTask((Excerpt(1, read),), style, language, section=section)
            writer = self._quoting if style == "abstract" else chosen
            draft = await self._generate(task, writer)
            if draft.mode == "extractive" and style not in QUOTED_STYLES:
                style = "key-points"
        supported = [s for s in draft.sentences if s.supported]
        now = self._clock()
        notice, fallback = draft.notice, draft.fallback
        if draft.mode == "model" and draft.prompt is not None:
            read = mark_unread(Excerpt(1, read), draft.prompt.passages).paper
        if not read.text.strip():
            notice, fallback = "The library has no abstract of this paper.", None
        return Summary(
            replace(paper, whole=read.whole),
            style,
            draft.mode,
            draft.model,
            draft.sentences,
            Citation(1, read, find_cited_evidence(supported, 1, read)),
            notice,
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            draft.usage,
            strike=(unsupported or self.unsupported) == "strike",
            fallback=fallback,
            discarded=draft.discarded,
            headings=headings,
            section=section,
            is_whole=bool(whole),
        )

    def _choose_aspects(self, paper: Paper) -> tuple[str, ...]:
        return choose_aspects([self._find_field(paper)], whole=True)

    def _read_whole(self, paper: Paper, model: LanguageModel) -> Paper:
        """Return a paper with what its sections say on the usual aspects; blocks."""
        task = CompareTask((Excerpt(1, paper),), self._choose_aspects(paper))
        return self._write_table.read(task, model).excerpts[0].paper

    async def _write_structured(
        self, paper: Paper, language: str, model: LanguageModel
    ) -> tuple[GeneratedText, tuple[Heading, ...], Paper]:
        """Return a text with a part for each of the usual aspects, its headings, and what was read.

        It is the column of a comparison.
        """
        aspects = await asyncio.to_thread(self._choose_aspects, paper)
        task = CompareTask((Excerpt(1, paper),), aspects, language=language)
        table = await self._write_table(task, self._write_table.choose(model))
        sentences: list[Sentence] = []
        headings: list[Heading] = []
        for aspect in aspects:
            stated = [one for one in table.cells.get((aspect, 1), ()) if one not in sentences]
            if stated:
                headings.append(Heading(len(sentences), aspect))
                sentences += stated
        text = GeneratedText(
            tuple(sentences), table.by.mode, table.by.name, table.usage, fallback=table.fallback
        )
        return text, tuple(headings), table.papers[1]
