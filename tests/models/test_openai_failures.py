"""The OpenAI-compatible adapter where the server refuses, fails or is silent."""

from __future__ import annotations

import asyncio

import pytest
import stamina.instrumentation
import structlog

from bot.answering.language_model import (
    AnswerRefused,
    AnswerTask,
    ModelRejected,
    ModelUnavailable,
    PromptTooLong,
)
from bot.errors import trace
from bot.grounding.sentence import Excerpt
from bot.models import openai_compatible
from retrieval.paper import Paper
from tests.models.samples import HONEST, KEY, Connect, chunks, failure, text
from tests.servers.model_server import ModelServer

# Refused for good


@pytest.mark.parametrize("status", [401, 403])
async def test_a_bad_key_is_said_to_be_bad(connect: Connect, server: ModelServer, status: int):
    """The key is refused at once, and never shown."""
    server.fail(status, message=f"Incorrect API key provided: {KEY}")

    message, _ = await failure(connect(), ModelRejected)

    assert message.startswith(f"The model's server at 127.0.0.1:{server.port} refused the API key")
    assert len(server.requests) == 1


async def test_an_account_without_credit_is_not_asked_again(connect: Connect, server: ModelServer):
    """A 429 for lack of credit does not pass by waiting."""
    server.fail(429, code="insufficient_quota", message="You exceeded your current quota")

    message, _ = await failure(connect(), ModelRejected)

    assert "no credit left" in message
    assert len(server.requests) == 1


async def test_the_prompt_that_a_server_echoes_is_not_logged(connect: Connect, server: ModelServer):
    """Neither as the failure's message nor in its trace."""
    server.fail(400, message="Cannot parse: How do zyxommas sleep?")
    with (
        structlog.testing.capture_logs() as logged,
        pytest.raises(ModelRejected, match="zyxommas") as caught,
    ):
        await text(connect())

    assert logged[-1]["error"].endswith("(400): ….")
    assert "zyxommas" not in f"{logged} {trace(caught.value)}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"base_url": "localhost:11434/v1"}, "is not a web address"),
        ({"base_url": "http://["}, "is not a web address"),
        ({"api_key": "“sk-key”"}, "spaces or characters that keys never have"),
    ],
)
async def test_settings_that_cannot_work_are_said_to_be_wrong(
    connect: Connect, changes: dict[str, str], reason: str
):
    """An address or a key that no request can carry is named before any request."""
    message, _ = await failure(connect(**changes), ModelRejected)

    assert reason in message


@pytest.mark.parametrize(
    "words",
    [
        {"code": "context_length_exceeded"},
        {"message": "the request exceeds the available context size, try increasing it"},
        {"message": "'max_tokens' is too large: 99. This model's maximum context length is 9."},
    ],
)
async def test_a_prompt_past_the_servers_window_is_too_long(
    connect: Connect, server: ModelServer, words: dict[str, str]
):
    """OpenAI's, llama.cpp's and vLLM's words for it are understood, and nothing is sent again."""
    server.fail(400, **words)

    message, _ = await failure(connect(), PromptTooLong)

    assert "too long for the model “test-model”" in message
    assert len(server.requests) == 1


async def test_a_small_window_holds_fewer_sentences(connect: Connect, server: ModelServer):
    """Packing drops what does not fit, and the request goes through."""
    long = Paper("t-1", "Long", "Cats sleep. " + "Word " * 400 + ". End.")

    task = AnswerTask("Why?", (Excerpt(1, long),))
    assert await text(connect(context_window=700), task) == "Cats sleep [1]."
    assert "Word" not in server.requests[0].prompt


# Declined


async def test_a_content_filter_midway_is_a_refusal(connect: Connect, server: ModelServer):
    """The text before the filter is not taken for an answer."""
    server.content_filter(after=2)

    message, came = await failure(connect(), AnswerRefused)

    assert came == "Cats sleep"
    assert "declined to answer" in message


# Passing failures


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_passing_failure_is_tried_again(connect: Connect, server: ModelServer, status: int):
    """Two failures and then an answer: the reader sees the answer."""
    server.fail(status, times=2)

    assert await text(connect()) == HONEST
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "words"), [(429, "overloaded"), (500, "in trouble"), (503, "in trouble")]
)
async def test_a_failure_that_stays_is_given_up(
    connect: Connect, server: ModelServer, status: int, words: str
):
    """After three tries the message says what."""
    server.fail(status, times=3)

    message, _ = await failure(connect(), ModelUnavailable)

    assert words in message
    assert f"({status})" in message
    assert len(server.requests) == 3


async def test_a_wait_that_the_server_asks_for_is_kept(connect: Connect, server: ModelServer):
    """Retry-After delays the next request by its seconds."""
    server.fail(429, retry_after=0.3)
    loop = asyncio.get_running_loop()

    begun = loop.time()
    with stamina.set_testing(False):
        await text(connect())

    assert 0.3 <= loop.time() - begun < 60


async def test_no_server_at_all_is_unavailable(connect: Connect, unused_tcp_port: int):
    """A refused connection is tried three times and explained."""
    model = connect(base_url=f"http://user:secret@127.0.0.1:{unused_tcp_port}/v1")

    message, _ = await failure(model, ModelUnavailable)

    assert message == (
        f"No connection to the model's server at 127.0.0.1:{unused_tcp_port}. "
        "Check that it runs and that its address is right."
    )


# Silence


async def test_silence_before_the_first_token_is_named(connect: Connect, server: ModelServer):
    """No headers within the limit: that limit is named, nothing is sent again."""
    server.hang()

    message, _ = await failure(connect(timeout=1.5), ModelUnavailable)

    assert "did not answer: its time limit passed" in message
    assert len(server.requests) == 1


async def test_an_answer_that_takes_too_long_in_all_is_stopped(
    connect: Connect, server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    """Tokens that drip in time still meet the limit in all."""
    monkeypatch.setattr(openai_compatible, "_TIMES_IN_ALL", 1)
    server.reply("word " * 500, pace=0.05)

    message, came = await failure(connect(timeout=4), ModelUnavailable)

    assert came.startswith("word word")
    assert "stopped midway: its time limit passed" in message


async def test_a_server_that_never_ends_its_stream_has_answered(
    connect: Connect, server: ModelServer
):
    """After the finish reason the text is complete, whatever the connection does."""
    finished = (
        'data: {"choices": [{"index": 0, "delta": {"content": "Done."}, "finish_reason": "stop"}]}'
    )
    server.reply("", lines=(finished,), then="hang")

    came = await chunks(connect())

    assert "".join(chunk.text for chunk in came) == "Done."
    assert came[-1].usage.completion_tokens == 1
