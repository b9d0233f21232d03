"""Generate the text of a task, and drop the sentences that its abstracts do not support.

A draft of which more than a third fails the check is written once more, from quotes alone; if that
fails too, quotes replace it (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence, DraftDiscarded
from bot.answering.attempt import Attempt, reduce_to_quotes
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
from bot.answering.llm_judge import judge_borderline
from bot.grounding.checker import Check
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """The checked sentences of a task, the model that wrote them, and the usage of all attempts.

    `prompt` is the last prompt used, even if quotes replace the model's text. `declined`: the
    model abstained. `fallback` is set when quotes replace the text of a model. `discarded` is
    everything else that a model wrote, including replaced drafts.
    """

    sentences: tuple[Sentence, ...]
    mode: Mode
    model: str
    usage: Usage = Usage()
    prompt: PromptUsed | None = None
    declined: bool = False
    fallback: Fallback | None = None
    discarded: tuple[DiscardedSentence, ...] = ()

    @property
    def notice(self) -> str:
        """Why quotes replace the text of a model, for the operator; empty otherwise."""
        return "" if self.fallback is None else self.fallback.explanation


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
        """Return the final text."""
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
    ) -> AsyncGenerator[Sentence | DraftDiscarded | GeneratedText, None]:
        """Yield each sentence once it is checked, then the whole text.

        `DraftDiscarded` voids the sentences before it. `sources` are the whole papers, by the
        numbers that the task gives them. `abstain_phrase` is what a model writes to abstain.
        """
        spent, current = Usage(), task
        reason: FallbackReason = "strayed"
        why = f"{_name_sources(task)} did not support what the model wrote."
        attempts: list[Attempt] = []
        given_up: tuple[DiscardedSentence, ...] = ()
        prompt: PromptUsed | None = None
        for again in (False, True):
            attempt = Attempt(current, sources, model, self._check, abstain_phrase)
            try:
                async with aclosing(self._check_sentences(attempt, sources)) as sentences:
                    async for sentence in sentences:
                        yield sentence
            except LanguageModelError as error:
                reason, why, attempts = error.fallback_reason, str(error), []
                given_up += attempt.replaced_sentences
                spent += attempt.usage
                prompt = attempt.prompt or prompt
                break
            spent += attempt.usage
            prompt = attempt.prompt or prompt
            declined = attempt.is_declined and not again
            if attempt.is_supported or declined or model.mode == "extractive":
                yield _build_text(attempt, spent, given_up, declined=declined)
                return
            given_up += attempt.replaced_sentences
            attempts.append(attempt)
            if again:
                break
            reduced = await reduce_to_quotes(task, attempt.written, self._quoting)
            if reduced is None:
                break
            current = reduced
            yield DraftDiscarded()
        if attempts and isinstance(task, CellTask):
            best = _pick_best(attempts)  # "not stated" is an answer too
            others = [other.replaced_sentences for other in attempts if other is not best]
            yield _build_text(best, spent, sum(others, ()))
            return
        yield DraftDiscarded()
        attempt = Attempt(task, sources, self._quoting, self._check, abstain_phrase)
        async with aclosing(attempt.sentences()) as sentences:
            async for sentence in sentences:
                yield sentence
        fallback = Fallback(reason, f"{why} These are quotes from {_name_sources(task).lower()}.")
        draft = _build_text(attempt, spent + attempt.usage, given_up)
        yield replace(draft, prompt=prompt, fallback=fallback)

    async def _check_sentences(
        self, attempt: Attempt, sources: Mapping[int, Paper]
    ) -> AsyncGenerator[Sentence, None]:
        """Yield an attempt's sentences; from the first borderline one on, after the judgment."""
        judging = self._judge and attempt.model.mode == "model"
        shown = 0
        async with aclosing(attempt.sentences()) as sentences:
            async for sentence in sentences:
                if not (judging and any(s.borderline for s in attempt.written)):
                    shown += 1
                    yield sentence
        if shown < len(attempt.written):
            attempt.written, more = await judge_borderline(attempt.written, sources, attempt.model)
            attempt.usage += more
            for sentence in attempt.written[shown:]:
                yield sentence


def _build_text(
    attempt: Attempt,
    spent: Usage,
    given_up: tuple[DiscardedSentence, ...],
    *,
    declined: bool = False,
) -> GeneratedText:
    own = attempt.discarded if attempt.model.mode == "model" else ()
    return GeneratedText(
        tuple(attempt.written),
        attempt.model.mode,
        attempt.model.name,
        spent,
        attempt.prompt,
        declined,
        discarded=(*given_up, *own),
    )


def _pick_best(attempts: list[Attempt]) -> Attempt:
    """Return the last attempt with a supported sentence, else the last one."""
    good = [a for a in attempts if any(s.supported for s in a.written)]
    return (good or attempts)[-1]


def _name_sources(task: Task) -> str:
    several = isinstance(task, AnswerTask | HeadlineTask)
    return "The abstracts" if several else "The abstract"
