"""Read one streamed answer: its visible text as it arrives, then how it ended."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.answering.language_model import Usage
from bot.llm.chunks import Delta, read
from bot.llm.deadline import Deadline, DeadlineError
from bot.llm.failures import GarbleError
from bot.llm.strip_reasoning import Visible

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from openai import AsyncStream

# Some servers keep a stream open after its end. The text is complete: wait only briefly for usage.
_USAGE_GRACE = 2.0


class Reply:
    """An answer that is being streamed.

    `finish` is the server's reason for the end, empty where it gave none; `refused` says that
    the model or its filter declined; `usage` is what the server counted, if it did. `received`
    is all that has come, the model's thoughts among it.
    """

    def __init__(self, stream: AsyncStream[object]) -> None:
        self._stream = stream
        self._first: Delta | None = None
        self.finish = ""
        self.refused = False
        self.usage: Usage | None = None
        self.received: list[str] = []

    async def begin(self) -> None:
        """Wait for the first sign of the model; raise `GarbleError` for a page or a document."""
        kind = self._stream.response.headers.get("content-type", "").lower()
        if kind.startswith(("text/html", "application/json")):
            raise GarbleError
        while (delta := await self._next()) is not None:
            if delta.alive:
                self._first = delta
                return

    async def pieces(
        self, deadline: Deadline, between: float, limit: int
    ) -> AsyncGenerator[str, None]:
        """Yield the visible text in pieces, no more than `limit` bytes of it.

        Raises `DeadlineError` where nothing comes for `between` seconds, and the client's own
        errors where the stream breaks before its end.
        """
        visible, delta, room = Visible(), self._first, limit
        while delta is not None and not self.refused:
            text = visible.feed(delta.text) + (visible.end() if delta.finish else "")
            kept = text.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
            room -= len(kept.encode())
            if kept:
                yield kept
            if room == 0 or kept != text:
                self.finish = "length"
                return
            if self.finish:
                await self._drain(deadline, between)
                return
            delta = await deadline.within(self._next(), "the time limit between tokens", between)

    async def _next(self) -> Delta | None:
        try:
            delta = read(await anext(self._stream))
        except StopAsyncIteration:
            return None
        except (ValueError, TypeError, AttributeError) as odd:  # nobody has checked its shape
            raise GarbleError from odd
        self.usage = delta.usage or self.usage
        self.received += filter(None, (delta.thought, delta.text, delta.refusal))
        self.finish = delta.finish or self.finish
        self.refused |= bool(delta.refusal) or delta.finish == "content_filter"
        return delta

    async def _drain(self, deadline: Deadline, between: float) -> None:
        """Read on to the usage that follows the end of the text, whatever happens then."""
        from openai import APIError

        try:
            while await deadline.within(self._next(), "usage", min(between, _USAGE_GRACE)):
                pass
        except (DeadlineError, APIError, GarbleError):
            return

    async def close(self) -> None:
        """Close the HTTP response, and with it every generator that reads it."""
        await self._stream.close()
        with suppress(Exception):  # the end, or that there is nothing to read from any more
            while True:
                await anext(self._stream)
