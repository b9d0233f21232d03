"""Build the openai client; import this module lazily, as that takes a second."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

from httpx2 import AsyncByteStream, Response, Timeout
from openai import AsyncOpenAI, DefaultAsyncHttpxClient

from bot.models.failures import Endpoint, OversizedReplyError
from bot.models.retries import Timeouts

_NO_KEY = "none-needed"  # the client requires a key, local servers ignore it


def build_client(at: Endpoint, timeouts: Timeouts, limit: int) -> AsyncOpenAI:
    """Return a client that does not retry and only limits the time to connect.

    A response longer than `limit` bytes raises `OversizedReplyError`.
    """
    timeout = Timeout(timeouts.total, connect=timeouts.connect)
    client = AsyncOpenAI(
        api_key=at.key or _NO_KEY,
        base_url=at.base_url,
        max_retries=0,
        timeout=timeout,
        # Uncompressed, so that bytes on the wire are bytes in memory.
        default_headers={"Accept-Encoding": "identity"},
        http_client=DefaultAsyncHttpxClient(
            timeout=timeout, event_hooks={"response": [_LimitResponse(limit)]}
        ),
    )
    # Imported on first use: better here than on the event loop.
    _ = (client.chat.completions, client.models, client.moderations)
    return client


class _LimitResponse:
    """A response hook that limits the bytes of the stream."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    async def __call__(self, response: Response) -> None:
        if isinstance(response.stream, AsyncByteStream):
            response.stream = _LimitedStream(response.stream, self._limit)


class _LimitedStream(AsyncByteStream):
    """A response's bytes, up to a limit."""

    def __init__(self, stream: AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left, parts = self._limit, aiter(self._stream)
        try:
            async for part in parts:
                left -= len(part)
                if left < 0:
                    raise OversizedReplyError
                yield part
        finally:
            if isinstance(parts, AsyncGenerator):
                await parts.aclose()

    async def aclose(self) -> None:
        await self._stream.aclose()
