"""Keep a connection to a model's server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.answering.language_model import ModelRejected
from bot.models.failures import Endpoint
from bot.models.retries import Timeouts

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class Connection:
    """A client that is built when it is first needed, and again in another event loop.

    It does not retry, and only limits the time to connect. A response longer than `max_bytes`
    raises `OversizedReplyError`.
    """

    def __init__(self, at: Endpoint, timeouts: Timeouts, max_bytes: int) -> None:
        self._at = at
        self._timeouts = timeouts
        self._max_bytes = max_bytes
        self._client: AsyncOpenAI | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._building = asyncio.Lock()

    async def client(self) -> AsyncOpenAI:
        """Return the client; raises `ModelRejected` for an address or key that cannot be used."""
        loop = asyncio.get_running_loop()
        async with self._building:
            if self._client is None or self._loop is not loop:
                # Connections cannot be used in another event loop.
                self._client, self._loop = await asyncio.to_thread(self._build), loop
            return self._client

    async def close(self) -> None:
        """Close the connections, unless their event loop has ended and closed them."""
        if self._client is not None and self._loop is asyncio.get_running_loop():
            await self._client.close()

    def _build(self) -> AsyncOpenAI:
        from bot.models import client  # takes a second to import

        if fault := self._at.find_fault():
            raise ModelRejected(fault)
        return client.build_client(self._at, self._timeouts, self._max_bytes)
