"""Read one streamed answer from unvalidated JSON: its text, and how it ended."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.language_model import Usage
from bot.models.failures import MalformedStreamError
from bot.models.reasoning import ReasoningStripper

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from openai import AsyncStream

_MAX_CHARS = 200_000  # with reasoning, of a server that ignores the limit of tokens
# Some servers keep the stream open. The text is complete, so wait only briefly for the usage.
_USAGE_GRACE_SECONDS = 2.0
_MAX_TOKENS = 1 << 31


class Reply:
    """An answer that is being streamed.

    `finish` is the server's finish reason, or empty; `refused`: the model or its filter declined;
    `usage` is what the server counted, if anything. `received` is everything, including reasoning.
    `waits` are the seconds until each part of it came, of the first since the request was sent.
    """

    def __init__(self, stream: AsyncStream[object], sent: float) -> None:
        self._stream = stream
        self._sent = sent
        self._first: Delta | None = None
        self.finish = ""
        self.refused = False
        self.usage: Usage | None = None
        self.received: list[str] = []
        self.waits: list[float] = []

    async def wait_for_start(self) -> None:
        """Wait for the first output; raise `MalformedStreamError` for a page or a document."""
        kind = self._stream.response.headers.get("content-type", "").lower()
        if kind.startswith(("text/html", "application/json")):
            raise MalformedStreamError
        while (delta := await self._next()) is not None:
            if self.received or delta.finish:
                self._first = delta
                return

    async def stream_text(self, silence: float, end: float) -> AsyncGenerator[str, None]:
        """Yield the visible text in pieces.

        Raises `TimeoutError` if nothing comes for `silence` seconds or if it goes on at the event
        loop's time `end`, and the client's errors if the stream breaks.
        """
        clock = asyncio.get_running_loop().time
        visible, delta, chars = ReasoningStripper(), self._first, 0
        while delta is not None and not self.refused:
            text = visible.feed(delta.text) + (visible.end() if delta.finish else "")
            if text:
                yield text
            chars += len(delta.text) + len(delta.thought)
            if self.finish:
                await self._read_usage()
            elif chars > _MAX_CHARS:
                self.finish = "length"
            if self.finish:
                return
            async with asyncio.timeout_at(min(clock() + silence, end)):
                delta = await self._next()

    async def _next(self) -> Delta | None:
        clock = asyncio.get_running_loop().time
        began = clock() if self.waits else self._sent
        try:
            delta = parse_chunk(await anext(self._stream))
        except StopAsyncIteration:
            return None
        except (ValueError, TypeError, AttributeError) as odd:  # unvalidated JSON
            raise MalformedStreamError from odd
        self.usage = delta.usage or self.usage
        if part := delta.thought + delta.text + delta.refusal:
            self.received.append(part)
            self.waits.append(clock() - began)
        self.finish = delta.finish or self.finish
        self.refused |= bool(delta.refusal) or delta.finish == "content_filter"
        return delta

    async def _read_usage(self) -> None:
        """Read what follows the text, and ignore errors."""
        from openai import APIError

        with suppress(TimeoutError, APIError, MalformedStreamError):
            async with asyncio.timeout(_USAGE_GRACE_SECONDS):
                while await self._next():
                    pass

    async def close(self) -> None:
        """Close the HTTP response, and every generator that reads it."""
        await self._stream.close()
        with suppress(Exception):  # at the end, or closed
            while True:
                await anext(self._stream)


@dataclass(frozen=True, slots=True)
class Delta:
    """What one chunk adds; `finish` is the finish reason, if the text ends here."""

    text: str = ""
    thought: str = ""
    refusal: str = ""
    finish: str = ""
    usage: Usage | None = None


def parse_chunk(chunk: object) -> Delta:
    """Return what `chunk` adds; raise `MalformedStreamError` if it is not a chat completion chunk.

    It is unvalidated JSON, so any field may be missing or odd.
    """
    choices = _field(chunk, "choices")
    usage = _usage(_field(chunk, "usage"))
    is_chunk = isinstance(choices, list)
    if not is_chunk and usage is None:
        raise MalformedStreamError
    if not is_chunk or not choices:
        return Delta(usage=usage)
    delta = _field(choices[0], "delta")
    return Delta(
        _text(delta, "content"),
        _text(delta, "reasoning_content") or _text(delta, "reasoning"),
        _text(delta, "refusal"),
        _text(choices[0], "finish_reason"),
        usage,
    )


def _field(holder: object, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else None


def _text(holder: object, name: str) -> str:
    value = _field(holder, name)
    return value if isinstance(value, str) else ""


def _usage(reported: object) -> Usage | None:
    counts: list[Any] = [_field(reported, name) for name in ("prompt_tokens", "completion_tokens")]
    # Impossible counts must not be charged to anybody.
    fit = all(type(count) is int and 0 <= count < _MAX_TOKENS for count in counts)
    return Usage(*counts) if fit else None
