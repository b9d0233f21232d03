"""Let one model write a task once, and check each sentence while it writes the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace

from bot.answering.answer import DiscardedSentence
from bot.answering.language_model import (
    AnswerTask,
    CellTask,
    FindingTask,
    HeadlineTask,
    LanguageModel,
    LanguageModelError,
    PromptUsed,
    SummaryTask,
    Task,
    Usage,
    cited_excerpts,
)
from bot.answering.output_filter import filter_sentence, withhold
from bot.grounding.checker import NOTHING_SAID, Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.evidence_spans import find_evidence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper

_SENTENCES_PER_FAILURE = 3  # one sentence in three may fail


async def read_sentences(
    task: Task, model: LanguageModel
) -> AsyncGenerator[WrittenSentence | DiscardedSentence | Usage | PromptUsed, None]:
    """Yield each sentence that a model writes once it is complete; usage and prompt as reported.

    Sentences that the filter withholds are yielded as discarded, as is one that the model did not
    finish. The filter runs in another thread, since long texts take a while.
    """
    stream = SentenceStream()
    try:
        async with aclosing(model.write(task)) as chunks:
            async for chunk in chunks:
                if chunk.prompt is not None:
                    yield chunk.prompt
                if chunk.usage.total_tokens:
                    yield chunk.usage
                for _ in range(chunk.withheld):
                    yield withhold("prompt")
                if chunk.text:
                    for piece in await asyncio.to_thread(
                        _filter_sentences, stream.feed(chunk.text), task
                    ):
                        yield piece
    except LanguageModelError:
        for piece in await asyncio.to_thread(_filter_sentences, stream.end(), task):
            yield piece if isinstance(piece, DiscardedSentence) else _discard_broken(piece)
        raise
    for piece in await asyncio.to_thread(_filter_sentences, stream.end(), task):
        yield piece


def _filter_sentences(
    sentences: Iterable[WrittenSentence], task: Task
) -> list[WrittenSentence | DiscardedSentence]:
    return [filter_sentence(written, task) for written in sentences]


class Attempt:
    """One attempt at a task by one model: what it wrote, what the check found, and what it cost.

    `abstain_phrase` is what the model writes to abstain: such a sentence is neither checked nor
    shown. `discarded` has it, and the sentences that the filter withheld.
    """

    def __init__(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        check: Check,
        abstain_phrase: str = "",
    ) -> None:
        self.task = task
        self.model = model
        self.written: list[Sentence] = []
        self.discarded: list[DiscardedSentence] = []
        self.usage = Usage()
        self.prompt: PromptUsed | None = None
        self._sources = sources
        self._check = check
        self._abstention = abstain_phrase.rstrip(".").lower()
        self._abstained = False

    @property
    def is_declined(self) -> bool:
        """Whether the model abstained and wrote nothing else."""
        return self._abstained and not self.written

    @property
    def is_supported(self) -> bool:
        """Whether something is supported, and no more than a third is unsupported or withheld.

        Sentences with nothing to check, such as "Here are the papers:", do not count.
        """
        held_back = sum(each.filter_reason is not None for each in self.discarded)
        claims = [sentence for sentence in self.written if sentence.reason != NOTHING_SAID]
        failing = sum(not sentence.supported for sentence in claims) + held_back
        written = len(claims) + held_back
        return failing < written and failing * _SENTENCES_PER_FAILURE <= written

    @property
    def replaced_sentences(self) -> tuple[DiscardedSentence, ...]:
        """Everything that the model wrote, as discarded; nothing for quotes."""
        if self.model.mode == "extractive":
            return ()
        return (
            *self.discarded,
            *(DiscardedSentence(sentence, "replaced") for sentence in self.written),
        )

    async def sentences(self) -> AsyncGenerator[Sentence, None]:
        """Yield the sentences in order, each once it is checked; raise what the model raises.

        The model goes on writing while a sentence is checked.
        """
        waiting: asyncio.Queue[WrittenSentence | None] = asyncio.Queue()
        reading = asyncio.create_task(self._read(waiting))
        try:
            while (sentence := await waiting.get()) is not None:
                checked = await asyncio.to_thread(self._check, sentence, self._sources)
                self.written.append(checked)
                yield checked
            await reading
        finally:
            reading.cancel()
            await asyncio.wait([reading])
            if not reading.cancelled():
                reading.exception()  # raised above, or the caller is gone

    async def _read(self, waiting: asyncio.Queue[WrittenSentence | None]) -> None:
        try:
            async with aclosing(read_sentences(self.task, self.model)) as pieces:
                async for piece in pieces:
                    match piece:
                        case Usage():
                            self.usage += piece
                        case PromptUsed():
                            self.prompt = piece
                        case WrittenSentence() if self._abstention and self._is_abstention(piece):
                            self._abstained = True
                            self.discarded.append(_discard_abstention(piece))
                        case DiscardedSentence():
                            self.discarded.append(piece)
                        case WrittenSentence():
                            waiting.put_nowait(piece)
        finally:
            waiting.put_nowait(None)

    def _is_abstention(self, written: WrittenSentence) -> bool:
        return self._abstention in written.text.lower()


def _discard_abstention(written: WrittenSentence) -> DiscardedSentence:
    sentence = Sentence(written.text, written.numbers, supported=False, score=0.0)
    return DiscardedSentence(sentence, "declining")


def _discard_broken(written: WrittenSentence) -> DiscardedSentence:
    why = "the model broke off in it"
    return DiscardedSentence(Sentence(written.text, written.numbers, False, why, 0.0), "replaced")


async def reduce_to_quotes(
    task: Task, drafted: Sequence[Sentence], quoting: LanguageModel
) -> Task | None:
    """Return the task with its excerpts reduced to quotes; None if there is nothing to quote.

    The quotes are those that `quoting` would answer with, the nearest to each drafted sentence,
    and in each excerpt the nearest to the question.
    """
    wanted = [(s.citations, s.text) for s in drafted]
    wanted += [
        ((e.number,), task.question) for e in cited_excerpts(task) if isinstance(task, AnswerTask)
    ]
    wanted += [(quote.numbers, quote.text) async for quote in _write_quotes(task, quoting)]
    reduced = tuple(_keep_evidence(cited_excerpts(task), wanted))
    match task:
        case _ if not reduced:
            return None
        case AnswerTask():
            return replace(task, excerpts=reduced, quotes=True)
        case HeadlineTask():
            return replace(task, excerpts=reduced)
        case SummaryTask() | CellTask() | FindingTask():
            return replace(task, excerpt=reduced[0])
        case _:
            return None


async def _write_quotes(task: Task, quoting: LanguageModel) -> AsyncIterator[WrittenSentence]:
    async with aclosing(read_sentences(task, quoting)) as pieces:
        async for piece in pieces:
            if isinstance(piece, WrittenSentence):
                yield piece


def _keep_evidence(
    excerpts: Iterable[Excerpt], wanted: Sequence[tuple[Sequence[int], str]]
) -> Iterable[Excerpt]:
    """Yield the excerpts with wanted sentences, reduced to these."""
    for excerpt in excerpts:
        texts = [text for numbers, text in wanted if excerpt.number in numbers]
        spans = find_evidence(texts, excerpt.paper)
        if spans:
            abstract = " ".join(span.text for span in spans)
            yield replace(excerpt, paper=replace(excerpt.paper, abstract=abstract))
