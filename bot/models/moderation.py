"""Flag questions with a moderation model.

https://platform.openai.com/docs/api-reference/moderations
"""

from __future__ import annotations

import asyncio

from bot.models.connection import Connection, client_headers
from bot.models.failures import to_model_error
from bot.models.openai_server import OpenAIServer

_SECONDS = 5.0  # somebody waits


class Moderation:
    """Flags texts with a moderation model."""

    def __init__(self, model: str, base_url: str, api_key: str) -> None:
        self._at = OpenAIServer(model, base_url, api_key)
        self._connection = Connection(self._at, _SECONDS)

    async def __call__(self, text: str) -> tuple[str, ...]:
        """Return the categories that a text is flagged for.

        Raises a `LanguageModelError` if the server does not answer in time.
        """
        try:
            client = await self._connection.client()
            async with asyncio.timeout(_SECONDS):
                response = await client.moderations.create(
                    model=self._at.model, input=text, extra_headers=client_headers()
                )
        except Exception as error:
            raise to_model_error(error, self._at) from error
        found: set[str] = set()
        for result in response.results:
            if result.flagged:
                named = {name for name, is_so in result.categories.model_dump().items() if is_so}
                found |= named or {"flagged"}
        return tuple(sorted(found))

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()
