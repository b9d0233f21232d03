"""Answer with quotes: sentences of the abstracts, chosen and cited without a language model."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence

from bot.answering.language_model import (
    NOT_STATED,
    AnswerTask,
    AspectsTask,
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
from bot.grounding.cross_encoder import CrossEncoder, ReadPair
from bot.llm.extractive.answer import choose_answer_quotes
from bot.llm.extractive.cells import choose_cell_quotes
from bot.llm.extractive.headlines import choose_finding_quote, choose_headline_quotes
from bot.llm.extractive.leaning import strip_continuation
from bot.llm.extractive.passages import Passage, PassageEmbedder
from bot.llm.extractive.summaries import choose_summary_quotes
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.rerank.relevance import RateRelevance, Relevance
from retrieval.text import patterns as re

_BRACKETED = re.compile(r"\s?[\[【]\^?\d[\d\s,;–-]*[\]】]")


class Extractive:
    """A `LanguageModel` that quotes.

    `rarity` gives a word's inverse document frequency, `rate` how well sentences answer by a
    model of web search, and `read` the same by the model of the check, fitted on abstracts.
    """

    name = "extractive"
    mode: Mode = "extractive"

    def __init__(
        self,
        embedder: Embedder,
        rarity: Callable[[str], float],
        rate: RateRelevance | None = None,
        read: ReadPair | None = None,
    ) -> None:
        self._passages = PassageEmbedder(embedder, rarity)
        self._rate = rate or Relevance()
        self._read = read or CrossEncoder()

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield one quoted sentence per chunk, with its mark; raises `EmbeddingError`."""
        for text in await asyncio.to_thread(self._choose_quotes, task):
            yield Chunk(text + "\n")

    async def close(self) -> None:
        """Do nothing: there is no connection."""

    def _choose_quotes(self, task: Task) -> list[str]:
        match task:
            case AnswerTask():
                return _cite_in_turn(
                    choose_answer_quotes(task, self._passages, self._rate, self._read)
                )
            case SummaryTask():
                return [_cite_alone(p) for p in choose_summary_quotes(task, self._passages)]
            case CellTask():
                quotes = choose_cell_quotes(task, self._passages, self._rate, self._read)
                return [_cite_alone(p) for p in quotes] or [NOT_STATED]
            case RewriteTask():
                return [task.question]
            case FindingTask():
                return [_cite_alone(p) for p in choose_finding_quote(task, self._passages)]
            case HeadlineTask():
                return [_cite_alone(p) for p in choose_headline_quotes(task, self._passages)]
            case JudgeTask() | AspectsTask():
                return []  # a judge would know no more than the check; cells are quoted one by one


def _cite_in_turn(passages: Sequence[Passage]) -> list[str]:
    """Return sentences with their marks; one that does not follow its paper's must stand alone."""
    cited = []
    before: Passage | None = None
    for passage in passages:
        follows = (
            before is not None
            and before.number == passage.number
            and before.place == passage.place - 1
        )
        cited.append(_cite(passage.text, passage.number) if follows else _cite_alone(passage))
        before = passage
    return cited


def _cite_alone(passage: Passage) -> str:
    """Return a sentence with its mark, without what ties it to one before."""
    return strip_continuation(_cite(passage.alone, passage.number))


def _cite(sentence: str, number: int) -> str:
    """Return a sentence with its mark, without numbers in brackets that would look like marks."""
    text = " ".join(_BRACKETED.sub("", sentence).split())
    return f"{text} [{number}]"
