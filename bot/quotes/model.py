"""Answer with quotes: sentences of the abstracts, chosen and cited without a language model."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence

from bot.answering.language_model import (
    AnswerTask,
    Chunk,
    CompareTask,
    Mode,
    SummaryTask,
    Task,
)
from bot.grounding.citations import WrittenSentence
from bot.grounding.cross_encoder import CrossEncoder, ReadPair
from bot.quotes.answer import choose_answer_quotes
from bot.quotes.cells import fill_table
from bot.quotes.headlines import choose_finding_quote, choose_headline_quotes
from bot.quotes.sentences import SentenceEmbedder, SourceSentence
from bot.quotes.summaries import choose_summary_quotes
from retrieval.search.embedding.embedder import Embedder
from retrieval.search.rerank.relevance import RateRelevance, Relevance


class Extractive:
    """A `LanguageModel` that quotes.

    `rate` and `read` tell how well sentences answer, by the models of web search and of the check.
    """

    name = "extractive"
    mode: Mode = "extractive"

    def __init__(
        self,
        embedder: Embedder,
        rate: RateRelevance | None = None,
        read: ReadPair | None = None,
    ) -> None:
        self._embedder = SentenceEmbedder(embedder)
        self._rate = rate or Relevance()
        self._read = read or CrossEncoder()

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield a quote per chunk, as its abstract has it, or a table; raises `EmbeddingError`."""
        chosen = await asyncio.to_thread(self._choose, task)
        if isinstance(chosen, str):
            yield Chunk(chosen)
            return
        for sentence in chosen:
            yield Chunk(quote=WrittenSentence(sentence.text, (sentence.number,), is_quote=True))

    async def close(self) -> None:
        """Do nothing: there is no connection."""

    def _choose(self, task: Task) -> Sequence[SourceSentence] | str:
        match task:
            case AnswerTask():
                return choose_answer_quotes(task, self._embedder, self._rate, self._read)
            case SummaryTask(style="finding"):
                return choose_finding_quote(task)
            case SummaryTask(style="headline"):
                return choose_headline_quotes(task)
            case SummaryTask():
                return choose_summary_quotes(task, self._embedder, self._read)
            case CompareTask():
                return json.dumps(fill_table(task, self._embedder, self._rate, self._read))
            case _:
                return ()  # for a language model alone
