"""Write with any server that has OpenAI's chat completions API, streamed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

import stamina

from bot.answering.language_model import (
    Chunk,
    LanguageModelError,
    Mode,
    OverBudget,
    PromptUsed,
    StreamCut,
    Task,
    Usage,
)
from bot.models.connection import Connection
from bot.models.endpoints import OPENAI_URL, ModelCheck, check_model
from bot.models.failures import Endpoint, MalformedStreamError, refusal_error, to_model_error
from bot.models.prompt_renderer import PromptRenderer
from bot.models.reading_speed import Observed, ReadingSpeed
from bot.models.reply import Reply
from bot.models.request import (
    Call,
    ServerCapabilities,
    client_headers,
    log_failure,
    log_request,
    metered_call,
)
from bot.models.retries import Deadline, DeadlineError, Retries, Timeouts
from bot.models.stream_filters import PromptLeakFilter

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream, RequestOptions

    from prompts.packing import Split
    from prompts.tokens import TokenCounter

# A chunk of JSON around a token has some 300 bytes; this leaves room for reasoning.
_WIRE_BYTES_PER_BYTE = 200
# Of the ten in which the first sentence is due, these are for reading the excerpts.
_READING_SECONDS = 4.0
_MIN_EXCERPT_TOKENS = 250  # however slow the server is: with fewer, papers that fit are left out


class OpenAICompatible:
    """A `LanguageModel` behind an address such as OpenAI's, vLLM's, llama.cpp's or Ollama's.

    `context_window` is the model's window in tokens, prompt and answer together; `answer_tokens`
    and `answer_bytes` cap one answer. `marker` gives a fresh, unguessable word for each prompt's
    fence, `counter` counts tokens and `split` finds sentences. A `small` model is asked for less,
    and one of a slow `speed` gets as many papers as it can read in a few seconds.
    """

    def __init__(
        self,
        *,
        model: str,
        counter: TokenCounter,
        marker: Callable[[], str],
        split: Split,
        small: bool = False,
        speed: ReadingSpeed | None = None,
        base_url: str = OPENAI_URL,
        api_key: str = "",
        context_window: int = 8192,
        answer_tokens: int = 1024,
        answer_bytes: int = 64_000,
        timeouts: Timeouts | None = None,
        retries: Retries | None = None,
    ) -> None:
        self._at = Endpoint(model, base_url, api_key)
        self._counter = counter
        self._split = split
        self._timeouts = timeouts or Timeouts()
        self._retries = retries or Retries()
        self._answer_bytes = answer_bytes
        self._capabilities = ServerCapabilities()
        self._speed = speed or ReadingSpeed()
        self._renderer = PromptRenderer(
            counter=counter,
            marker=marker,
            split=split,
            window=context_window,
            answer_tokens=answer_tokens,
            small=small,
        )
        self._connection = Connection(self._at, self._timeouts, answer_bytes * _WIRE_BYTES_PER_BYTE)

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._at.model

    @property
    def mode(self) -> Mode:
        """A language model writes."""
        return "model"

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield the text of `task` as it arrives, then an empty chunk with the usage.

        Sentences come whole, without those that give away the prompt; the first chunk has the
        prompt used. Raises `LanguageModelError`s, after the usage if there is any, and `OverBudget`
        if the account of the context allows no call. A failed request is retried only while nothing
        was yielded. Closing the iterator early (`contextlib.aclosing`) ends the request.
        """
        try:
            async with aclosing(self._write(task)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except OverBudget:
            raise
        except LanguageModelError as error:
            log_failure(self.name, error)
            raise

    async def _write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        room = self._speed.tokens_within(_READING_SECONDS)
        if room is not None:
            room = max(room, _MIN_EXCERPT_TOKENS)
        prompt = await asyncio.to_thread(self._renderer.render, task, room)
        async with (
            metered_call(self.name, prompt, self._counter) as call,
            aclosing(self._stream(call)) as chunks,
        ):
            async for chunk in chunks:
                yield chunk

    async def _stream(self, call: Call) -> AsyncGenerator[Chunk, None]:
        """Yield the text, then the usage, even if it fails."""
        prompt = call.prompt
        try:
            reply, deadline = await self._open_reply(call)
        except LanguageModelError:
            if (paid := call.usage()).total_tokens:
                yield Chunk(usage=paid)
            raise
        written: list[str] = []
        passed = ""
        leak_filter = PromptLeakFilter(prompt.rendered, prompt.marker)
        used: PromptUsed | None = PromptUsed(prompt.rendered.template, prompt.rendered.sha256)
        broke: LanguageModelError | None = None
        try:
            pieces = reply.stream_text(deadline, self._timeouts.between_tokens, self._answer_bytes)
            async with aclosing(pieces):
                async for piece in pieces:
                    written.append(piece)
                    shown = leak_filter.feed(piece)
                    whole = passed + shown
                    end = self._find_end(whole + leak_filter.held, prompt.max_sentences)
                    if end is not None:
                        rest = leak_filter.release(max(end - len(whole), 0))
                        shown = whole[len(passed) : end] + rest
                    if shown:
                        yield Chunk(shown, prompt=used)
                        used = None
                    passed = whole
                    if end is not None:
                        reply.finish = "length"
                        break
        except Exception as error:
            broke = to_model_error(error, self._at, tries=1, begun=bool(written))
            broke.__cause__ = error
        finally:
            await reply.close()
        if (shown := leak_filter.end()) or (used is not None and broke is None):
            yield Chunk(shown, prompt=used)
        usage = await asyncio.to_thread(self._measure, call, reply)
        yield Chunk(usage=usage, withheld=leak_filter.withheld)
        if broke is not None:
            raise broke
        self._check_end(reply, written)

    def _measure(self, call: Call, reply: Reply) -> Usage:
        """Return what a call used, and learn from it how fast the server is; blocks."""
        if len(reply.waits) > 2:
            first, *waits = reply.waits
            written = self._counter.count("".join(reply.received[1:]))
            writing = sum(waits) - max(waits)  # one stall is the network's
            self._speed.observe(Observed(call.prompt.tokens, first, written, writing))
        return call.usage()

    def _find_end(self, text: str, most: int | None) -> int | None:
        """Return where the sentence after the last allowed one begins, None if it has not begun.

        Marks belong to the sentence before them, and more than a word tells that one begins: the
        stop before it may be that of “e.g.”.
        """
        spans = self._split(text) if most else ()
        if most is None or len(spans) <= most:
            return None
        after = spans[most]
        begins = after.text[0] not in "[【(" and len(after.text.split(maxsplit=1)) > 1
        return after.start if begins else None

    async def check(self) -> ModelCheck:
        """Check that the server has the configured model."""
        return await check_model(self._connection, self._at, self._timeouts.first_token)

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    async def _open_reply(self, call: Call) -> tuple[Reply, Deadline]:
        """Send the request, with retries, and wait until the model begins to write.

        The time limit excludes building the first client.
        """
        tries, retries = 0, self._retries
        try:
            client = await self._connection.client()
            deadline = Deadline(self._timeouts.total)
            async for attempt in stamina.retry_context(
                on=lambda error: retries.next_wait(error, deadline),
                attempts=retries.tries,
                timeout=self._timeouts.total,
                wait_initial=retries.first_wait,
                wait_max=retries.max_wait,
                wait_jitter=retries.jitter,
            ):
                with attempt:
                    tries += 1
                    reply = await deadline.wait_for(
                        self._start_reply(client, call),
                        "the time limit to the first token",
                        self._timeouts.first_token,
                    )
                    return reply, deadline
        except LanguageModelError:
            raise
        except Exception as error:
            if isinstance(error, DeadlineError):
                self._speed.observe_timeout()
            raise to_model_error(error, self._at, tries=tries, begun=False) from error
        raise AssertionError("stamina either returns or raises")

    async def _start_reply(self, client: AsyncOpenAI, call: Call) -> Reply:
        sent = asyncio.get_running_loop().time()
        reply = call.reply = Reply(await self._send(client, call), sent)
        try:
            await reply.wait_for_start()
        except BaseException as error:  # a cancelled wait must close the response too
            call.sent -= isinstance(error, MalformedStreamError)  # no model read the prompt
            await reply.close()
            raise
        return reply

    async def _send(self, client: AsyncOpenAI, call: Call) -> AsyncStream[object]:
        """Send the request, without optional parameters that the server refuses.

        The client's `post` yields each chunk's plain JSON; `chat.completions.create` takes a
        millisecond per token to build objects, which would block the loop for 32 answers at once.
        """
        from openai import APIConnectionError, APIStatusError, AsyncStream

        prompt = call.prompt
        required = {"model": self._at.model, "messages": prompt.messages, "stream": True}
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
                log_request(self._at.model, stream.response.headers)
                return stream
            except APIConnectionError:
                call.sent -= 1
                raise
            except APIStatusError as error:
                call.sent -= 1
                if not self._capabilities.learn(error, optional):
                    raise

    def _check_end(self, reply: Reply, written: list[str]) -> None:
        at = self._at
        if reply.refused:
            raise refusal_error(at)
        if not reply.finish:
            raise StreamCut(
                f"The answer of the model “{at.model}” at {at.host} broke off. Try again; if it "
                "stays so, check that the address is that of an OpenAI-compatible API."
            )
        if not written:
            raise StreamCut(
                f"The model “{at.model}” wrote no text. If it thinks before it writes, "
                "let it write more tokens; else choose another model."
            )
