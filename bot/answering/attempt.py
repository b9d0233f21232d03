"""Let one model write a task once, and check each sentence while it writes the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import replace

from bot.answering.answer import DiscardedSentence
from bot.answering.language_model import (
    AnswerTask,
    LanguageModel,
    LanguageModelError,
    PromptUsed,
    TextTask,
    Usage,
    to_sources,
)
from bot.answering.output_filter import filter_sentence
from bot.answering.written_forms import is_absence, is_abstention, split_verdict, strip_markup
from bot.grounding.checker import MIN_SUPPORTED_SCORE, NOTHING_SAID, Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.sentence import Sentence

_SENTENCES_PER_FAILURE = 3  # one sentence in three may fail
_KINDS_WITH_ITEMS = ("list", "overview", "comparison")


class Attempt:
    """One attempt at a task by one model: what it wrote, what the check found, and what it cost.

    `discarded` has what abstains, the sentences that the filter withheld, and those with nothing to
    check, such as "Here are the papers:". A yes or no in front of a sentence is left out, unless
    the attempt `is_judged`: a judge reads it. `names_words`: the model is asked for the words that
    each sentence rests on. One that cites a whole paper without any says what that does not state,
    and has no page there.
    """

    def __init__(
        self,
        task: TextTask,
        model: LanguageModel,
        check: Check,
        *,
        is_judged: bool = False,
        names_words: bool = False,
    ) -> None:
        self.task = task
        self.model = model
        self.written: list[Sentence] = []
        self.discarded: list[DiscardedSentence] = []
        self.usage = Usage()
        self.prompt: PromptUsed | None = None
        self._check = check
        self._is_judged = is_judged
        self._names_words = names_words and isinstance(task, AnswerTask)
        self._sources = to_sources(task.excerpts)
        self._verdict = ""
        self._texts: set[str] = set()

    @property
    def is_declined(self) -> bool:
        """Whether the model abstained and wrote nothing else."""
        return not self.written and any(each.fate == "declining" for each in self.discarded)

    @property
    def states_absence(self) -> bool:
        """Whether a sentence says what a whole paper does not state."""
        return self._names_words and any(
            not each.evidence and self._cites_whole(each.citations) for each in self.written
        )

    @property
    def has_items(self) -> bool:
        """Whether the text is an answer in items."""
        return isinstance(self.task, AnswerTask) and self.task.kind in _KINDS_WITH_ITEMS

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

    async def sentences(self) -> AsyncGenerator[Sentence, None]:
        """Yield the sentences in order, each once it is checked; raise what the model raises.

        The model goes on writing while a sentence is checked.
        """
        waiting: asyncio.Queue[WrittenSentence | None] = asyncio.Queue()
        reading = asyncio.create_task(self._read(waiting))
        try:
            while (written := await waiting.get()) is not None:
                checked = await asyncio.to_thread(self.check, written)
                if isinstance(checked, DiscardedSentence):
                    self.discarded.append(checked)
                elif checked is not None and checked.text not in self._texts:
                    self._texts.add(checked.text)
                    self.written.append(checked)
                    yield checked
            await reading
        finally:
            reading.cancel()
            await asyncio.wait([reading])
            if not reading.cancelled():
                reading.exception()  # raised above, or the caller is gone

    def check(self, written: WrittenSentence) -> Sentence | DiscardedSentence | None:
        """Return a sentence with what the check found, or as discarded; blocks.

        None for a yes or no by itself, which goes with the next sentence.
        """
        if isinstance(self.task, AnswerTask) and is_abstention(written.text):
            return DiscardedSentence(_as_unchecked(written), "declining")
        allowed = filter_sentence(written, self.task.excerpts, self.task.language)
        if isinstance(allowed, DiscardedSentence):
            return allowed
        if self.model.mode == "extractive":
            return self._check(allowed, self._sources)
        whole = f"{self._verdict} {strip_markup(allowed.text)}".lstrip()
        verdict, text = split_verdict(whole)
        self._verdict = f"{verdict.capitalize()}." if verdict and not text else ""
        if not text:
            return None
        checked = self._check(replace(allowed, text=text), self._sources)
        if checked.reason == NOTHING_SAID:
            return DiscardedSentence(checked, "left-out")
        if self._names_words and not written.rests_on and self._cites_whole(written.numbers):
            checked = replace(checked, evidence=())
            if is_absence(text):  # believed as an abstention is
                score = max(checked.score, MIN_SUPPORTED_SCORE)
                checked = replace(checked, supported=True, reason="", score=score)
        if verdict and self._is_judged:
            checked = replace(checked, text=whole)
        return replace(checked, is_prose=self.has_items and not written.is_item)

    def _cites_whole(self, numbers: Iterable[int]) -> bool:
        return any(n in self._sources and self._sources[n].whole for n in numbers)

    async def _read(self, waiting: asyncio.Queue[WrittenSentence | None]) -> None:
        """Put each sentence into the queue once it is whole, and None at the end."""
        stream = SentenceStream(excerpt.paper.title for excerpt in self.task.excerpts)
        try:
            async with aclosing(self.model.write(self.task)) as chunks:
                async for chunk in chunks:
                    self.prompt = chunk.prompt or self.prompt
                    self.usage += chunk.usage
                    if chunk.quote is not None:
                        waiting.put_nowait(chunk.quote)
                    for written in await asyncio.to_thread(list, stream.feed(chunk.text)):
                        waiting.put_nowait(written)
            for written in await asyncio.to_thread(list, stream.end()):
                waiting.put_nowait(written)
        except LanguageModelError:
            for written in await asyncio.to_thread(list, stream.end()):
                self.discarded.append(await asyncio.to_thread(self._discard_broken, written))
            raise
        finally:
            waiting.put_nowait(None)

    def _discard_broken(self, written: WrittenSentence) -> DiscardedSentence:
        allowed = filter_sentence(written, self.task.excerpts, self.task.language)
        if isinstance(allowed, DiscardedSentence):
            return allowed
        return DiscardedSentence(_as_unchecked(allowed, "the model broke off in it"), "replaced")


def _as_unchecked(written: WrittenSentence, reason: str = "") -> Sentence:
    return Sentence(written.text, written.numbers, supported=False, reason=reason, score=0.0)
