"""Generate the text of a task, and check that its abstracts support it.

What the check supports of a draft stays. Rejected sentences are asked for once more, all in one
call, and take the places where they stood. A draft of which nothing stands, or that obeys a paper,
has failed: quotes take its place (docs/decisions/0022).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence
from bot.answering.attempt import Attempt
from bot.answering.language_model import (
    AnswerTask,
    CellTask,
    CorrectionTask,
    Fallback,
    FallbackReason,
    FindingTask,
    HeadlineTask,
    LanguageModel,
    LanguageModelError,
    Mode,
    PromptUsed,
    Statement,
    SummaryTask,
    Task,
    Usage,
    write_whole,
)
from bot.answering.lead import Heading, Lead
from bot.answering.llm_judge import FindJudge, find_no_judge, judge
from bot.answering.output_filter import filter_sentence
from bot.grounding.checker import Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from retrieval.text import patterns as re

_MAX_CORRECTIONS = 8  # all in one call
_CORRECTION = re.compile(r"^\s*(\d{1,2})\s*[:.)]\s*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """The checked sentences of a task, the model that wrote them, and the usage of all attempts.

    `prompt` is the prompt of the draft, even if quotes replace the model's text. `declined`: the
    model abstained. `fallback` is set when a model's text has failed, and then there are no
    sentences unless quotes replace it. `discarded` is everything else that a model wrote, including
    replaced drafts. `lead` stands above the sentences and may be all there is; `headings` stand
    between them.
    """

    sentences: tuple[Sentence, ...]
    mode: Mode
    model: str
    usage: Usage = Usage()
    prompt: PromptUsed | None = None
    declined: bool = False
    fallback: Fallback | None = None
    discarded: tuple[DiscardedSentence, ...] = ()
    lead: Lead | None = None
    headings: tuple[Heading, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether another writer has to write."""
        return self.fallback is not None and not self.sentences

    @property
    def notice(self) -> str:
        """Why quotes replace the text of a model, for the operator; empty otherwise."""
        return "" if self.fallback is None else self.fallback.explanation

    def replaced_by(self, quotes: GeneratedText) -> GeneratedText:
        """Return quotes in place of this text, which has failed."""
        return replace(
            quotes,
            usage=self.usage + quotes.usage,
            prompt=self.prompt,
            fallback=self.fallback,
            discarded=self.discarded,
        )


class AnswerGenerator:
    """Generates the text of a task.

    The model that `find_judge` returns judges what the writing model wrote.
    """

    def __init__(
        self,
        quoting: LanguageModel,
        check: Check,
        *,
        find_judge: FindJudge = find_no_judge,
    ) -> None:
        self._quoting = quoting
        self._check = check
        self._find_judge = find_judge

    async def __call__(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        *,
        abstain_phrase: str = "",
    ) -> GeneratedText:
        """Return the text, with quotes in its place where it has failed."""
        text = await self._read(task, sources, model, abstain_phrase)
        if not text.has_failed:
            return text
        return text.replaced_by(await self._read(task, sources, self._quoting, abstain_phrase))

    async def _read(
        self, task: Task, sources: Mapping[int, Paper], model: LanguageModel, abstain_phrase: str
    ) -> GeneratedText:
        stream = self.stream(task, sources, model, abstain_phrase=abstain_phrase)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                if isinstance(piece, GeneratedText):
                    return piece
        raise AssertionError("a stream ends with the whole text")

    async def stream(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        *,
        abstain_phrase: str = "",
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield sentences in their order, once they and those before are checked, then the text.

        `sources` are the whole papers, by the numbers that the task gives them. `abstain_phrase` is
        what a model writes to abstain. The text has failed if a model broke off, or if nothing that
        it wrote stands.
        """
        judging = model.mode == "model" and self._find_judge(model) is not None
        draft = Attempt(task, sources, model, self._check, abstain_phrase, is_judged=judging)
        reason: FallbackReason = "strayed"
        why = f"{_name_sources(task)} did not support what the model wrote."
        shown = 0
        try:
            async with aclosing(draft.sentences()) as sentences:
                async for sentence in sentences:
                    if not judging and not (model.mode == "model" and draft.rejected):
                        shown += 1
                        yield sentence
            if judging:
                draft.written = await self._judge_all(draft.written, draft, sources)
            if model.mode == "extractive":
                yield _build_text(draft, declined=draft.is_declined)
                return
            if draft.is_declined:
                yield _build_text(draft, declined=True)
                return
            if not draft.is_manipulated:
                await self._correct(draft, sources)
                if draft.supported or isinstance(task, CellTask):
                    for sentence in draft.written[shown:]:
                        yield sentence
                    yield _build_text(draft)
                    return
        except LanguageModelError as error:
            reason, why = error.fallback_reason, str(error)
        yield GeneratedText(
            (),
            model.mode,
            model.name,
            draft.usage,
            draft.prompt,
            fallback=Fallback(
                reason, f"{why} These are quotes from {_name_sources(task).lower()}."
            ),
            discarded=draft.replaced_sentences,
        )

    async def _judge_all(
        self, sentences: list[Sentence], draft: Attempt, sources: Mapping[int, Paper]
    ) -> list[Sentence]:
        """Return sentences as the judge of the draft's model rules, if it has one."""
        judging = self._find_judge(draft.model)
        if judging is None:
            return sentences
        question = draft.task.question if isinstance(draft.task, AnswerTask) else ""
        judged, usage = await judge(sentences, sources, judging, question)
        draft.usage += usage
        return judged

    async def _correct(self, draft: Attempt, sources: Mapping[int, Paper]) -> None:
        """Ask for a draft's rejected sentences once more, and put those that stand in their places.

        A model that fails now has written its draft. What repeats another sentence does not stand.
        """
        rejected = draft.rejected[:_MAX_CORRECTIONS]
        task = _build_correction(rejected, draft.task, sources)
        if task is None:
            return
        reply = await write_whole(draft.model, task)
        draft.usage += reply.usage
        if reply.error:
            return
        titles = [excerpt.paper.title for excerpt in task.excerpts]
        replaced, checked = [], []
        for number, written in parse_corrections(reply.text, len(rejected), titles).items():
            old = rejected[number - 1]
            new = await _check_correction(written, old, draft)
            if new is not None:
                replaced.append(old)
                checked.append(new)
        judged = await self._judge_all(checked, draft, sources)
        for old, new in zip(replaced, judged, strict=True):
            if new.supported and new.text not in {one.text for one in draft.supported}:
                draft.written[draft.written.index(old)] = replace(new, is_prose=old.is_prose)
                new = old
            draft.discarded.append(DiscardedSentence(new, "replaced"))


async def _check_correction(
    written: WrittenSentence, old: Sentence, draft: Attempt
) -> Sentence | None:
    """Return a corrected sentence as checked; None if it is withheld or has nothing to check."""
    allowed = filter_sentence(written, draft.task)
    if isinstance(allowed, DiscardedSentence):
        draft.discarded.append(allowed)
        return None
    return await asyncio.to_thread(draft.check_again, allowed, draft.written.index(old))


def _build_correction(
    rejected: Sequence[Sentence], task: Task, sources: Mapping[int, Paper]
) -> CorrectionTask | None:
    """Return the task of writing rejected sentences once more, from the papers that they cite."""
    if not rejected or not isinstance(task, AnswerTask | SummaryTask | FindingTask | HeadlineTask):
        return None
    cited = {n for sentence in rejected for n in sentence.citations} or set(sources)
    return CorrectionTask(
        task.question if isinstance(task, AnswerTask) else "",
        tuple(Statement(s.text, s.citations, s.reason) for s in rejected),
        tuple(Excerpt(n, sources[n]) for n in sorted(cited)),
        task.language,
    )


def parse_corrections(text: str, count: int, titles: Sequence[str]) -> dict[int, WrittenSentence]:
    """Return the corrected sentences of a reply by their numbers; only the first of each line.

    A reply without any number is that of the only sentence.
    """
    found: dict[int, WrittenSentence] = {}
    lines = [(int(n), line) for n, line in _CORRECTION.findall(text)]
    for number, line in lines or [(1, text)] * (count == 1):
        stream = SentenceStream(titles)
        sentences = [*stream.feed(line), *stream.end()]
        if sentences and number <= count:
            found.setdefault(number, sentences[0])
    return found


def _build_text(attempt: Attempt, *, declined: bool = False) -> GeneratedText:
    return GeneratedText(
        tuple(attempt.written),
        attempt.model.mode,
        attempt.model.name,
        attempt.usage,
        attempt.prompt,
        declined,
        discarded=tuple(attempt.discarded) if attempt.model.mode == "model" else (),
    )


def _name_sources(task: Task) -> str:
    several = isinstance(task, AnswerTask | HeadlineTask)
    return "The abstracts" if several else "The abstract"
