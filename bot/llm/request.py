"""Describe one request to a chat model: its optional parameters, its ids in the logs, its cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import structlog

from bot.answering.language_model import LanguageModelError, Usage
from bot.answering.metering import Settle, reserve
from bot.errors import describe
from bot.llm.failures import is_too_long
from bot.llm.prompt_renderer import Prompt
from bot.llm.reply import Reply
from retrieval.openai_server import error_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openai import APIStatusError

    from bot.answering.language_model import LanguageModelError
    from prompts.tokens import TokenCounter


class Call:
    """What a call has used so far: prompts that the server took, and what has come of `reply`."""

    def __init__(self, prompt: Prompt, counter: TokenCounter) -> None:
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
async def metered_call(model: str, prompt: Prompt, counter: TokenCounter) -> AsyncIterator[Call]:
    """Give a call that is reserved, and settle it when the block ends, however it does.

    Raises `OverBudget` where the model may not be called.
    """
    call = Call(prompt, counter)
    most = Usage(prompt.tokens, prompt.answer_tokens)
    reserving = asyncio.create_task(asyncio.to_thread(reserve, model, most))
    try:
        settle = await asyncio.shield(reserving)
    except asyncio.CancelledError:
        await asyncio.shield(_release_reservation(reserving))
        raise
    try:
        yield call
    finally:
        # Whoever is cancelled, even twice, has spent what has come until then.
        await asyncio.shield(asyncio.to_thread(lambda: settle(call.usage())))


async def _release_reservation(reserving: asyncio.Task[Settle]) -> None:
    with suppress(LanguageModelError):
        settle = await reserving
        await asyncio.to_thread(settle, Usage())


class ServerCapabilities:
    """The parameters that a server is sent; what it refuses once, it is not sent again.

    Older servers do not know `stream_options`; OpenAI's reasoning models take
    `max_completion_tokens` for `max_tokens`, and no temperature.
    """

    def __init__(self) -> None:
        self._refused: frozenset[str] = frozenset()

    def parameters(self, answer_tokens: int) -> dict[str, Any]:
        """Return the optional parameters of a streamed request."""
        renamed = "max_tokens" in self._refused
        wanted = {
            "stream_options": {"include_usage": True},
            "temperature": 0.2,
            "max_completion_tokens" if renamed else "max_tokens": answer_tokens,
        }
        return {name: value for name, value in wanted.items() if name not in self._refused}

    def learn(self, error: APIStatusError, sent: dict[str, Any]) -> bool:
        """Note the parameter that a 400 or 422 is about; say whether another request may do."""
        if error.status_code not in {400, 422} or is_too_long(error):
            return False
        about = str(error.param or "").split(".")[0]
        for name in ("stream_options", "max_tokens", "max_completion_tokens", "temperature"):
            if name in sent and (name == about or name in error_reason(error)):
                self._refused |= {name}
                return True
        return False


_CLIENT_ID_HEADER = "X-Client-Request-Id"
_SERVER_ID_HEADER = "x-request-id"
_MAX_LOGGED_CHARS = 200  # characters of what a server says that is logged


def client_headers() -> dict[str, str]:
    """Return the headers of a request that tell the id of what is being answered, if any.

    It is a random one of our own: it names nobody.
    """
    ours = structlog.contextvars.get_contextvars().get("request")
    return {_CLIENT_ID_HEADER: ours} if isinstance(ours, str) and ours.isascii() else {}


def log_request(model: str, headers: Mapping[str, str]) -> None:
    """Log that a model's server took a request, with the id that it gave it."""
    theirs = headers.get(_SERVER_ID_HEADER, "")[:_MAX_LOGGED_CHARS]
    structlog.get_logger("language_model").info("model asked", model=model, theirs=theirs)


def log_failure(model: str, error: LanguageModelError) -> None:
    """Log why a model gave nothing: whoever asked is told only that it did not."""
    kind = type(error).__name__
    structlog.get_logger("language_model").warning(
        "model failed", model=model, kind=kind, error=describe(error)
    )
