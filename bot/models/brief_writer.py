"""Let a small language model say the answer in a sentence or two, beside the quote that decides.

A small model answers a question about one paper more directly than a quote does, and is no help
where papers are chosen, compared or judged: there, quotes stand alone (docs/decisions/0050).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.answer import DiscardedSentence
from bot.answering.assistant import Evidence, Plan, Writer, build_task
from bot.answering.attempt import Attempt
from bot.answering.generate import AnswerGenerator, GeneratedText
from bot.answering.language_model import (
    AnswerTask,
    Fallback,
    FallbackReason,
    LanguageModel,
    LanguageModelError,
    SummaryTask,
    Turn,
)
from bot.answering.locations import keep_cited, name_read
from bot.grounding.checker import Check
from bot.grounding.citations import WrittenSentence
from bot.grounding.evidence_spans import find_cited_evidence, find_evidence
from bot.grounding.leaning import hangs
from bot.grounding.sentence import Sentence
from bot.models.close_check import check_closely
from bot.questions.kinds import QuestionKind
from bot.questions.names import find_names
from retrieval.paper import Paper
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.search.results import SearchResult
from retrieval.text import patterns as re

WRITTEN_KINDS: Final[frozenset[QuestionKind]] = frozenset({"fact", "definition", "explanation"})
"""What a small model answers; to other kinds, quotes and labels answer better."""

BESIDE_THE_POINT = "it does not answer the question"
REPEATED = "it repeats a sentence before it"
HANGING = "it does not stand alone"

_MAX_LESS_RELEVANT = 1.0  # in logits, of one of two that are about as relevant
_MAX_LOST_RELEVANCE = 0.5  # by a further sentence, in logits
_POINTS_BACK = re.compile(r"\b(?:this|these|them)(?=[.,;]| (?:by|with|using|through|in|and)\b)")
_REPORT = re.compile(
    r"(?:(?:The|This) (?:authors?|excerpt|abstract|paper|text)|They|It) (?:also )?"
    r"(?:explain|state|say|mention|note|describe)s? that (?=\S)"
)


class BriefWriter:
    """A `Writer` with a small model beside quotes.

    `quotes` chooses the papers and writes what a small model cannot. `check` is for what is quoted,
    `strict` for what a model writes; `rate` rates how well texts answer.
    """

    def __init__(
        self,
        model: LanguageModel,
        quotes: Writer,
        quoting: LanguageModel,
        check: Check,
        strict: Check,
        rate: RateRelevance,
    ) -> None:
        self._model = model
        self._quotes = quotes
        self._quoting = quoting
        self._check = check
        self._generate = AnswerGenerator(quoting, check)
        self._strict = strict
        self._rate = rate

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return the papers to quote, or why there is no answer; blocks."""
        return self._quotes.select(plan, found, confidence, cutoff)

    def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the sentences, then the whole text."""
        task = build_task(plan, evidence, history, language)
        if isinstance(task, SummaryTask):
            return self._generate.stream(task, self._model)
        if plan.kind in WRITTEN_KINDS:
            return self._write_briefly(task)
        return self._quotes.write(plan, evidence, history, language)

    async def _write_briefly(
        self, task: AnswerTask
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the sentences, then the whole text.

        The model reads the abstract and the quoted passages of the paper of the quote that decides.
        Each of its sentences must rest on a sentence of these and answer about as well as the
        quote, which follows unless one of them says it. Where nothing stands, the quotes do.
        """
        quotes = Attempt(task, self._quoting, self._check)
        await _finish(quotes)
        if quotes.supported:
            text = await self._improve(task, quotes)
        else:
            text = GeneratedText(tuple(quotes.written), self._quoting.mode, self._quoting.name)
        for sentence in text.sentences:
            yield sentence
        yield text

    async def _improve(self, task: AnswerTask, quotes: Attempt) -> GeneratedText:
        """Return what the model writes beside the quote that decides, else the quotes."""
        decisive = quotes.supported[0]
        excerpt = next(e for e in task.excerpts if e.number == decisive.citations[0])
        paper = excerpt.paper
        quoted = find_cited_evidence(quotes.supported, excerpt.number, paper)
        few = replace(paper, passages=keep_cited(paper, quoted))
        excerpt = replace(excerpt, paper=few)
        check = _strip_reports(check_closely(self._strict, task.question, hangs))
        draft = Attempt(replace(task, excerpts=(excerpt,), history=()), self._model, check)
        reason: FallbackReason = "strayed"
        why = "Nothing that the model wrote stood up to the check."
        read = name_read([excerpt.paper])
        try:
            await _finish(draft)
            selection = _Selection(task, excerpt.paper, decisive, self._rate)
            written, shown = await asyncio.to_thread(selection.select, draft.written)
            if draft.is_declined:
                reason, why = "declined", f"The model found no answer in the {read}."
        except LanguageModelError as error:
            reason, why = error.fallback_reason, str(error)
            written, shown = [replace(s, supported=False) for s in draft.written], []
        fallback = None
        if draft.is_manipulated or not any(s.supported for s in written):
            fallback = Fallback(reason, f"{why} These are quotes from the {read}s.")
            shown = []
        writer = self._model if shown else self._quoting
        unused = [DiscardedSentence(s, "replaced") for s in written if s not in shown]
        return GeneratedText(
            tuple(shown or quotes.written),
            writer.mode,
            writer.name,
            draft.usage,
            draft.prompt,
            fallback=fallback,
            discarded=(*draft.discarded, *unused),
        )


async def _finish(attempt: Attempt) -> None:
    """Write and check all sentences of an attempt; raise what the model raises."""
    async with aclosing(attempt.sentences()) as sentences:
        async for _ in sentences:
            pass


@dataclass(frozen=True, slots=True)
class _Selection:
    """Chooses among a model's sentences and the quote that decides; blocks."""

    task: AnswerTask
    paper: Paper
    quote: Sentence
    rate: RateRelevance

    def select(self, draft: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
        """Return the sentences, as unsupported where they should not be shown, and what is shown.

        That is nothing where the quotes say more.
        """
        written: list[Sentence] = []
        for sentence in draft:
            kept = [one for one in written if one.supported]
            reason = self._find_fault(sentence, kept) if sentence.supported else ""
            written.append(
                replace(sentence, supported=False, reason=reason) if reason else sentence
            )
        supported = [one for one in written if one.supported]
        return written, self._arrange(written, supported) if supported else []

    def _find_fault(self, sentence: Sentence, kept: Sequence[Sentence]) -> str:
        """Return why a sentence should not be shown after those that are kept, or nothing."""
        if hangs(sentence.text) or _POINTS_BACK.search(sentence.text):
            return HANGING
        if any(set(sentence.evidence) & set(one.evidence) for one in kept):
            return REPEATED
        if kept:
            least = self._rate(*kept) - _MAX_LOST_RELEVANCE
        else:
            least = self._rate(self.quote) - _MAX_LESS_RELEVANT
        return BESIDE_THE_POINT if self._rate(*kept, sentence) < least else ""

    def _rate(self, *sentences: Sentence) -> float:
        """Return how well sentences of the paper answer together, a logit."""
        texts = (text.rstrip(".") for text in (self.paper.title, *(s.text for s in sentences)))
        (rated,) = self.rate(self.task.question, [". ".join(texts) + "."])
        return rated

    def _arrange(
        self, written: Sequence[Sentence], supported: Sequence[Sentence]
    ) -> list[Sentence]:
        """Return what is written, and the quote, unless a sentence says it.

        The quote follows if it is about as relevant as the first sentence. One that defines a thing
        better comes first, in place of a sentence that rests on it; where that leaves nothing else,
        nothing is returned.
        """
        quoted = set(find_evidence([self.quote.text], self.paper))
        resting = [s for s in supported if quoted & set(s.evidence)]
        own, rated = self._rate(supported[0]), self._rate(self.quote)
        stands = not hangs(self.quote.text)
        if self.task.kind == "definition" and stands:
            # A quote that spells out the abbreviation which is asked for says more.
            names = find_names(self.task.question)
            expands = any(f"({name})" in self.quote.text for name in names)
            if rated > own or (resting and expands):
                others = [s for s in written if s not in resting]
                return [self.quote, *others] if any(s.supported for s in others) else []
        follows = not resting and stands and rated >= own - _MAX_LESS_RELEVANT
        return [*written, self.quote] if follows else [*written]


def _strip_reports(check: Check) -> Check:
    """Return `check`, applied to sentences without “The excerpt states that” before them."""

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        found = _REPORT.match(written.text)
        rest = "" if found is None else written.text[found.end() :]
        text = rest[:1].upper() + rest[1:] if rest else written.text
        return check(replace(written, text=text), sources)

    return checked
