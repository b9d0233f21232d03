"""A model server, and adapters that are connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import stamina

from bot.models.openai_compatible import OpenAICompatible
from tests.models.samples import KEY, Connect, count_words
from tests.servers.model_server import ModelServer


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """Run a model server that asks for a key."""
    async with ModelServer(key=KEY) as running:
        yield running


@pytest.fixture(autouse=True)
def no_waits() -> Iterator[None]:
    """Retry at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def connect(server: ModelServer) -> AsyncIterator[Connect]:
    """Make adapters to the server, and close them afterwards."""
    made: list[OpenAICompatible] = []

    def make(**changes: Any) -> OpenAICompatible:
        given = {
            "model": "test-model",
            "count": count_words,
            "marker": lambda: "zq7-fence",
            "base_url": server.base_url,
            "api_key": KEY,
            "timeout": 30,
        }
        made.append(OpenAICompatible(**(given | changes)))
        return made[-1]

    yield make
    for one in made:
        await one.close()
