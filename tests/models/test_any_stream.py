"""What a model's server may send: an answer, or one of the errors that people are told of."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.language_model import LanguageModelError
from bot.grounding.judge import parse_rulings
from bot.limits.metering import Price, Prices, find_cost
from bot.models.failures import MalformedStreamError
from bot.models.openai_server import OpenAIServer
from bot.models.reply import parse_chunk
from tests.fuzzing import fuzzed, odd_texts, quick, spoiled_bytes, spoiled_texts
from tests.models.samples import Connect, text
from tests.servers.model_server import ModelServer
from tests.servers.model_server.replies import Answer

CHUNK = {
    "id": "c1",
    "object": "chat.completion.chunk",
    "model": "test-model",
    "choices": [{"index": 0, "delta": {"content": "Cats sleep [1].", "refusal": None}}],
    "usage": {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15},
}
END = {**CHUNK, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
STREAM = "".join(f"data: {json.dumps(each)}\n\n" for each in (CHUNK, CHUNK, END)) + "data: [DONE]\n"
FAILURE = json.dumps({"error": {"message": "Slow down.", "type": "requests", "code": "429"}})


@fuzzed
@given(st.data())
def test_any_chunk(data: st.DataObject) -> None:
    """A chunk, or garbage; its counts are ones that can be kept and paid for."""
    with quick(), suppress(ValueError, RecursionError):
        _sound(json.loads(data.draw(spoiled_texts([json.dumps(CHUNK), json.dumps(END)]))))


def _sound(chunk: object) -> None:
    with suppress(MalformedStreamError):
        found = parse_chunk(chunk)
        if usage := found.usage:
            prices = Prices(datetime(2026, 1, 1, tzinfo=UTC).date(), {"m": Price(1.0, 2.0)})
            cost = find_cost("m", usage, prices)
            assert cost is not None
            assert 0 <= cost < 1e9
            assert 0 <= usage.total_tokens < 2**63


@pytest.fixture
def served(connect: Connect, server: ModelServer) -> tuple[Connect, ModelServer]:
    """Give a server and a way to connect to it."""
    return connect, server


@pytest.mark.parametrize("kind", ["text/event-stream", "application/json", "text/plain"])
@fuzzed
@given(data=spoiled_bytes([STREAM.encode()]))
async def test_any_stream(served: tuple[Connect, ModelServer], kind: str, data: bytes) -> None:
    """Read by the real client over a socket: a text, or an error for people."""
    connect, server = served
    server.script(*[Answer(200, data, content_type=kind)] * 3)
    try:
        with suppress(LanguageModelError):
            (await text(connect())).encode("utf-8", "surrogatepass")
    finally:
        server._scripts.clear()


@pytest.mark.parametrize("status", [400, 429, 503])
@fuzzed
@given(data=spoiled_bytes([FAILURE.encode()]), wait=odd_texts)
async def test_any_failure(
    served: tuple[Connect, ModelServer], status: int, data: bytes, wait: str
) -> None:
    """Of an error too, whatever it says and however long it asks to wait."""
    connect, server = served
    asked = "".join(c for c in wait if 32 <= ord(c) < 127)
    script = Answer(status, data, {"retry-after": asked}, "application/json")
    server.script(*[script] * 3)
    try:
        with pytest.raises(LanguageModelError) as told:
            await text(connect())
        assert str(told.value).endswith((".", "…"))
        assert "sk-" not in str(told.value)
    finally:
        server._scripts.clear()


_RULINGS = '{"rulings": [{"number": 1, "difference": "none", "why": "", "verdict": "supported"}]}'


@fuzzed
@given(odd_texts | spoiled_texts([_RULINGS, "2: not stated"]), st.integers(1, 5))
def test_any_ruling(said: str, count: int) -> None:
    """A judge's words count only where they are the ones asked for."""
    with quick():
        found = parse_rulings(said, count)
        assert set(found) <= set(range(count + 1))
        assert {r.verdict for r in found.values()} <= {"supported", "unsupported", "contradicted"}


@fuzzed
@given(odd_texts, odd_texts, odd_texts)
def test_any_address(model: str, address: str, key: str) -> None:
    """An address and a key are usable, or it is said why not; the key is never told."""
    with quick():
        at = OpenAIServer(model, address, key)
        assert isinstance(at.find_fault(), str)
        assert isinstance(at.host, str)
        if len(key) > 3:
            assert key not in at.clean(f"your key {key} is wrong") or key in "your key … is wrong"
