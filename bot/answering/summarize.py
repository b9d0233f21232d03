"""Summarize one paper in a style and a language, and check every sentence."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.answering.answer import Citation, Summary, Timings
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import (
    QUOTED_STYLES,
    SUMMARY_STYLES,
    LanguageModel,
    Mode,
    SummaryTask,
)
from bot.answering.llm_judge import FindJudge, find_no_judge
from bot.answering.options import NO_EXTRA_MODELS, Unsupported, pick_model
from bot.grounding.checker import Check
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog


class UnknownStyle(ValueError):
    """The style is unknown; the message quotes it."""

    @property
    def quoted(self) -> str:
        """The part of the message that others wrote: possibly all of it."""
        return str(self)


def list_styles(mode: Mode) -> Sequence[str]:
    """Return the styles that there are with a language model, or without one."""
    return tuple(SUMMARY_STYLES) if mode == "model" else QUOTED_STYLES


class Summarize:
    """Summarizes a paper of the library."""

    def __init__(
        self,
        catalog: Catalog,
        model: LanguageModel,
        quoting: LanguageModel,
        *,
        check: Check,
        unsupported: Unsupported = "drop",
        find_judge: FindJudge = find_no_judge,
        models: Mapping[str, LanguageModel] = NO_EXTRA_MODELS,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._catalog = catalog
        self._model = model
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check, find_judge=find_judge)
        self.unsupported = unsupported
        self._models = models
        self._clock = clock

    async def __call__(
        self,
        reference: str,
        *,
        style: str = "tldr",
        language: str = "English",
        model: str | None = None,
        unsupported: Unsupported | None = None,
    ) -> Summary:
        """Summarize; raises `PaperNotFound` for `reference`, and `UnknownStyle`.

        The abstract is always quoted. Where quotes have to do for a style that needs a model, the
        summary is key points, and says so.
        """
        if style not in SUMMARY_STYLES:
            allowed = ", ".join(SUMMARY_STYLES)
            raise UnknownStyle(f"There is no summary style {style!r}. Choose one of: {allowed}.")
        started = self._clock()
        paper = (await asyncio.to_thread(self._catalog.find, reference)).for_reading()
        found = self._clock()
        task = SummaryTask((Excerpt(1, paper),), style, language)
        chosen = pick_model(model, self._model, self._models)
        writer = self._quoting if style == "abstract" else chosen
        draft = await self._generate(task, writer)
        supported = [s for s in draft.sentences if s.supported]
        if draft.mode == "extractive" and style not in QUOTED_STYLES:
            style = "key-points"
        now = self._clock()
        notice, fallback = draft.notice, draft.fallback
        if not paper.abstract.strip():
            notice, fallback = "The library has no abstract of this paper.", None
        return Summary(
            paper,
            style,
            draft.mode,
            draft.model,
            draft.sentences,
            Citation(1, paper, find_cited_evidence(supported, 1, paper)),
            notice,
            Timings(1e3 * (found - started), 1e3 * (now - found), 1e3 * (now - started)),
            draft.usage,
            strike=(unsupported or self.unsupported) == "strike",
            fallback=fallback,
            discarded=draft.discarded,
        )
