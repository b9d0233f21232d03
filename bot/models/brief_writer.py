"""Let a small language model say the answer in a sentence or two, beside the quote that decides.

A small model answers a question about one paper more directly than a quote does, and is no help
where papers are chosen, compared or judged: there, quotes stand alone (docs/decisions/0050).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from bot.answerability.names import find_names
from bot.answering.answer import DiscardedSentence
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
from bot.answering.plan import Evidence, Plan, Writer, build_task
from bot.grounding.checker import Check
from bot.grounding.citations import WrittenSentence
from bot.grounding.close_check import check_closely
from bot.grounding.evidence_spans import find_evidence
from bot.grounding.sentence import Sentence
from bot.questions.kind import QuestionKind
from bot.quotes.leaning import hangs
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
        *,
        abstain_phrase: str,
    ) -> None:
        self._model = model
        self._quotes = quotes
        self._quoting = quoting
        self._check = check
        self._generate = AnswerGenerator(quoting, check)
        self._strict = strict
        self._rate = rate
        self._abstain_phrase = abstain_phrase

    def select(self, plan: Plan, found: SearchResult, confidence: float, cutoff: float) -> Evidence:
        """Return the papers to quote, or why there is no answer; blocks."""
        return self._quotes.select(plan, found, confidence, cutoff)

    async def write(
        self, plan: Plan, evidence: Evidence, history: Sequence[Turn], language: str
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the sentences, then the whole text."""
        task = build_task(plan, evidence, history, language)
        if isinstance(task, SummaryTask):
            stream = self._generate.stream(task, evidence.sources, self._model)
        elif plan.kind in WRITTEN_KINDS:
            stream = self._write_briefly(task, evidence.sources)
        else:
            stream = self._quotes.write(plan, evidence, history, language)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                yield piece

    async def _write_briefly(
        self, task: AnswerTask, sources: Mapping[int, Paper]
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield the sentences, then the whole text.

        The model reads the paper of the quote that decides. Each of its sentences must rest on a
        sentence of that abstract and answer about as well as the quote, which follows unless one
        of them says it. Where nothing stands, the quotes do.
        """
        quotes = Attempt(task, sources, self._quoting, self._check)
        async with aclosing(quotes.sentences()) as sentences:
            async for _ in sentences:
                pass
        if not quotes.supported:
            for sentence in quotes.written:
                yield sentence
            yield GeneratedText(
                tuple(quotes.written), self._quoting.mode, self._quoting.name, declined=True
            )
            return
        decisive = quotes.supported[0]
        (number, *_) = decisive.citations
        brief = replace(
            task,
            excerpts=tuple(e for e in task.excerpts if e.number == number),
            history=(),
        )
        check = _strip_reports(check_closely(self._strict, task.question, hangs))
        draft = Attempt(brief, {number: sources[number]}, self._model, check, self._abstain_phrase)
        written: list[Sentence] = []
        reason: FallbackReason = "strayed"
        why = "Nothing that the model wrote stood up to the check."
        try:
            async with aclosing(draft.sentences()) as sentences:
                async for sentence in sentences:
                    rated = await asyncio.to_thread(
                        self._judge, sentence, written, decisive, task, sources[number]
                    )
                    written.append(rated)
            if draft.is_declined:
                reason, why = "declined", "The model found no answer in the abstract."
        except LanguageModelError as error:
            reason, why = error.fallback_reason, str(error)
            written = [replace(s, supported=False) for s in written]
        if draft.is_manipulated or not any(s.supported for s in written):
            fallback: Fallback | None = Fallback(
                reason, f"{why} These are quotes from the abstracts."
            )
            shown = quotes.written
        else:
            fallback = None
            arranged = await asyncio.to_thread(
                self._arrange, written, decisive, task, sources[number]
            )
            shown = arranged or quotes.written
        for sentence in shown:
            yield sentence
        is_quoted = shown is quotes.written
        writer = self._quoting if is_quoted else self._model
        unused = [DiscardedSentence(s, "replaced") for s in written if s not in shown]
        yield GeneratedText(
            tuple(shown),
            writer.mode,
            writer.name,
            draft.usage,
            draft.prompt,
            fallback=fallback,
            discarded=(*draft.discarded, *unused),
        )

    def _judge(
        self,
        sentence: Sentence,
        before: Sequence[Sentence],
        decisive: Sentence,
        task: AnswerTask,
        paper: Paper,
    ) -> Sentence:
        """Return a sentence, as unsupported if it should not be shown after those `before`."""
        reason = ""
        kept = [one for one in before if one.supported]
        if not sentence.supported:
            return sentence
        if hangs(sentence.text) or _POINTS_BACK.search(sentence.text):
            reason = HANGING
        elif any(set(sentence.evidence) & set(one.evidence) for one in kept):
            reason = REPEATED
        elif kept:
            with_it = self._rate_texts(task, paper, [*kept, sentence])
            if with_it < self._rate_texts(task, paper, kept) - _MAX_LOST_RELEVANCE:
                reason = BESIDE_THE_POINT
        elif (
            self._rate_texts(task, paper, [sentence])
            < self._rate_texts(task, paper, [decisive]) - _MAX_LESS_RELEVANT
        ):
            reason = BESIDE_THE_POINT
        return replace(sentence, supported=False, reason=reason) if reason else sentence

    def _rate_texts(self, task: AnswerTask, paper: Paper, sentences: Sequence[Sentence]) -> float:
        """Return how well sentences of a paper answer together, a logit."""
        texts = (text.rstrip(".") for text in (paper.title, *(s.text for s in sentences)))
        (rated,) = self._rate(task.question, [". ".join(texts) + "."])
        return rated

    def _arrange(
        self,
        written: Sequence[Sentence],
        decisive: Sentence,
        task: AnswerTask,
        paper: Paper,
    ) -> list[Sentence]:
        """Return what is written, and the quote that decides, unless a sentence says it.

        The quote follows if it is about as relevant as the first sentence. One that defines a thing
        better comes first, in place of a sentence that rests on it; where that leaves nothing else,
        nothing is returned.
        """
        resting = _find_resting(written, decisive, paper)
        first = next(s for s in written if s.supported)
        own = self._rate_texts(task, paper, [first])
        quoted = self._rate_texts(task, paper, [decisive])
        stands = not hangs(decisive.text)
        if task.kind == "definition" and stands:
            # A quote that spells out the abbreviation which is asked for says more.
            expands = any(f"({name})" in decisive.text for name in find_names(task.question))
            if quoted > own or (resting and expands):
                others = [s for s in written if s not in resting]
                return [decisive, *others] if any(s.supported for s in others) else []
        follows = not resting and stands and quoted >= own - _MAX_LESS_RELEVANT
        return [*written, *([decisive] if follows else [])]


def _strip_reports(check: Check) -> Check:
    """Return `check`, applied to sentences without “The excerpt states that” before them."""

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        found = _REPORT.match(written.text)
        rest = "" if found is None else written.text[found.end() :]
        text = rest[:1].upper() + rest[1:] if rest else written.text
        return check(replace(written, text=text), sources)

    return checked


def _find_resting(written: Sequence[Sentence], decisive: Sentence, paper: Paper) -> list[Sentence]:
    """Return the supported sentences whose evidence is that of a quote of the paper."""
    quoted = find_evidence([decisive.text], paper)
    return [s for s in written if s.supported and not set(quoted).isdisjoint(s.evidence)]
