"""Generate the text of a task, and check that its abstracts support it.

What the check supports of a draft stays. Rejected sentences are asked for once more, all in one
call, and take the places where they stood. A draft of which nothing stands, or that obeys a paper,
has failed: quotes take its place (docs/decisions/0022).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence
from bot.answering.attempt import Attempt
from bot.answering.language_model import (
    AnswerTask,
    CorrectionTask,
    Fallback,
    FallbackReason,
    LanguageModel,
    LanguageModelError,
    Mode,
    PromptUsed,
    Statement,
    TextTask,
    Usage,
    to_sources,
    write_whole,
)
from bot.answering.lead import Heading, Lead
from bot.answering.llm_judge import FindJudge, find_no_judge, judge
from bot.answering.locations import name_read
from bot.grounding.checker import Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.leaning import hangs
from bot.grounding.premise import keep_nearest
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.text import patterns as re

LEANING = "it leans on a sentence that is left out"

_MAX_CORRECTIONS = 8  # all in one call
_CORRECTION = re.compile(r"^\s*(\d{1,2})\s*[:.)]\s*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """The checked sentences of a task, the model that wrote them, and the usage of all attempts.

    `prompt` is the prompt of the draft, even if quotes replace the model's text. `fallback` is set
    when a model's text has failed, and then there are no sentences unless quotes replace it.
    `discarded` is everything else that a model wrote, including replaced drafts. `lead` stands
    above the sentences and may be all there is; `headings` stand between them. `leaves_open`: the
    model abstained, or wrote that the papers do not state something, and did not break off.
    """

    sentences: tuple[Sentence, ...]
    mode: Mode
    model: str
    usage: Usage = Usage()
    prompt: PromptUsed | None = None
    fallback: Fallback | None = None
    discarded: tuple[DiscardedSentence, ...] = ()
    lead: Lead | None = None
    headings: tuple[Heading, ...] = ()
    leaves_open: bool = False

    @property
    def has_failed(self) -> bool:
        """Whether another writer has to write."""
        return self.fallback is not None and not self.sentences

    @property
    def notice(self) -> str:
        """Why quotes replace the text of a model, for the operator; empty otherwise."""
        return "" if self.fallback is None else self.fallback.explanation

    def kept_over(self, other: GeneratedText) -> GeneratedText:
        """Return this text with what another one of the same model cost and wrote in vain."""
        return replace(
            self,
            usage=other.usage + self.usage,
            discarded=(
                *other.discarded,
                *(DiscardedSentence(sentence, "replaced") for sentence in other.sentences),
                *self.discarded,
            ),
        )

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

    async def __call__(self, task: TextTask, model: LanguageModel) -> GeneratedText:
        """Return the text, with quotes in its place where it has failed."""
        text = await self._read(task, model)
        return text.replaced_by(await self._read(task, self._quoting)) if text.has_failed else text

    async def _read(self, task: TextTask, model: LanguageModel) -> GeneratedText:
        async with aclosing(self.stream(task, model)) as pieces:
            async for piece in pieces:
                if isinstance(piece, GeneratedText):
                    return piece
        raise AssertionError("a stream ends with the whole text")

    async def stream(
        self, task: TextTask, model: LanguageModel
    ) -> AsyncGenerator[Sentence | GeneratedText, None]:
        """Yield sentences in their order, once they and those before are checked, then the text.

        The text has failed if a model broke off, or if nothing that it wrote stands.
        """
        writes = model.mode == "model"
        judging = self._find_judge(model) if writes else None
        draft = Attempt(task, model, self._check, is_judged=judging is not None, names_words=writes)
        several = isinstance(task, AnswerTask) or len(task.excerpts) > 1
        sources = f"The {name_read(e.paper for e in task.excerpts)}{'s' if several else ''}"
        reason: FallbackReason = "strayed"
        why = f"{sources} did not support what the model wrote."
        shown = 0
        try:
            async with aclosing(draft.sentences()) as sentences:
                async for sentence in sentences:
                    if judging is None and not (writes and draft.rejected):
                        shown += 1
                        yield sentence
            draft.written = await _judge_all(draft.written, draft, judging)
            if not writes or draft.is_declined:
                yield _build_text(draft)
                return
            if not draft.is_manipulated:
                await _correct(draft, judging)
                _reject_leaning(draft)
                if draft.supported:
                    for sentence in draft.written[shown:]:
                        yield sentence
                    yield _build_text(draft)
                    return
        except LanguageModelError as error:
            reason, why = error.fallback_reason, str(error)
        failed = _build_text(draft)
        replaced = (DiscardedSentence(sentence, "replaced") for sentence in failed.sentences)
        yield replace(
            failed,
            sentences=(),
            fallback=Fallback(reason, f"{why} These are quotes from {sources.lower()}."),
            discarded=(*failed.discarded, *replaced),
            leaves_open=failed.leaves_open and reason == "strayed",
        )


async def _judge_all(
    sentences: list[Sentence], draft: Attempt, judging: LanguageModel | None
) -> list[Sentence]:
    """Return sentences of a draft as a judge rules, if there is one."""
    if judging is None:
        return sentences
    question = draft.task.question if isinstance(draft.task, AnswerTask) else ""
    judged, usage = await judge(sentences, to_sources(draft.task.excerpts), judging, question)
    draft.usage += usage
    return judged


async def _correct(draft: Attempt, judging: LanguageModel | None) -> None:
    """Ask for a draft's rejected sentences once more, and put those that stand in their places.

    A model that fails now has written its draft. What repeats another sentence does not stand.
    """
    rejected = draft.rejected[:_MAX_CORRECTIONS]
    if not rejected:
        return
    task = _build_correction(rejected, draft.task)
    reply = await write_whole(draft.model, task)
    draft.usage += reply.usage
    if reply.error:
        return
    titles = [excerpt.paper.title for excerpt in task.excerpts]
    replaced, checked = [], []
    for number, written in parse_corrections(reply.text, len(rejected), titles).items():
        new = await asyncio.to_thread(draft.check, written)
        if isinstance(new, DiscardedSentence):
            draft.discarded.append(new)
        elif new is not None:
            replaced.append(rejected[number - 1])
            checked.append(new)
    for old, new in zip(replaced, await _judge_all(checked, draft, judging), strict=True):
        if new.supported and new.text not in {one.text for one in draft.supported}:
            draft.written[draft.written.index(old)] = replace(new, is_prose=old.is_prose)
            new = old
        draft.discarded.append(DiscardedSentence(new, "replaced"))


def _reject_leaning(draft: Attempt) -> None:
    """Reject each sentence of an answer in prose that leans on the one before it, if that is.

    “It” means something else after another sentence.
    """
    if not isinstance(draft.task, AnswerTask) or draft.has_items:
        return
    for at in range(1, len(draft.written)):
        before, sentence = draft.written[at - 1 : at + 1]
        if sentence.supported and not before.supported and hangs(sentence.text):
            draft.written[at] = replace(sentence, supported=False, reason=LEANING)


def _build_correction(rejected: Sequence[Sentence], task: TextTask) -> CorrectionTask:
    """Return the task of writing rejected sentences once more, from the papers that they cite.

    Of whole papers, it has the passages that they rest on, and those nearest to them.
    """
    cited = {n for sentence in rejected for n in sentence.citations}
    texts = [sentence.text for sentence in rejected]
    spans = [span for sentence in rejected for span in sentence.evidence]

    def shorten(excerpt: Excerpt) -> Excerpt:
        paper = excerpt.paper
        rested = [span.passage for span in spans if span.paper_id == paper.paper_id]
        return replace(excerpt, paper=keep_nearest(paper, texts, rested))

    return CorrectionTask(
        task.question if isinstance(task, AnswerTask) else "",
        tuple(Statement(s.text, s.citations, s.reason) for s in rejected),
        tuple(shorten(each) for each in task.excerpts if each.number in cited or not cited),
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


def _build_text(draft: Attempt) -> GeneratedText:
    return GeneratedText(
        tuple(draft.written),
        draft.model.mode,
        draft.model.name,
        draft.usage,
        draft.prompt,
        discarded=tuple(draft.discarded) if draft.model.mode == "model" else (),
        leaves_open=draft.is_declined or draft.states_absence,
    )
