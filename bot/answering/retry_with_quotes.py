"""Reduce a task to the sentences that matter, for a model that strayed from its abstracts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace

from bot.answering.attempt import read
from bot.answering.language_model import (
    AnswerTask,
    CellTask,
    FindingTask,
    HeadlineTask,
    LanguageModel,
    SummaryTask,
    Task,
)
from bot.grounding.citations import WrittenSentence
from bot.grounding.evidence_spans import evidence
from bot.grounding.sentence import Excerpt, Sentence


async def from_quotes(
    task: Task, drafted: Sequence[Sentence], quoting: LanguageModel
) -> Task | None:
    """Return the task with excerpts of quotes alone; None where there is nothing to quote.

    Quoted is what `quoting` would answer with, what comes nearest to each sentence drafted, and,
    of each excerpt, what comes nearest to the question.
    """
    wanted = [(s.citations, s.text) for s in drafted]
    wanted += [
        ((e.number,), task.question) for e in _excerpts(task) if isinstance(task, AnswerTask)
    ]
    wanted += [(quote.numbers, quote.text) async for quote in _quotes(task, quoting)]
    reduced = tuple(_reduced(_excerpts(task), wanted))
    match task:
        case _ if not reduced:
            return None
        case AnswerTask():
            return replace(task, excerpts=reduced, quotes=True)
        case HeadlineTask():
            return replace(task, excerpts=reduced)
        case SummaryTask() | CellTask() | FindingTask():
            return replace(task, excerpt=reduced[0])
        case _:
            return None


def _excerpts(task: Task) -> tuple[Excerpt, ...]:
    match task:
        case AnswerTask() | HeadlineTask():
            return task.excerpts
        case SummaryTask() | CellTask() | FindingTask():
            return (task.excerpt,)
        case _:
            return ()


async def _quotes(task: Task, quoting: LanguageModel) -> AsyncIterator[WrittenSentence]:
    async with aclosing(read(task, quoting)) as pieces:
        async for piece in pieces:
            if isinstance(piece, WrittenSentence):
                yield piece


def _reduced(
    excerpts: Iterable[Excerpt], wanted: Sequence[tuple[Sequence[int], str]]
) -> Iterable[Excerpt]:
    """Yield the excerpts of which something is wanted, with nothing but that."""
    for excerpt in excerpts:
        texts = [text for numbers, text in wanted if excerpt.number in numbers]
        spans = evidence(texts, excerpt.paper)
        if spans:
            abstract = " ".join(span.text for span in spans)
            yield replace(excerpt, paper=replace(excerpt.paper, abstract=abstract))
