"""The model server itself: what OpenAI's own client makes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from openai import AsyncOpenAI

from tests.servers.model_server import ModelServer

PROMPT = "[2] mark\nA title\nCats sleep. They hunt.\nmark\n\nQuestion: Do they?"
MESSAGES = [{"role": "user", "content": PROMPT}]


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """Run a model server."""
    async with ModelServer() as running:
        yield running


@pytest.fixture
async def client(server: ModelServer) -> AsyncIterator[AsyncOpenAI]:
    """Connect OpenAI's client to it, which checks all it gets."""
    async with AsyncOpenAI(
        base_url=server.base_url, api_key="k", max_retries=0, _strict_response_validation=True
    ) as connected:
        yield connected


async def test_a_stream_has_openais_form(client: AsyncOpenAI):
    """A role, the text in pieces, a finish reason, and the usage in a chunk without choices."""
    stream = await client.chat.completions.create(
        model="test-model", messages=MESSAGES, stream=True, stream_options={"include_usage": True}
    )
    chunks = [chunk async for chunk in stream]

    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])
    assert text == "Cats sleep [2]."
    assert [chunk.choices[0].finish_reason for chunk in chunks[:-1]] == [None] * 4 + ["stop"]
    assert (chunks[-1].choices, chunks[-1].usage.completion_tokens) == ([], 3)
