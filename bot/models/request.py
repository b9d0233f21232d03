"""Prepare a request to a chat model: its optional parameters, and its metering."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.answering.language_model import Usage
from bot.limits.metering import reserve
from bot.models.failures import is_too_long
from bot.models.openai_server import error_reason
from bot.models.prompt_renderer import Prompt
from bot.models.reply import Reply
from prompts.tokens import CountTokens

if TYPE_CHECKING:
    from openai import APIError


class Call:
    """What a call has used so far.

    `sent` is how often the server accepted the prompt, `reply` what was received of it last.
    """

    def __init__(self, prompt: Prompt, count: CountTokens) -> None:
        self.prompt = prompt
        self.sent = 0
        self.reply: Reply | None = None
        self._count = count

    def usage(self) -> Usage:
        """Return what the server counted for a whole reply, else at least our own count; block.

        Some servers send interim counts with each token, and some count 0 of everything.
        """
        reply, prompts = self.reply, self.prompt.tokens * self.sent
        if reply is None:
            return Usage(prompts)
        counted = reply.usage or Usage()
        if counted.prompt_tokens and counted.completion_tokens and reply.finish:
            return counted + Usage(prompts - self.prompt.tokens)
        written = self._count("".join(reply.received))
        return Usage(max(prompts, counted.prompt_tokens), max(written, counted.completion_tokens))


@asynccontextmanager
async def metered_call(model: str, prompt: Prompt, count: CountTokens) -> AsyncIterator[Call]:
    """Reserve a call, yield it, and settle it when the block ends for any reason.

    Raises `OverBudget` if the model may not be called. If it is cancelled meanwhile, the
    reservation expires.
    """
    call = Call(prompt, count)
    settle = await asyncio.to_thread(reserve, model, Usage(prompt.tokens, prompt.answer_tokens))
    try:
        yield call
    finally:
        # A cancelled call, even if cancelled twice, has used what was received until then.
        await asyncio.shield(asyncio.to_thread(lambda: settle(call.usage())))


class ServerCapabilities:
    """The optional parameters for a server, without those that it has refused.

    Older servers do not know `stream_options`; OpenAI's reasoning models require
    `max_completion_tokens` instead of `max_tokens`, and accept no temperature. Not all servers can
    keep to a JSON schema.
    """

    def __init__(self) -> None:
        self._refused: frozenset[str] = frozenset()

    def parameters(self, prompt: Prompt) -> dict[str, Any]:
        """Return the optional parameters of a streamed request."""
        renamed = "max_tokens" in self._refused
        wanted: dict[str, Any] = {
            "stream_options": {"include_usage": True},
            "max_completion_tokens" if renamed else "max_tokens": prompt.answer_tokens,
            "temperature": 0.2,
        }
        if prompt.schema is not None:
            schema = {"name": "reply", "strict": True, "schema": prompt.schema}
            wanted["response_format"] = {"type": "json_schema", "json_schema": schema}
        return {name: value for name, value in wanted.items() if name not in self._refused}

    def learn(self, error: APIError, sent: dict[str, Any]) -> bool:
        """Note the parameter that a 400 or 422 refuses; return whether to send another request."""
        if getattr(error, "status_code", None) not in {400, 422} or is_too_long(error):
            return False
        about = str(error.param or "").split(".")[0]
        for name in ("response_format", *sent):
            if name in sent and (name == about or name in error_reason(error)):
                self._refused |= {name}
                return True
        return False
