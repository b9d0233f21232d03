"""The OpenAI-compatible adapter where a stream breaks, never ends, or is left early."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from bot.answering.language_model import StreamCut
from bot.models import reply
from tests.models.samples import QUESTION, Connect, failure, text
from tests.servers.model_server import ModelServer
from tests.waiting import eventually

# Streams that break


async def test_a_connection_dropped_midway_is_a_cut(connect: Connect, server: ModelServer):
    """The text is not asked for again once some was shown."""
    server.close_midway(after=3)

    message, came = await failure(connect(), StreamCut)

    assert came == "Cats sleep 16"
    assert "broke while the model “test-model” was writing" in message
    assert len(server.requests) == 1


async def test_an_end_without_a_finish_reason_is_a_cut(connect: Connect, server: ModelServer):
    """A stream that closes politely but early is not taken for a whole answer."""
    server.reply(after=3, then="end")

    assert (await failure(connect(), StreamCut))[1] == "Cats sleep 16"


@pytest.mark.parametrize("after", [0, 3])
async def test_garbage_in_the_stream_is_a_cut(connect: Connect, server: ModelServer, after: int):
    """An event that is no JSON ends the answer, and is not shown."""
    server.garbage(after=after)

    message, came = await failure(connect(), StreamCut)

    assert came == "Cats sleep 16"[: 13 if after else 0]
    assert "not an answer of a chat model" in message


async def test_a_web_page_is_no_answer(connect: Connect, server: ModelServer):
    """An address that leads to a page is said to be wrong."""
    server.web_page()

    message, _ = await failure(connect(), StreamCut)

    assert "it often ends in /v1" in message


# Too much


async def test_an_endless_answer_is_cut(
    connect: Connect, server: ModelServer, monkeypatch: pytest.MonkeyPatch
):
    """Where a server ignores the cap on tokens, characters are capped."""
    monkeypatch.setattr(reply, "_MAX_CHARS", 1_000)
    server.does_not_know("max_tokens")
    server.does_not_know("max_completion_tokens")
    server.reply("äöü " * 5_000)

    assert 1_000 <= len(await text(connect())) <= 1_010


# Leaving


async def test_leaving_early_closes_the_stream(connect: Connect, server: ModelServer):
    """Whoever closes the iterator ends the request, so that the server stops writing."""
    server.reply("word " * 1_000, pace=0.01)

    async with aclosing(connect().write(QUESTION)) as writing:
        await anext(writing)

    await eventually(lambda: server.dropped == 1)


@pytest.mark.parametrize("after", [None, 2])
async def test_a_cancelled_reader_closes_the_stream(
    connect: Connect, server: ModelServer, after: int | None
):
    """Cancelling works while waiting for headers and while waiting for tokens."""
    server.hang(after=after)
    model = connect()
    reading = asyncio.create_task(text(model))
    await eventually(lambda: server.chats)

    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    await eventually(lambda: server.dropped == 1)
