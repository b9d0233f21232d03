"""The interface of language models: tasks, the text that they write, and errors."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Literal, Protocol

from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt
from bot.questions.kinds import QuestionKind
from retrieval.paper import Paper

Mode = Literal["extractive", "model"]
FallbackReason = Literal["failed", "declined", "too-long", "strayed", "over-budget"]
"""Why quotes replace a model's text; `strayed`: the abstracts did not support it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question, the answer that was shown, and the ids of the papers in question."""

    question: str
    answer: str
    paper_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTask:
    """Answer `question` from `excerpts`, best first, with a source at the end of each sentence.

    `kind` is what the question asks for, which decides the answer's form. `rivals` are what the
    question compares the first paper with, if its abstract may speak of them.
    """

    question: str
    excerpts: tuple[Excerpt, ...]
    history: tuple[Turn, ...] = ()
    language: str = "English"
    kind: QuestionKind = "fact"
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryTask:
    """Summarize papers, best first, in a style, with a source at the end of each sentence.

    The styles are those of `SUMMARY_STYLES` and, of a digest, `finding`, one sentence on what is
    new in a paper, and `headline`, at most two on what is most worth knowing of several. `said`
    are the sentences below a headline, not to repeat. `section` is the only one that is summed up,
    if any: then the excerpt has its passages, and no abstract.
    """

    excerpts: tuple[Excerpt, ...]
    style: str
    language: str = "English"
    said: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class CompareTask:
    """Write a JSON object: for each of `aspects`, by the excerpts' numbers, sentences or null.

    Quotes are lists of sentences. `question`, if any, is the one that quotes answer in detail.
    """

    excerpts: tuple[Excerpt, ...]
    aspects: tuple[str, ...]
    question: str = ""
    language: str = "English"


@dataclass(frozen=True, slots=True)
class RewriteTask:
    """Say a question in English."""

    question: str


@dataclass(frozen=True, slots=True)
class PlanTask:
    """Write a JSON object that says what a question asks for, given the turns before it.

    `papers` are those of the turns, numbered from 1, of which only title and year are read.
    """

    question: str
    today: date
    history: tuple[Turn, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to judge or correct, the numbers of the excerpts that it cites, and why."""

    text: str
    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JudgeTask:
    """Judge whether excerpts say each statement: write a JSON object with a ruling for each.

    `question` is the one that the statements answer, if there is one.
    """

    statements: tuple[Statement, ...]
    excerpts: tuple[Excerpt, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionTask:
    """Write rejected sentences of an answer once more, one per line: `1: …`.

    A sentence that nothing in the excerpts can replace has no line. The excerpts are those that the
    sentences cite, with their abstracts whole.
    """

    question: str
    statements: tuple[Statement, ...]
    excerpts: tuple[Excerpt, ...]
    language: str = "English"


TextTask = AnswerTask | SummaryTask
"""A task whose text is sentences that cite."""

Task = TextTask | CompareTask | RewriteTask | PlanTask | JudgeTask | CorrectionTask


def to_sources(excerpts: Iterable[Excerpt]) -> dict[int, Paper]:
    """Return the papers of excerpts by their numbers."""
    return {excerpt.number: excerpt.paper for excerpt in excerpts}


SUMMARY_STYLES: Mapping[str, str] = {
    "tldr": "one or two sentences",
    "key-points": "three to five key points",
    "technical": "problem, method, data and results in technical terms",
    "plain": "plain language for a newcomer to the field",
    "abstract": "the abstract itself",
}
STRUCTURED = "structured"
"""The style of a whole paper: its problem, method, data, results and limits under headings."""
QUOTED_STYLES = ("tldr", "key-points", "abstract")
"""The styles that quotes alone can give; the others need a language model."""

DETAIL = "In detail"
"""The aspect of a comparison for what a paper says to the question that compares it."""

NOT_STATED = "not stated in the abstract"
NOT_STATED_IN_PAPER = "not stated in the paper"
NOT_FOUND = "not found in the passages read"
"""Of a whole paper of which not all passages were read."""

CANNOT_ANSWER = "I cannot answer from these excerpts."
"""What a model writes to abstain from an `AnswerTask`."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that models used, zero for quotes, and what they cost.

    `dollars` are US dollars at each model's own price, None if one has no known price.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    dollars: float | None = field(default=0.0, compare=False)

    @property
    def total_tokens(self) -> int:
        """Prompt and completion tokens together."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        costs = self.dollars, other.dollars
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            None if None in costs else sum(filter(None, costs)),
        )


@dataclass(frozen=True, slots=True)
class PromptUsed:
    """The template of a prompt: its name, and the first digits of its SHA-256.

    `passages` are the numbers of those in it, by the numbers of their excerpts.
    """

    name: str
    sha256: str
    passages: Mapping[int, Collection[int]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the text as it arrives, a quote, or, with neither, the usage at the end.

    A quote knows what it cites: nothing in it is read as a mark.
    `prompt` comes with one of the chunks, if a model was asked.
    """

    text: str = ""
    usage: Usage = field(default_factory=Usage)
    prompt: PromptUsed | None = None
    quote: WrittenSentence | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """Why quotes replace a model's text.

    `explanation` is for the operator, names the server, and ends the notice of the result.
    """

    reason: FallbackReason
    explanation: str


class LanguageModel(Protocol):
    """Writes text for a task, a piece at a time."""

    @property
    def name(self) -> str:
        """The model's name, as shown to people."""

    @property
    def mode(self) -> Mode:
        """Whether a language model writes (`model`) or sentences are quoted (`extractive`)."""

    def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield the text of `task` in order; raise a `LanguageModelError` if it fails."""

    async def close(self) -> None:
        """Release connections."""


class LanguageModelError(Exception):
    """The model gave no usable text; the message says what happened, why, and what to do.

    LanguageModelError
    ├── ModelUnavailable      no connection, a timeout, 429 or 5xx after all tries
    ├── ModelRejected         a bad key, an unknown model, a request refused for good
    ├── PromptTooLong         more tokens than the model's window holds
    ├── AnswerRefused         the model or its content filter declined
    ├── OverBudget            the model may not be called today: a budget is used up
    └── StreamCut             the text ended midway

    The message is for the operator and names the server; `fallback_reason` is for everybody.
    `quoted` is the server's part of the message, which may repeat the prompt: it is not logged.
    """

    fallback_reason: ClassVar[FallbackReason] = "failed"

    def __init__(self, message: str = "", *, quoted: str = "") -> None:
        super().__init__(message)
        self.quoted = quoted


class ModelUnavailable(LanguageModelError):
    """No connection, a timeout, or 429 and 5xx answers after all tries."""


class ModelRejected(LanguageModelError):
    """A bad key, an unknown model, or a request that the server refuses for good."""


class PromptTooLong(LanguageModelError):
    """The prompt has more tokens than the model's window holds."""

    fallback_reason = "too-long"


class AnswerRefused(LanguageModelError):
    """The model or its content filter declined to answer."""

    fallback_reason = "declined"


class OverBudget(LanguageModelError):
    """The model may not be called today: a budget is used up."""

    fallback_reason = "over-budget"


class StreamCut(LanguageModelError):
    """The text ended before the model said that it was finished."""


_MAX_REPLY_CHARS = 40_000  # a table of five papers and ten aspects is shorter


@dataclass(frozen=True, slots=True)
class WholeReply:
    """All that a model wrote for a task, its usage, and the error that ended it, if one did."""

    text: str
    usage: Usage
    error: LanguageModelError | None = None
    prompt: PromptUsed | None = None


async def write_whole(model: LanguageModel, task: Task) -> WholeReply:
    """Return the reply to a task once it is whole, broken off, or too long."""
    reply = WholeReply("", Usage())
    try:
        async with aclosing(model.write(task)) as chunks:
            async for chunk in chunks:
                reply = WholeReply(
                    reply.text + chunk.text,
                    reply.usage + chunk.usage,
                    prompt=chunk.prompt or reply.prompt,
                )
                if len(reply.text) > _MAX_REPLY_CHARS:
                    break
    except LanguageModelError as error:
        return replace(reply, error=error)
    return reply
