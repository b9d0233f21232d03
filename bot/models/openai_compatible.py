"""Write with any server that has OpenAI's chat completions API, streamed."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

import stamina
import structlog

from bot.answering.language_model import (
    Chunk,
    LanguageModelError,
    Mode,
    OverBudget,
    StreamCut,
    Task,
    Usage,
)
from bot.errors import describe
from bot.limits.metering import find_cost
from bot.models.connection import Connection, client_headers
from bot.models.failures import refusal_error, to_model_error
from bot.models.openai_server import MAX_WAIT_SECONDS, OPENAI_URL, OpenAIServer, retry_wait
from bot.models.prompt_renderer import PromptRenderer
from bot.models.reading_speed import ReadingSpeed
from bot.models.reply import Reply
from bot.models.request import Call, ServerCapabilities, metered_call
from prompts.tokens import CountTokens, count_tokens
from retrieval.text.sentences import split_sentences

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream, RequestOptions

# Of the ten in which the first sentence is due, these are for reading the excerpts.
_READING_SECONDS = 4.0
_MIN_EXCERPT_TOKENS = 250  # however slow the server is: with fewer, papers that fit are left out
_TRIES = 3
_FIRST_WAIT = 0.5  # seconds between tries, doubled each time
_MAX_SILENCE = 30.0  # seconds, once a model has begun to write
_MAX_LOGGED_CHARS = 200
_TIMES_IN_ALL = 3  # the time limit of an answer, in those of its first token


class OpenAICompatible:
    """A `LanguageModel` behind an address such as OpenAI's, vLLM's, llama.cpp's or Ollama's.

    `context_window` is the model's window in tokens, prompt and answer together; `answer_tokens`
    caps one answer. `timeout` is in seconds, to the first token. `marker` gives a fresh,
    unguessable word for each prompt's fence. A `small` model is asked for less, and one of a slow
    `speed` gets as many papers as it can read in a few seconds.
    """

    def __init__(
        self,
        *,
        model: str,
        base_url: str = OPENAI_URL,
        api_key: str = "",
        small: bool = False,
        speed: ReadingSpeed | None = None,
        context_window: int = 8192,
        answer_tokens: int = 1024,
        timeout: float = 60.0,
        count: CountTokens = count_tokens,
        marker: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self._at = OpenAIServer(model, base_url, api_key)
        self._speed = speed or ReadingSpeed()
        self._timeout = timeout
        self._count = count
        self._capabilities = ServerCapabilities()
        self._connection = Connection(self._at, timeout)
        self._renderer = PromptRenderer(
            count=count,
            marker=marker,
            window=context_window,
            answer_tokens=answer_tokens,
            small=small,
        )

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._at.model

    @property
    def mode(self) -> Mode:
        """A language model writes."""
        return "model"

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield the prompt used, the text of `task` as it arrives, and the usage.

        Raises `LanguageModelError`s, after the usage if there is any, and `OverBudget` if the
        account of the context allows no call. A failed request is retried only while nothing was
        yielded. Closing the iterator early (`contextlib.aclosing`) ends the request.
        """
        room = self._speed.tokens_within(_READING_SECONDS)
        if room is not None:
            room = max(room, _MIN_EXCERPT_TOKENS)
        try:
            prompt = await asyncio.to_thread(self._renderer.render, task, room)
            async with (
                metered_call(self.name, prompt, self._count) as call,
                aclosing(self._stream(call)) as chunks,
            ):
                async for chunk in chunks:
                    yield chunk
        except OverBudget:
            raise
        except LanguageModelError as error:  # users see only that it failed
            structlog.get_logger("language_model").warning(
                "model failed", model=self.name, kind=type(error).__name__, error=describe(error)
            )
            raise

    async def _stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        prompt = call.prompt
        end = asyncio.get_running_loop().time() + _TIMES_IN_ALL * self._timeout
        text = ""
        failure: Exception | None = None
        try:
            reply = await self._open_reply(call)
            yield Chunk(prompt=prompt.used)
            silence = min(_MAX_SILENCE, self._timeout)
            async with aclosing(reply.stream_text(silence, end)) as pieces:
                async for piece in pieces:
                    text += piece
                    if prompt.max_sentences is None:
                        yield Chunk(piece)
                    elif rest := _find_rest(text, prompt.max_sentences):
                        text = text[:rest]
                        reply.finish = "length"
                        break
        except Exception as error:
            failure = error
        finally:
            if call.reply is not None:
                await call.reply.close()
        if prompt.max_sentences is not None and text:
            yield Chunk(text)
        yield Chunk(usage=await asyncio.to_thread(self._measure, call))
        if failure is not None:
            if isinstance(failure, TimeoutError) and not text:
                self._speed.observe_timeout()
            raise to_model_error(failure, self._at, begun=bool(text)) from failure
        self._check_end(reply, text)

    def _measure(self, call: Call) -> Usage:
        """Return what a call used, and learn from it how fast the server is; blocks."""
        reply = call.reply
        if reply is not None and len(reply.waits) > 2:
            first, *waits = reply.waits
            written = self._count("".join(reply.received[1:]))
            writing = sum(waits) - max(waits)  # one stall is the network's
            self._speed.observe(call.prompt.tokens, first, written, writing)
        usage = call.usage()
        return replace(usage, dollars=find_cost(self.name, usage))

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    async def _open_reply(self, call: Call) -> Reply:
        """Send the request, with retries, and wait until the model begins to write."""
        client = await self._connection.client()
        async for attempt in stamina.retry_context(
            on=retry_wait,
            attempts=_TRIES,
            timeout=_TIMES_IN_ALL * self._timeout,
            wait_initial=_FIRST_WAIT,
            wait_max=MAX_WAIT_SECONDS,
            wait_jitter=_FIRST_WAIT,
        ):
            with attempt:
                async with asyncio.timeout(self._timeout):
                    sent = asyncio.get_running_loop().time()
                    reply = call.reply = Reply(await self._send(client, call), sent)
                    try:
                        await reply.wait_for_start()
                    except BaseException:  # a cancelled wait must close the response too
                        await reply.close()
                        raise
                return reply
        raise AssertionError("stamina either returns or raises")

    async def _send(self, client: AsyncOpenAI, call: Call) -> AsyncStream[object]:
        """Send the request, without optional parameters that the server refuses.

        The client's `post` yields each chunk's plain JSON; `chat.completions.create` takes a
        millisecond per token to build objects, which would block the loop for 32 answers at once.
        """
        from openai import APIConnectionError, APIStatusError, AsyncStream

        prompt = call.prompt
        required = {"model": self.name, "messages": prompt.messages, "stream": True}
        options: RequestOptions = {"headers": client_headers()}
        while True:
            optional = self._capabilities.parameters(prompt)
            call.sent += 1  # even a cancelled request may be billed for the prompt
            try:
                stream = await client.post(
                    "/chat/completions",
                    cast_to=object,
                    body={**required, **optional},
                    options=options,
                    stream=True,
                    stream_cls=AsyncStream[object],
                )
            except (APIConnectionError, APIStatusError) as error:
                call.sent -= 1
                if not self._capabilities.learn(error, optional):
                    raise
            else:
                theirs = stream.response.headers.get("x-request-id", "")
                structlog.get_logger("language_model").info(
                    "model asked", model=self.name, theirs=theirs[:_MAX_LOGGED_CHARS]
                )
                return stream

    def _check_end(self, reply: Reply, text: str) -> None:
        at = self._at
        if reply.refused:
            raise refusal_error(at)
        if not reply.finish:
            raise StreamCut(
                f"The answer of the model “{at.model}” at {at.host} broke off. Try again; if it "
                "stays so, check that the address is that of an OpenAI-compatible API."
            )
        if not text:
            raise StreamCut(
                f"The model “{at.model}” wrote no text. If it thinks before it writes, "
                "let it write more tokens; else choose another model."
            )


def _find_rest(text: str, most: int) -> int | None:
    """Return where the sentence after the last allowed one begins, None if it has not begun.

    Marks belong to the sentence before them, and more than a word tells that one begins: the stop
    before it may be that of “e.g.”.
    """
    spans = split_sentences(text)
    if len(spans) <= most:
        return None
    after = spans[most]
    begins = after.text[0] not in "[【(" and len(after.text.split(maxsplit=1)) > 1
    return after.start if begins else None
