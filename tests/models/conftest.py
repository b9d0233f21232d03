"""A model server, and adapters that are connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.models.openai_compatible import OpenAICompatible
from retrieval.text.sentences import split_sentences
from tests.models.samples import KEY, RETRIES, TIMEOUTS, Connect, Words
from tests.servers.model_server import ModelServer


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """Run a model server that asks for a key."""
    async with ModelServer(key=KEY) as running:
        yield running


@pytest.fixture
async def connect(server: ModelServer) -> AsyncIterator[Connect]:
    """Make adapters to the server, and close them afterwards."""
    made: list[OpenAICompatible] = []

    def make(**changes: Any) -> OpenAICompatible:
        given = {
            "model": "test-model",
            "counter": Words(),
            "marker": lambda: "zq7-fence",
            "split": split_sentences,
            "base_url": server.base_url,
            "api_key": KEY,
            "timeouts": TIMEOUTS,
            "retries": RETRIES,
        }
        made.append(OpenAICompatible(**(given | changes)))
        return made[-1]

    yield make
    for one in made:
        await one.close()
