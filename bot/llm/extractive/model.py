"""Answer with quotes: sentences of the abstracts, chosen and cited, no language model at all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable

from bot.answering.language_model import (
    NOT_STATED,
    AnswerTask,
    CellTask,
    Chunk,
    FindingTask,
    HeadlineTask,
    JudgeTask,
    Mode,
    RewriteTask,
    SummaryTask,
    Task,
)
from bot.llm.extractive import answer as answering
from bot.llm.extractive import cells, heading
from bot.llm.extractive import summary as summarizing
from bot.llm.extractive.passages import Passage, Passages
from retrieval.search.embedding.embedder import Embedder

_BRACKETED = re.compile(r"\s?[\[【]\^?\d[\d\s,;–-]*[\]】]")


class Extractive:
    """A `LanguageModel` that quotes. `rarity` gives a word's inverse document frequency."""

    name = "extractive"
    mode: Mode = "extractive"

    def __init__(self, embedder: Embedder, rarity: Callable[[str], float]) -> None:
        self._passages = Passages(embedder, rarity)

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield a quoted sentence a chunk, each with its mark; raises EmbeddingError."""
        for text in await asyncio.to_thread(self._quotes, task):
            yield Chunk(text + "\n")

    async def close(self) -> None:
        """Do nothing: there is no connection."""

    def _quotes(self, task: Task) -> list[str]:
        match task:
            case AnswerTask():
                return [_quoted(p) for p in answering.choose(task, self._passages)]
            case SummaryTask():
                return [_quoted(p) for p in summarizing.choose(task, self._passages)]
            case CellTask():
                cell = cells.choose(task, self._passages)
                return [_quoted(cell) if cell else NOT_STATED]
            case RewriteTask():
                return [task.question]
            case FindingTask():
                return [_quoted(p) for p in summarizing.finding(task, self._passages)]
            case HeadlineTask():
                return [_quoted(p) for p in heading.choose(task, self._passages)]
            case JudgeTask():
                return []  # a judge that knows no more than the check has nothing to add


def _quoted(passage: Passage) -> str:
    """Return a sentence with its mark; numbers in brackets of its own would read as marks."""
    text = " ".join(_BRACKETED.sub("", passage.text).split())
    return f"{text} [{passage.number}]"
