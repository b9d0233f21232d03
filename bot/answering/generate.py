"""Have a task written so that what its abstracts do not say is not shown.

A draft of which more than a third fails the check is made once more, from quotes; where that fails
too, quotes stand in its place (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from dataclasses import dataclass, replace

from bot.answering.answer import Discarded, DraftDiscarded
from bot.answering.attempt import Attempt
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
from bot.answering.llm_judge import judged
from bot.answering.prefetch import ReadAhead
from bot.answering.retry_with_quotes import from_quotes
from bot.grounding.checker import Check
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """What was written for a task: each sentence checked, by whom, and what it all cost.

    `prompt` is what a model was asked with last, where quotes stand in its place too. `declined`:
    the model said that it has nothing to say. `fallen`: it was to write, and quotes stand instead.
    `discarded` is all else that a model wrote, those of drafts that were given up among it.
    """

    sentences: tuple[Sentence, ...]
    mode: Mode
    model: str
    usage: Usage = Usage()
    prompt: PromptUsed | None = None
    declined: bool = False
    fallen: Fallback | None = None
    discarded: tuple[Discarded, ...] = ()

    @property
    def notice(self) -> str:
        """What who runs this must know of how it was made; empty where all went well."""
        return "" if self.fallen is None else self.fallen.why


class AnswerGenerator:
    """Drafts what use cases show. With `judge`, the model is asked about doubtful sentences.

    `ahead` reads abstracts for the check while the model writes.
    """

    def __init__(
        self,
        quoting: LanguageModel,
        check: Check,
        *,
        judge: bool = False,
        ahead: ReadAhead | None = None,
    ) -> None:
        self._quoting = quoting
        self._check = check
        self._judge = judge
        self._ahead = ahead

    async def __call__(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        *,
        declining: str = "",
    ) -> GeneratedText:
        """Return the draft that stands in the end."""
        async with aclosing(self.stream(task, sources, model, declining=declining)) as pieces:
            async for piece in pieces:
                if isinstance(piece, GeneratedText):
                    return piece
        raise AssertionError("a stream ends with the draft")

    async def stream(
        self,
        task: Task,
        sources: Mapping[int, Paper],
        model: LanguageModel,
        *,
        declining: str = "",
    ) -> AsyncGenerator[Sentence | DraftDiscarded | GeneratedText, None]:
        """Yield each sentence once it is checked, then the draft.

        `DraftDiscarded` says that the sentences before it are void. `sources` are the papers whole,
        by the numbers that the task gives them.
        """
        spent, now = Usage(), task
        fell: FallbackReason = "strayed"
        why = f"{_many(task)} did not bear what the model wrote."
        standing: list[Attempt] = []
        given_up: tuple[Discarded, ...] = ()
        prompt: PromptUsed | None = None
        for again in (False, True):
            attempt = Attempt(now, sources, model, self._check, declining)
            try:
                async with (
                    self._read_ahead(attempt, sources),
                    aclosing(self._checked(attempt, sources)) as sentences,
                ):
                    async for sentence in sentences:
                        yield sentence
            except LanguageModelError as error:
                fell, why, standing = error.fell, str(error), []
                given_up += attempt.replaced
                spent += attempt.usage
                prompt = attempt.prompt or prompt
                break
            spent += attempt.usage
            prompt = attempt.prompt or prompt
            declined = attempt.declined and not again
            if attempt.holds or declined or model.mode == "extractive":
                yield _draft(attempt, spent, given_up, declined=declined)
                return
            given_up += attempt.replaced
            standing.append(attempt)
            reduced = None if again else await from_quotes(task, attempt.written, self._quoting)
            if reduced is None:
                break
            now = reduced
            yield DraftDiscarded()
        if standing and isinstance(task, CellTask):
            best = _best(standing)  # "not stated" is an answer, too
            others = [other.replaced for other in standing if other is not best]
            yield _draft(best, spent, sum(others, ()))
            return
        yield DraftDiscarded()
        attempt = Attempt(task, sources, self._quoting, self._check, declining)
        async with aclosing(attempt.sentences()) as sentences:
            async for sentence in sentences:
                yield sentence
        fallen = Fallback(fell, f"{why} These are quotes from {_many(task).lower()}.")
        draft = _draft(attempt, spent + attempt.usage, given_up)
        yield replace(draft, prompt=prompt, fallen=fallen)

    def _read_ahead(
        self, attempt: Attempt, sources: Mapping[int, Paper]
    ) -> AbstractAsyncContextManager[None]:
        """Read what may be cited; not where quotes are written, which need no more than words."""
        if self._ahead is None or attempt.model.mode == "extractive":
            return nullcontext()
        return self._ahead.beside(sources.values())

    async def _checked(
        self, attempt: Attempt, sources: Mapping[int, Paper]
    ) -> AsyncGenerator[Sentence, None]:
        """Yield an attempt's sentences; from the first doubtful one on, once they are judged."""
        judging = self._judge and attempt.model.mode == "model"
        shown = 0
        async with aclosing(attempt.sentences()) as sentences:
            async for sentence in sentences:
                if not (judging and any(s.borderline for s in attempt.written)):
                    shown += 1
                    yield sentence
        if shown < len(attempt.written):
            attempt.written, more = await judged(attempt.written, sources, attempt.model)
            attempt.usage += more
            for sentence in attempt.written[shown:]:
                yield sentence


def _draft(
    attempt: Attempt,
    spent: Usage,
    given_up: tuple[Discarded, ...],
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


def _best(attempts: list[Attempt]) -> Attempt:
    """Return the last attempt of which anything is supported; the last, where none has."""
    good = [a for a in attempts if any(s.supported for s in a.written)]
    return (good or attempts)[-1]


def _many(task: Task) -> str:
    several = isinstance(task, AnswerTask | HeadlineTask)
    return "The abstracts" if several else "The abstract"
