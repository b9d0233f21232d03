"""Prepare a request to a chat model: optional parameters, ids for the logs, and metering."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import structlog

from bot.answering.language_model import LanguageModelError, Usage
from bot.errors import describe
from bot.limits.metering import Settle, reserve
from bot.models.failures import is_too_long
from bot.models.prompt_renderer import Prompt
from bot.models.reply import Reply
from retrieval.openai_server import error_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openai import APIStatusError

    from bot.answering.language_model import LanguageModelError
    from prompts.tokens import TokenCounter


class Call:
    """What a call has used so far: accepted prompts, and what was received of the `reply`."""

    def __init__(self, prompt: Prompt, counter: TokenCounter) -> None:
        self.prompt = prompt
        self.sent = 0
        """How often the server accepted the prompt."""
        self.reply: Reply | None = None
        self._counter = counter

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
        written = self._counter.count("".join(reply.received))
        return Usage(
            max(prompts, counted.prompt_tokens),
            max(written, counted.completion_tokens),
        )


@asynccontextmanager
async def metered_call(model: str, prompt: Prompt, counter: TokenCounter) -> AsyncIterator[Call]:
    """Reserve a call, yield it, and settle it when the block ends for any reason.

    Raises `OverBudget` if the model may not be called.
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
        # A cancelled call, even if cancelled twice, has used what was received until then.
        await asyncio.shield(asyncio.to_thread(lambda: settle(call.usage())))


async def _release_reservation(reserving: asyncio.Task[Settle]) -> None:
    with suppress(LanguageModelError):
        settle = await reserving
        await asyncio.to_thread(settle, Usage())


_OPTIONAL = (
    *("response_format", "stream_options", "max_tokens", "max_completion_tokens"),
    "temperature",
)


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
            "temperature": 0.2,
            "max_completion_tokens" if renamed else "max_tokens": prompt.answer_tokens,
        }
        if prompt.schema is not None:
            schema = {"name": "reply", "strict": True, "schema": prompt.schema}
            wanted["response_format"] = {"type": "json_schema", "json_schema": schema}
        return {name: value for name, value in wanted.items() if name not in self._refused}

    def learn(self, error: APIStatusError, sent: dict[str, Any]) -> bool:
        """Note the parameter that a 400 or 422 refuses; return whether to send another request."""
        if error.status_code not in {400, 422} or is_too_long(error):
            return False
        about = str(error.param or "").split(".")[0]
        for name in _OPTIONAL:
            if name in sent and (name == about or name in error_reason(error)):
                self._refused |= {name}
                return True
        return False


_CLIENT_ID_HEADER = "X-Client-Request-Id"
_SERVER_ID_HEADER = "x-request-id"
_MAX_LOGGED_CHARS = 200


def client_headers() -> dict[str, str]:
    """Return headers with the id of the request being answered, if any.

    The id is random and identifies nobody.
    """
    ours = structlog.contextvars.get_contextvars().get("request")
    return {_CLIENT_ID_HEADER: ours} if isinstance(ours, str) and ours.isascii() else {}


def log_request(model: str, headers: Mapping[str, str]) -> None:
    """Log that a model's server accepted a request, with the server's id for it."""
    theirs = headers.get(_SERVER_ID_HEADER, "")[:_MAX_LOGGED_CHARS]
    structlog.get_logger("language_model").info("model asked", model=model, theirs=theirs)


def log_failure(model: str, error: LanguageModelError) -> None:
    """Log why a model failed; users see only that it did."""
    kind = type(error).__name__
    structlog.get_logger("language_model").warning(
        "model failed", model=model, kind=kind, error=describe(error)
    )
