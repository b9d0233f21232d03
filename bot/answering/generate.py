"""Generate the text of a task, and replace the sentences that its abstracts do not support.

What the check supports of a draft stays. A rejected sentence is asked for once more, alone, with
its evidence; quotes take the place of those that fail again, and of a draft of which nothing stands
or that obeys a paper (docs/decisions/0022).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence, DraftDiscarded
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
from bot.answering.llm_judge import judge_borderline
from bot.grounding.checker import Check
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

_MAX_CORRECTIONS = 2  # each is a call for which somebody waits


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """The checked sentences of a task, the model that wrote them, and the usage of all attempts.

    `prompt` is the prompt of the draft, even if quotes replace the model's text. `declined`: the
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
        draft = Attempt(task, sources, model, self._check, abstain_phrase)
        reason: FallbackReason = "strayed"
        why = f"{_name_sources(task)} did not support what the model wrote."
        try:
            async with aclosing(self._check_sentences(draft, sources)) as sentences:
                async for sentence in sentences:
                    yield sentence
            if model.mode == "extractive":
                yield _build_text(draft, declined=draft.is_declined)
                return
            if draft.is_declined and _lists_papers(task):
                reason, why = "declined", "The model named none of the papers that fit."
            elif draft.is_declined:
                corrected = await self._ask_again(draft, sources)
                if corrected is not None:
                    draft.written.append(corrected)
                    yield corrected
                yield _build_text(draft, declined=corrected is None)
                return
            elif not draft.is_manipulated:
                async with aclosing(self._fill_gaps(draft, sources)) as sentences:
                    async for sentence in sentences:
                        yield sentence
                if draft.supported or isinstance(task, CellTask):
                    yield _build_text(draft)
                    return
        except LanguageModelError as error:
            reason, why = error.fallback_reason, str(error)
        yield DraftDiscarded()
        quotes = Attempt(task, sources, self._quoting, self._check, abstain_phrase)
        async with aclosing(quotes.sentences()) as sentences:
            async for sentence in sentences:
                yield sentence
        yield replace(
            _build_text(quotes),
            usage=draft.usage + quotes.usage,
            prompt=draft.prompt,
            fallback=Fallback(
                reason, f"{why} These are quotes from {_name_sources(task).lower()}."
            ),
            discarded=draft.replaced_sentences,
        )

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

    async def _fill_gaps(
        self, draft: Attempt, sources: Mapping[int, Paper]
    ) -> AsyncGenerator[Sentence, None]:
        """Yield what takes the place of rejected sentences, and add it to the draft.

        Quotes only fill up an answer: a summary, a cell or a headline is short without them.
        """
        for number in draft.selected:
            async with aclosing(self._quote(draft, sources, 1, number)) as quotes:
                async for quote in quotes:
                    yield quote
        gaps = len(draft.rejected)
        for rejected in draft.rejected[:_MAX_CORRECTIONS]:
            corrected = await self._correct(rejected, draft, sources)
            if corrected is not None:
                gaps -= 1
                draft.written.append(corrected)
                yield corrected
        if draft.supported:
            async with aclosing(self._quote(draft, sources, gaps)) as quotes:
                async for quote in quotes:
                    yield quote

    async def _quote(
        self, draft: Attempt, sources: Mapping[int, Paper], count: int, of: int | None = None
    ) -> AsyncGenerator[Sentence, None]:
        """Yield up to `count` quotes that say what the draft does not, and add them to it.

        They are of the paper with the number `of`, or of any.
        """
        task = draft.task
        if not count or not isinstance(task, AnswerTask):
            return
        if of is not None:
            task = replace(task, excerpts=tuple(e for e in task.excerpts if e.number == of))
        quoted = Attempt(task, sources, self._quoting, self._check)
        async with aclosing(quoted.sentences()) as sentences:
            async for quote in sentences:
                said = find_evidence_texts(draft.supported, sources)
                if quote.supported and quote.text not in said:
                    count -= 1
                    draft.written.append(quote)
                    yield quote
                if not count:
                    return

    async def _ask_again(self, draft: Attempt, sources: Mapping[int, Paper]) -> Sentence | None:
        """Ask a model that finds no answer once more, from what would be quoted as the answer.

        Only that of the first paper: small models decline where the answer stands among others.
        """
        task = draft.task
        if not isinstance(task, AnswerTask):
            return None
        quoted = Attempt(task, sources, self._quoting, self._check)
        async with aclosing(quoted.sentences()) as sentences:
            async for _ in sentences:
                pass
        for quote in quoted.supported[:1]:
            return await self._correct(quote, draft, sources)
        return None

    async def _correct(
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


def _lists_papers(task: Task) -> bool:
    """Tell whether the excerpts of a task are there because they fit."""
    return isinstance(task, AnswerTask) and task.kind in {"list", "overview"}


def _name_sources(task: Task) -> str:
    several = isinstance(task, AnswerTask | HeadlineTask)
    return "The abstracts" if several else "The abstract"
