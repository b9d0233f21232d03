"""Have a task written and checked whole, with quotes in place of a model that fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from bot.assistant.answer import Sentence
from bot.assistant.citations import SentenceStream, Written
from bot.assistant.language_model import (
    LanguageModel,
    LanguageModelError,
    Mode,
    Task,
    Usage,
)
from bot.assistant.screening import screened
from bot.assistant.support.checking import Check
from retrieval.paper import Paper


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written for a task: each sentence checked, by whom, and what it cost."""

    sentences: tuple[Sentence, ...]
    mode: Mode
    model: str
    notice: str = ""
    usage: Usage = Usage()


async def write(
    task: Task,
    sources: Mapping[int, Paper],
    model: LanguageModel,
    quoting: LanguageModel,
    check: Check,
) -> Draft:
    """Return the model's draft; where it fails or none of it is supported, one of quotes."""
    usage = Usage()
    try:
        sentences, usage = await _written(task, sources, model, check)
        if model is quoting or any(s.supported for s in sentences):
            return Draft(sentences, model.mode, model.name, "", usage)
        notice = "The abstract did not bear what the model wrote."
    except LanguageModelError as error:
        notice = str(error)
    sentences, more = await _written(task, sources, quoting, check)
    notice = f"{notice} These are quotes from the abstract."
    return Draft(sentences, quoting.mode, quoting.name, notice, usage + more)


async def read(task: Task, model: LanguageModel) -> AsyncGenerator[Written | Usage, None]:
    """Yield each sentence that a model writes once it is whole, and the usage as it is told.

    What no answer may hold is left out.
    """
    stream = SentenceStream()
    async with aclosing(model.write(task)) as chunks:
        async for chunk in chunks:
            if chunk.usage.total_tokens:
                yield chunk.usage
            for written in stream.feed(chunk.text):
                if kept := screened(written, task):
                    yield kept
    for written in stream.end():
        if kept := screened(written, task):
            yield kept


async def _written(
    task: Task, sources: Mapping[int, Paper], model: LanguageModel, check: Check
) -> tuple[tuple[Sentence, ...], Usage]:
    usage, sentences = Usage(), []
    async with aclosing(read(task, model)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Usage):
                usage += piece
            else:
                sentences.append(await asyncio.to_thread(check, piece, sources))
    return tuple(sentences), usage
