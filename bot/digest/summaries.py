"""Write an issue's text: a verified sentence on each pick, and a headline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import (
    Fallback,
    LanguageModel,
    SummaryTask,
    Usage,
)
from bot.answering.llm_judge import FindJudge, find_no_judge
from bot.digest.candidates import Terms
from bot.grounding.checker import Check
from bot.grounding.evidence_spans import find_cited_evidence
from bot.grounding.sentence import Excerpt, Sentence
from bot.records.issues import Issue, Pick

_MAX_CONCURRENT_CALLS = 4
_MAX_SENTENCE_CHARS = 600
_MAX_HEADLINE_SENTENCES = 2
_MAX_FALLBACKS = 2  # then the model is not asked again
_TOO_SLOW = Fallback("failed", "The model took too long. These are quotes from the abstracts.")


class SummarizePicks:
    """Writes the text of one issue.

    Quotes replace whatever the model has not written after it failed twice, or after
    `model_seconds`. No sentence contains any of the terms `exclude`.
    """

    def __init__(
        self,
        model: LanguageModel,
        quoting: LanguageModel,
        check: Check,
        exclude: Terms,
        language: str,
        model_seconds: float,
        *,
        find_judge: FindJudge = find_no_judge,
    ) -> None:
        self._model = model
        self._quoting = quoting
        self._generate = AnswerGenerator(quoting, check, find_judge=find_judge)
        self._exclude = exclude
        self._language = language
        self._model_seconds = model_seconds
        self._gate = asyncio.Semaphore(_MAX_CONCURRENT_CALLS)
        self._drafts: list[GeneratedText] = []

    async def __call__(self, issue: Issue) -> Issue:
        """Return the issue with sentences on its picks, its headline, and what wrote them."""
        self._deadline = asyncio.get_running_loop().time() + self._model_seconds
        picks = tuple(await asyncio.gather(*(self._summarize(pick) for pick in issue.picks)))
        headline = await self._write_headline(picks)
        others = [draft for draft in self._drafts if draft.mode != self._model.mode]
        fallback = next((draft.fallback for draft in others if draft.fallback), None)
        quoted = bool(self._drafts) and len(others) == len(self._drafts)
        writer = self._quoting if quoted else self._model
        return replace(
            issue,
            picks=picks,
            headline=headline,
            mode=writer.mode,
            model=writer.name,
            notice=fallback.explanation if fallback else "",
            usage=sum((draft.usage for draft in self._drafts), Usage()),
            fallback_reason=fallback.reason if fallback else None,
        )

    async def _summarize(self, pick: Pick) -> Pick:
        async with self._gate:
            task = SummaryTask((Excerpt(1, pick.paper),), "finding", self._language)
            draft = await self._write(task)
        sentence = next(iter(self._publishable(draft)), None)
        if sentence is None:
            return pick
        return replace(
            pick,
            sentence=replace(sentence, citations=(pick.number,)),
            evidence=find_cited_evidence([sentence], 1, pick.paper),
        )

    async def _write_headline(self, picks: Sequence[Pick]) -> tuple[Sentence, ...]:
        excerpts = tuple(Excerpt(p.number, p.paper) for p in picks if p.paper.abstract.strip())
        if not excerpts:
            return ()
        sentences = tuple(p.sentence.text for p in picks if p.sentence is not None)
        draft = await self._write(SummaryTask(excerpts, "headline", self._language, sentences))
        return tuple(self._publishable(draft)[:_MAX_HEADLINE_SENTENCES])

    async def _write(self, task: SummaryTask) -> GeneratedText:
        failed = sum(draft.fallback is not None for draft in self._drafts)
        model = self._quoting if failed >= _MAX_FALLBACKS else self._model
        try:
            async with asyncio.timeout_at(self._deadline if model is not self._quoting else None):
                draft = await self._generate(task, model)
        except TimeoutError:
            draft = await self._generate(task, self._quoting)
            draft = replace(draft, fallback=_TOO_SLOW)
        self._drafts.append(draft)
        return draft

    def _publishable(self, draft: GeneratedText) -> list[Sentence]:
        """Return the sentences of a draft that may be shown."""
        return [
            s
            for s in draft.sentences
            if s.supported
            and len(s.text) <= _MAX_SENTENCE_CHARS
            and self._exclude.find_in(s.text) is None
        ]
