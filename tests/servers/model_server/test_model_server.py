"""The model server itself: what OpenAI's own client makes of it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openai import APIStatusError, AsyncOpenAI

from tests.servers.model_server import ModelServer, Reply

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
        model="test-model",
        messages=MESSAGES,
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = [chunk async for chunk in stream]

    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])
    assert text == "Cats sleep [2]."
    assert [chunk.choices[0].finish_reason for chunk in chunks[:-1]] == [None] * 4 + ["stop"]
    assert (chunks[-1].choices, chunks[-1].usage.completion_tokens) == ([], 3)


async def test_a_whole_completion_is_given_where_no_stream_is_asked_for(client: AsyncOpenAI):
    """The same answer, in one piece."""
    whole = await client.chat.completions.create(model="test-model", messages=MESSAGES)

    assert whole.choices[0].message.content == "Cats sleep [2]."
    assert whole.usage.total_tokens == whole.usage.prompt_tokens + 3


async def test_models_are_listed(client: AsyncOpenAI):
    """The list names the models that it was given."""
    assert [model.id async for model in client.models.list()] == ["test-model"]


async def test_vectors_are_the_same_for_the_same_text(client: AsyncOpenAI, server: ModelServer):
    """Embeddings are unit vectors, in floats as in base64, and related texts are close."""
    texts = ["cats sleep", "cats sleep", "cats hunt", "stock prices"]
    async with AsyncOpenAI(base_url=server.base_url, api_key="k") as lenient:
        # By default the client asks for base64, which its own strict validation refuses.
        packed = await lenient.embeddings.create(model="e", input=texts)
    plain = await client.embeddings.create(model="e", input=texts, encoding_format="float")

    one, same, near, far = (item.embedding for item in packed.data)
    assert one == same
    assert plain.data[2].embedding == pytest.approx(near)
    product = [sum(a * b for a, b in zip(one, other, strict=True)) for other in (one, near, far)]
    assert product[0] == pytest.approx(1)
    assert product[1] > product[2]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503])
async def test_an_error_has_openais_body(client: AsyncOpenAI, server: ModelServer, status: int):
    """Message, type, param and code are where the client looks for them."""
    server.fail(status, retry_after=2)

    with pytest.raises(APIStatusError) as caught:
        await client.chat.completions.create(model="test-model", messages=MESSAGES)

    assert caught.value.status_code == status
    assert caught.value.body.keys() == {"message", "type", "param", "code"}
    assert caught.value.response.headers["retry-after"] == "2"


async def test_scripts_are_followed_in_order_then_the_default(
    client: AsyncOpenAI, server: ModelServer
):
    """Each chat request takes one script."""
    server.reply("One.")
    server.reply("Two.")
    server.default = Reply("Default.")

    said = [
        (await client.chat.completions.create(model="test-model", messages=MESSAGES))
        .choices[0]
        .message.content
        for _ in range(3)
    ]

    assert said == ["One.", "Two.", "Default."]
    assert server.chats[0].prompt == PROMPT


async def test_an_unknown_route_fails_loudly(client: AsyncOpenAI):
    """What is not served is not faked."""
    with pytest.raises(APIStatusError, match="Unknown request URL: GET /v1/files"):
        await client.files.list()


async def test_a_prompt_past_its_window_is_refused(client: AsyncOpenAI, server: ModelServer):
    """A small window is an honest one."""
    server.window = 5

    with pytest.raises(APIStatusError, match="maximum context length is 5 tokens"):
        await client.chat.completions.create(model="test-model", messages=MESSAGES)


def test_it_runs_in_a_thread_for_tests_without_a_loop():
    """A plain `with` serves tests that run programs or call blocking code."""
    with (
        ModelServer() as server,
        urllib.request.urlopen(f"{server.base_url}/models") as answer,
    ):
        assert json.load(answer)["data"][0]["id"] == "test-model"


async def test_it_runs_as_a_program():
    """Its first line is its address."""
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.servers.model_server",
        "--model",
        "tiny",
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
    )
    assert program.stdout is not None
    address = (await program.stdout.readline()).decode().strip()

    async with AsyncOpenAI(base_url=address, api_key="k") as client:
        names = [model.id async for model in client.models.list()]
    program.terminate()
    await program.communicate()

    assert names == ["tiny"]
