"""Abstracts are read while the model is at work, and nobody waits for it."""

from __future__ import annotations

import asyncio
import threading

from bot.answering.ask import Ask
from bot.answering.generate import AbstractPrefetcher
from retrieval.errors import EmbeddingError
from retrieval.paper import Paper
from tests.fakes.answering import CATS, DOGS, FakeModel, FakeSearch, build_quoting_model
from tests.fakes.sentence_check import FakeCheck

MANY = [Paper(f"t-{i}", f"Paper {i}", "It says so.") for i in range(8)]


class Reading:
    """Reads each paper when it is let, and keeps which."""

    def __init__(self) -> None:
        self.read: list[Paper] = []
        self.some = threading.Event()
        self.second = threading.Event()
        self.let = threading.Event()

    def __call__(self, paper: Paper) -> None:
        self.read.append(paper)
        (self.second if self.some.is_set() else self.some).set()
        assert self.let.wait(60)


async def test_the_best_are_read_in_order_and_not_all():
    """As far as an answer is likely to cite them."""
    read: list[Paper] = []
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def reading(paper: Paper) -> None:
        read.append(paper)
        if len(read) == 5:
            loop.call_soon_threadsafe(done.set)

    async with AbstractPrefetcher(reading).prefetch(MANY):
        await done.wait()

    assert read == MANY[:5]


async def test_one_answer_at_a_time_is_read_for_and_the_rest_is_left():
    """The second does not wait; what is not read as the first ends is not read."""
    reading = Reading()
    ahead = AbstractPrefetcher(reading)

    async with ahead.prefetch(MANY):
        await asyncio.to_thread(reading.some.wait, 10)
        async with ahead.prefetch([CATS]):
            pass
    reading.let.set()
    async with ahead.prefetch([DOGS]):
        await asyncio.to_thread(reading.second.wait, 10)

    assert reading.read == [MANY[0], DOGS]


async def test_an_embedder_that_fails_fails_no_answer_by_this():
    """The check will say so, should it need what cannot be read."""

    def fails(paper: Paper) -> None:
        raise EmbeddingError("It is gone.")

    ask = Ask(
        FakeSearch(CATS).as_search,
        FakeModel(("Cats sleep 16 hours [1].",)),
        build_quoting_model(),
        check=FakeCheck(),
        abstain_phrase="Nothing.",
        prefetcher=AbstractPrefetcher(fails),
    )

    assert (await ask("How long do cats sleep?")).answered
