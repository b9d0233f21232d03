"""Let one model write a task once, and check each sentence while it writes the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace

from bot.answering.answer import DiscardedSentence
from bot.answering.language_model import (
    AnswerTask,
    LanguageModel,
    LanguageModelError,
    PromptUsed,
    Task,
    Usage,
    cited_excerpts,
)
from bot.answering.output_filter import filter_quote, filter_sentence
from bot.answering.written_forms import (
    Verdict,
    find_titled,
    split_contrast,
    split_verdict,
    strip_markup,
)
from bot.grounding.checker import NOTHING_SAID, Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.language import is_english
from bot.grounding.sentence import Sentence
from bot.questions.framing import strip_frame
from bot.questions.kind import LISTING_KINDS
from retrieval.paper import Paper

_SENTENCES_PER_FAILURE = 3  # one sentence in three may fail
_Queued = tuple[WrittenSentence, Verdict | None, str]
"""A sentence without its verdict, the verdict, and the sentence with it as it was written."""


async def read_sentences(
    task: Task, model: LanguageModel
) -> AsyncGenerator[WrittenSentence | DiscardedSentence | Usage | PromptUsed, None]:
    """Yield each sentence that a model writes once it is complete; usage and prompt as reported.

    Sentences that the filter withholds are yielded as discarded, as is one that the model did not
    finish. The filter runs in another thread, since long texts take a while.
    """
    stream = SentenceStream(excerpt.paper.title for excerpt in cited_excerpts(task))
    try:
        async with aclosing(model.write(task)) as chunks:
            async for chunk in chunks:
                if chunk.prompt is not None:
                    yield chunk.prompt
                if chunk.usage.total_tokens:
                    yield chunk.usage
                if chunk.quote is not None:
                    yield await asyncio.to_thread(filter_quote, chunk.quote, task)
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
    shown. `discarded` has it, the sentences that the filter withheld, and those with nothing to
    check, such as "Here are the papers:". `verdict` is the yes or no that the answer begins with:
    the first sentence is shown with it if the abstracts that it cites decide the question so, else
    without; `is_judged` leaves that to a judge.
    """

    def __init__(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        check: Check,
        abstain_phrase: str = "",
        *,
        is_judged: bool = False,
    ) -> None:
        self.task = task
        self.model = model
        self.written: list[Sentence] = []
        self.discarded: list[DiscardedSentence] = []
        self.usage = Usage()
        self.prompt: PromptUsed | None = None
        self.verdict: Verdict | None = None
        self.abstain_phrase = abstain_phrase
        self._sources = sources
        self._check = check
        self._abstention = abstain_phrase.rstrip(".").lower()
        self._abstained = False
        self._texts: list[str] = []
        self._lone_verdict: Verdict | None = None
        self._is_judged = is_judged
        self._form = task.kind if isinstance(task, AnswerTask) and model.mode == "model" else None

    @property
    def is_declined(self) -> bool:
        """Whether the model abstained and wrote nothing else."""
        return self._abstained and not self.written

    @property
    def supported(self) -> list[Sentence]:
        """The sentences that the abstracts support."""
        return [sentence for sentence in self.written if sentence.supported]

    @property
    def rejected(self) -> list[Sentence]:
        """The sentences that the abstracts do not support."""
        return [sentence for sentence in self.written if not sentence.supported]

    @property
    def is_manipulated(self) -> bool:
        """Whether a sentence was withheld, and more than a third are withheld or rejected.

        A model that obeys a paper in one sentence can be trusted in no other.
        """
        withheld = sum(each.filter_reason is not None for each in self.discarded)
        failing = withheld + len(self.rejected)
        return withheld > 0 and failing * _SENTENCES_PER_FAILURE > failing + len(self.supported)

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
        waiting: asyncio.Queue[_Queued | None] = asyncio.Queue()
        reading = asyncio.create_task(self._read(waiting))
        try:
            while (queued := await waiting.get()) is not None:
                checked = await asyncio.to_thread(self._check_queued, *queued, not self.written)
                if not checked.supported and checked.reason == NOTHING_SAID:
                    self.discarded.append(DiscardedSentence(checked, "left-out"))
                    continue
                self.written.append(checked)
                yield checked
            await reading
        finally:
            reading.cancel()
            await asyncio.wait([reading])
            if not reading.cancelled():
                reading.exception()  # raised above, or the caller is gone

    def check_again(self, written: WrittenSentence, place: int) -> Sentence | None:
        """Return what a model wrote in place of a rejected sentence, checked; None if withheld."""
        verdict, text = split_verdict(strip_markup(written.text))
        is_first = place == 0 and self._form is not None
        shown = text if is_first else strip_markup(written.text)
        if not shown:
            return None
        return self._check_queued(
            replace(written, text=shown),
            verdict or self.verdict if is_first else None,
            strip_markup(written.text) if verdict else "",
            is_first,
        )

    def _check_queued(
        self, written: WrittenSentence, verdict: Verdict | None, whole: str, is_first: bool
    ) -> Sentence:
        """Return a sentence with what the check found, the first with its verdict if that stands.

        A verdict is checked as the question, against the abstracts that the sentence cites: a title
        is no evidence for it.
        """
        checked = self._check(written, self._sources)
        if not checked.supported and self.model.mode == "model":
            checked = self._check_sides(checked, written)
        if self._form in {"list", "overview", "comparison"}:
            checked = replace(checked, is_prose=not written.is_item)
        if not is_first:
            return checked
        self.verdict = verdict
        task = self.task
        if verdict is None:
            return checked
        said = whole or f"{verdict.capitalize()}: {checked.text}"
        if self._is_judged:
            return replace(checked, with_verdict=said)
        if not checked.supported:
            return checked
        if not isinstance(task, AnswerTask) or not is_english(task.question):
            return checked
        asked = WrittenSentence(strip_frame(task.question).rstrip("? "), checked.citations)
        cited = {n: replace(self._sources[n], title="") for n in checked.citations}
        found = self._check(asked, cited)
        decided = found.supported if verdict == "yes" else found.is_denied
        if found.borderline or not decided:
            return checked
        return replace(checked, text=said)

    def _check_sides(self, checked: Sentence, written: WrittenSentence) -> Sentence:
        """Return a rejected sentence as supported if each side of a contrast in it is."""
        sides = split_contrast(written.text)
        if len(sides) < 2:
            return checked
        found = [self._check(replace(written, text=side), self._sources) for side in sides]
        if not all(side.supported for side in found):
            return checked
        return replace(
            checked,
            supported=True,
            reason="",
            contradicted=False,
            score=min(side.score for side in found),
            citations=tuple(dict.fromkeys(n for side in found for n in side.citations)),
            evidence=tuple(dict.fromkeys(span for side in found for span in side.evidence)),
            borderline=any(side.borderline for side in found),
        )

    async def _read(self, waiting: asyncio.Queue[_Queued | None]) -> None:
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
                            self._queue(piece, waiting)
        finally:
            waiting.put_nowait(None)

    def _queue(self, written: WrittenSentence, waiting: asyncio.Queue[_Queued | None]) -> None:
        """Put a sentence into the queue of the check, in the parts that its form has.

        What the model has written before is left out. A verdict on its own belongs to the next
        sentence.
        """
        is_written = self.model.mode == "model"
        texts = [strip_markup(written.text) if is_written else written.text]
        verdict: Verdict | None = None
        whole = ""
        if self._form:
            verdict, text = split_verdict(texts[0])
            whole, texts = texts[0] if verdict and text else "", [text]
            verdict = verdict or self._lone_verdict
            self._lone_verdict = None if texts[0] else verdict
        if self._form in LISTING_KINDS and find_titled(texts[0], self._sources):
            texts = []
        for text in texts:
            if text and text not in self._texts:
                waiting.put_nowait((replace(written, text=text), verdict, whole))
        self._texts += [written.text, *texts]

    def _is_abstention(self, written: WrittenSentence) -> bool:
        return self._abstention in written.text.lower()


def _discard_abstention(written: WrittenSentence) -> DiscardedSentence:
    sentence = Sentence(written.text, written.numbers, supported=False, score=0.0)
    return DiscardedSentence(sentence, "declining")


def _discard_broken(written: WrittenSentence) -> DiscardedSentence:
    why = "the model broke off in it"
    return DiscardedSentence(Sentence(written.text, written.numbers, False, why, 0.0), "replaced")
