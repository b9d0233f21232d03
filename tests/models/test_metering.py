"""Every call of a model is reserved before it is made, and charged by what it used at its price."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.answering.language_model import LanguageModelError, OverBudget, Usage
from bot.limits.metering import Price, Prices, Settle, charge_to, find_cost, load_prices
from tests.models.samples import HONEST, QUESTION, Connect, chunks, failure
from tests.servers.model_server import ModelServer


@dataclass
class FakeMeter:
    """Lets `calls` calls be made, and notes what they reserve and use."""

    calls: int = 100
    reserved: list[Usage] = field(default_factory=list)
    settled: list[Usage] = field(default_factory=list)

    def reserve(self, model: str, most: Usage) -> Settle:
        if len(self.reserved) >= self.calls:
            raise OverBudget("Nothing is left.")
        self.reserved.append(most)
        return self.settled.append


async def test_a_whole_answer_is_what_the_server_counts(
    connect: Connect, server: ModelServer
) -> None:
    """It is told in the text, too; what was reserved was more."""
    meter = FakeMeter()
    with charge_to(meter):
        usages = [c.usage for c in await chunks(connect()) if c.usage.total_tokens]

    assert usages == meter.settled
    assert meter.settled[0].completion_tokens > 0
    assert meter.reserved[0].completion_tokens == 1024


async def test_nothing_is_asked_of_the_server_beyond_a_budget(
    connect: Connect, server: ModelServer
) -> None:
    """The call fails before it is made."""
    with charge_to(FakeMeter(calls=0)):
        await failure(connect(), OverBudget)

    assert server.requests == []


@pytest.mark.parametrize("then", ["drop", "end", "garbage", "error"])
async def test_a_broken_stream_is_counted(connect: Connect, server: ModelServer, then: str) -> None:
    """By the prompt and what had come; whoever listens hears of it before the error."""
    meter, heard = FakeMeter(), Usage()
    server.reply(after=3, then=then)

    async def listen() -> None:
        nonlocal heard
        async for chunk in connect().write(QUESTION):
            heard += chunk.usage

    with charge_to(meter), pytest.raises(LanguageModelError):
        await listen()

    assert meter.settled == [Usage(meter.reserved[0].prompt_tokens, 3)] == [heard]


async def test_a_cancelled_call_is_counted(connect: Connect, server: ModelServer) -> None:
    """Before whoever is cancelled goes on."""
    meter = FakeMeter()
    server.hang(after=12)
    model = connect()
    came = asyncio.Event()

    async def listen() -> None:
        async for chunk in model.write(QUESTION):
            if chunk.text:
                came.set()

    with charge_to(meter):
        listening = asyncio.create_task(listen())
    await asyncio.wait_for(came.wait(), 60)
    listening.cancel()
    await asyncio.wait([listening])
    settled = list(meter.settled)

    assert [used.prompt_tokens for used in settled] == [meter.reserved[0].prompt_tokens]
    assert settled[0].completion_tokens >= 7  # those of the first sentence


@pytest.mark.parametrize(
    ("told", "then"), [((0, 0), "finish"), ((0, 9), "finish"), ((9, 0), "finish"), ((9, 1), "drop")]
)
async def test_a_server_that_tells_too_little(
    connect: Connect, server: ModelServer, told: tuple[int, int], then: str
) -> None:
    """As 0 of everything, or what was used so far where the stream breaks: ours counts then."""
    meter = FakeMeter()
    usage = dict(zip(("prompt_tokens", "completion_tokens"), told, strict=True))
    line = f"data: {json.dumps({'choices': [], 'usage': usage})}"
    server.reply(HONEST, usage=False, lines=(line,), then=then)
    with charge_to(meter), suppress(LanguageModelError):
        await chunks(connect())

    assert meter.settled == [Usage(meter.reserved[0].prompt_tokens, len(HONEST.split()))]


PRICES = Prices(date(2026, 11, 25), {"small": Price(0.5, 2.0), "small-2": Price(10, 10)})


@pytest.mark.parametrize(
    ("model", "cost"),
    [
        ("small", 0.0007),
        ("Small", 0.0007),
        ("small-2024-07-18", 0.0007),
        ("maker/small", 0.0007),
        ("small-2", 0.011),
        ("smaller", None),
        ("", None),
    ],
)
def test_by_name(model: str, cost: float | None) -> None:
    """A price is found by the name alone, whatever maker and date stand around it."""
    found = find_cost(model, Usage(1_000, 100), PRICES)

    assert found == (None if cost is None else pytest.approx(cost))


def test_the_list() -> None:
    """Every price of the file is above nothing, output dearer than input, and the file dated."""
    prices = load_prices()

    assert prices.written >= date(2026, 11, 25)
    assert all(0 < price.prompt < price.completion for price in prices.models.values())
    assert find_cost("gpt-4o-mini-2024-07-18", Usage(1_000_000, 0)) == pytest.approx(0.15)
