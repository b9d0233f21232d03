"""Meter one call of a model: reserved before it is made, settled by what it used."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.answering.language_model import LanguageModelError, Usage
from bot.answering.metering import Settle, reserve
from bot.llm.prompting import Prompt
from bot.llm.reply import Reply

if TYPE_CHECKING:
    from prompts import TextCounter


class Call:
    """What a call has used so far: prompts that the server took, and what has come of `reply`."""

    def __init__(self, prompt: Prompt, counter: TextCounter) -> None:
        self.prompt = prompt
        self.sent = 0
        """How often the prompt was sent, without the times when the server did not take it."""
        self.reply: Reply | None = None
        self._counter = counter

    def usage(self) -> Usage:
        """Return what the server counts of a whole reply, else no less than we count; block.

        Some servers tell what was used so far with each token, and some tell 0 of everything.
        """
        reply, prompts = self.reply, self.prompt.tokens * self.sent
        if reply is None:
            return Usage(prompts)
        told = reply.usage or Usage()
        if told.prompt_tokens and told.completion_tokens and reply.finish:
            return told + Usage(prompts - self.prompt.tokens)
        written = self._counter.count("".join(reply.received))
        return Usage(
            max(prompts, told.prompt_tokens),
            max(written, told.completion_tokens),
        )


@asynccontextmanager
async def metered_call(model: str, prompt: Prompt, counter: TextCounter) -> AsyncIterator[Call]:
    """Give a call that is reserved, and settle it when the block ends, however it does.

    Raises `OverBudget` where the model may not be called.
    """
    call = Call(prompt, counter)
    most = Usage(prompt.tokens, prompt.answer_tokens)
    reserving = asyncio.create_task(asyncio.to_thread(reserve, model, most))
    try:
        settle = await asyncio.shield(reserving)
    except asyncio.CancelledError:
        await asyncio.shield(_given_back(reserving))
        raise
    try:
        yield call
    finally:
        # Whoever is cancelled, even twice, has spent what has come until then.
        await asyncio.shield(asyncio.to_thread(lambda: settle(call.usage())))


async def _given_back(reserving: asyncio.Task[Settle]) -> None:
    with suppress(LanguageModelError):
        settle = await reserving
        await asyncio.to_thread(settle, Usage())
