"""Ask a server's moderation endpoint whether a question should be left alone.

https://platform.openai.com/docs/api-reference/moderations
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.llm.deadline import Deadline, Timeouts
from bot.llm.failures import Endpoint, translate
from bot.llm.request_ids import client_headers

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_PATIENCE = 5.0  # seconds: somebody waits
_LONGEST = 100_000  # bytes of an answer


class Moderation:
    """Says what is wrong with a text. Of one event loop."""

    def __init__(self, model: str, base_url: str, api_key: str) -> None:
        self._at = Endpoint(model, base_url, api_key)
        self._client: AsyncOpenAI | None = None
        self._building = asyncio.Lock()

    async def __call__(self, text: str) -> tuple[str, ...]:
        """Return the categories that a text falls under, none where it may be answered.

        Raises a `LanguageModelError` where the server gives no answer in time.
        """
        client = await self._ready()
        try:
            said = await Deadline(_PATIENCE).within(
                client.moderations.create(
                    model=self._at.model, input=text, extra_headers=client_headers()
                ),
                "the time limit of a moderation",
                _PATIENCE,
            )
        except Exception as error:
            raise translate(error, self._at, tries=1, begun=False) from error
        found: set[str] = set()
        for result in said.results:
            if result.flagged:
                named = {name for name, is_so in result.categories.model_dump().items() if is_so}
                found |= named or {"flagged"}
        return tuple(sorted(found))

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()

    async def _ready(self) -> AsyncOpenAI:
        async with self._building:
            if self._client is None:
                self._client = await asyncio.to_thread(self._build)
            return self._client

    def _build(self) -> AsyncOpenAI:
        from bot.llm import client  # takes a second to import

        timeouts = Timeouts(connect=_PATIENCE, total=_PATIENCE)
        made = client.build(self._at, timeouts, _LONGEST)
        _ = made.moderations  # imported on first use: better here than on the event loop
        return made
