"""Connect to a model's server with the openai client."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.answering.language_model import ModelRejected
from bot.models.openai_server import NO_KEY, OpenAIServer

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_MAX_CONNECT_SECONDS = 5.0


class Connection:
    """A client that is built when it is first needed, since its import takes a second.

    It does not retry, and limits only the time to connect.
    """

    def __init__(self, at: OpenAIServer, timeout: float) -> None:
        self._at = at
        self._timeout = timeout
        self._client: AsyncOpenAI | None = None
        self._building = asyncio.Lock()

    async def client(self) -> AsyncOpenAI:
        """Return the client; raises `ModelRejected` for an address or key that cannot be used."""
        async with self._building:
            if self._client is None:
                self._client = await asyncio.to_thread(self._build)
            return self._client

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    def _build(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI, Timeout

        if fault := self._at.find_fault():
            raise ModelRejected(fault)
        return AsyncOpenAI(
            api_key=self._at.key or NO_KEY,
            base_url=self._at.base_url,
            max_retries=0,
            timeout=Timeout(None, connect=min(_MAX_CONNECT_SECONDS, self._timeout)),
        )


def client_headers() -> dict[str, str]:
    """Return a header with the id of the request being answered, if any, for the server's log.

    The id is random and identifies nobody.
    """
    ours = structlog.contextvars.get_contextvars().get("request")
    return {"X-Client-Request-Id": ours} if isinstance(ours, str) and ours.isascii() else {}
