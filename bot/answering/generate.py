"""Generate the text of a task, and check that its abstracts support it.

What the check supports of a draft stays. Rejected sentences are asked for once more, all in one
call, and take the places where they stood. A draft of which nothing stands, or that obeys a paper,
has failed: quotes take its place (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence
from bot.answering.attempt import Attempt, find_evidence_texts, focus_on
from bot.answering.language_model import (
    AnswerTask,
    CellTask,
    Fallback,
    FallbackReason,
    HeadlineTask,
    LanguageModel,
    LanguageModelError,
    Mode,
    PromptUsed,
    Task,
    Usage,
)
from bot.answering.lead import Heading, Lead
from bot.answering.llm_judge import judge_borderline
from bot.grounding.checker import Check
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

_MAX_CORRECTIONS = 2  # each is a call for which somebody waits


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

    With `judge`, the model is asked about borderline sentences.
    """

    def __init__(
        self,
        quoting: LanguageModel,
        check: Check,
        *,
        judge: bool = False,
    ) -> None:
        self._quoting = quoting
        self._check = check
        self._judge = judge

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
        draft = Attempt(task, sources, model, self._check, abstain_phrase)
        judging = self._judge and model.mode == "model"
        reason: FallbackReason = "strayed"
        why = f"{_name_sources(task)} did not support what the model wrote."
        shown = 0
        try:
            async with aclosing(draft.sentences()) as sentences:
                async for sentence in sentences:
                    waits = model.mode == "model" and draft.rejected
                    if not (waits or (judging and any(s.borderline for s in draft.written))):
                        shown += 1
                        yield sentence
            if judging:
                draft.written, more = await judge_borderline(draft.written, sources, model)
                draft.usage += more
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

    async def _correct(self, draft: Attempt, sources: Mapping[int, Paper]) -> None:
        """Put corrections in the places of a draft's first rejected sentences."""
        for rejected in draft.rejected[:_MAX_CORRECTIONS]:
            corrected = await self._ask_again(rejected, draft, sources)
            if corrected is not None:
                place = draft.written.index(rejected)
                draft.written[place] = corrected
                draft.discarded.append(DiscardedSentence(rejected, "replaced"))

    async def _ask_again(
        self, rejected: Sentence, draft: Attempt, sources: Mapping[int, Paper]
    ) -> Sentence | None:
        """Ask for a rejected sentence once more; return one that is supported and says more.

        A model that fails now has written its draft.
        """
        task = focus_on(rejected, draft.task)
        if task is None:
            return None
        verdict = None if draft.supported else draft.verdict
        again = Attempt(task, sources, draft.model, self._check, draft.abstain_phrase, verdict)
        try:
            async with aclosing(again.sentences()) as sentences:
                async for _ in sentences:
                    pass
        except LanguageModelError:
            return None
        finally:
            draft.usage += again.usage
            draft.discarded += again.replaced_sentences
        said = find_evidence_texts(draft.supported, sources)
        for sentence in again.supported:
            if not find_evidence_texts([sentence], sources) <= said:
                draft.discarded = [d for d in draft.discarded if d.sentence is not sentence]
                return sentence
        return None


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
