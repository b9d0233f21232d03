"""Models that write in a thread of their own: as in one's own loop, but nobody is held up."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

import pytest
import structlog

from bot.answering.language_model import (
    Chunk,
    LanguageModel,
    Mode,
    ModelUnavailable,
    RewriteTask,
    Task,
    Usage,
)
from bot.models.thread import ModelThread, open_model_thread
from tests.models.samples import HONEST, QUESTION, Connect
from tests.servers.model_server import ModelServer
from tests.waiting import eventually

TASK = RewriteTask("Why?", ())


class Scripted:
    """Writes pieces with pauses between; then says its usage, or raises. Notes what it did."""

    name = "scripted"
    mode: Mode = "model"

    def __init__(self, *pieces: str, pause: float = 0.0, error: Exception | None = None) -> None:
        self.pieces, self.pause, self.error = pieces, pause, error
        self.threads: set[int] = set()
        self.ended: list[str] = []

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Write."""
        self.threads.add(threading.get_ident())
        try:
            for piece in self.pieces:
                yield Chunk(piece)
                await asyncio.sleep(self.pause)
            if self.error:
                raise self.error
            yield Chunk(usage=Usage(3, 4))
        finally:
            self.ended.append("written")

    async def close(self) -> None:
        """Close."""
        self.threads.add(threading.get_ident())
        self.ended.append("closed")


@pytest.fixture
def thread() -> Iterator[ModelThread]:
    """Give a thread for models to write in."""
    with open_model_thread() as made:
        yield made


async def written(model: LanguageModel, task: Task = TASK) -> tuple[str, Usage]:
    """Return all that a model writes, and its usage."""
    text, usage = "", Usage()
    async with aclosing(model.write(task)) as chunks:
        async for chunk in chunks:
            text += chunk.text
            usage += chunk.usage
    return text, usage


async def test_all_comes_over_in_order(thread: ModelThread) -> None:
    """Every piece arrives, in order, with the usage, and was written in the other thread."""
    pieces = [f"{n} " for n in range(500)]
    model = Scripted(*pieces)

    assert await written(thread.wrap(model)) == ("".join(pieces), Usage(3, 4))
    assert threading.get_ident() not in model.threads


async def test_what_was_withheld_is_told_without_any_usage(thread: ModelThread) -> None:
    """A model may not know what it used."""

    class Withholding(Scripted):
        async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
            yield Chunk(withheld=2)

    async with aclosing(thread.wrap(Withholding()).write(TASK)) as chunks:
        assert [chunk.withheld async for chunk in chunks] == [2]


async def test_a_real_server(thread: ModelThread, server: ModelServer, connect: Connect) -> None:
    """The adapter for servers writes apart as it does here; its connections are closed there."""
    apart = thread.wrap(connect())
    texts = [await written(apart, QUESTION) for _ in range(2)]
    async with aclosing(apart.write(QUESTION)) as chunks:
        used = [chunk.prompt for chunk in [chunk async for chunk in chunks] if chunk.prompt]
    await apart.close()

    assert [text for text, _ in texts] == [HONEST, HONEST]
    assert texts[0][1].total_tokens > 0
    assert [prompt.name for prompt in used] == ["answer"]


async def test_it_stands_for_the_model(thread: ModelThread) -> None:
    """Name and kind are the model's own, and closing closes it where it has written."""
    model = Scripted("a")
    apart = thread.wrap(model)
    await written(apart)
    await apart.close()

    assert (apart.name, apart.mode) == ("scripted", "model")
    assert model.ended == ["written", "closed"]
    assert len(model.threads) == 1


async def test_text_comes_while_it_is_written(thread: ModelThread) -> None:
    """The beginning arrives long before the end is written."""
    model = Scripted("a", "b", pause=30.0)
    async with asyncio.timeout(60), aclosing(thread.wrap(model).write(TASK)) as chunks:
        first = await anext(chunks)

    assert first == Chunk("a")


async def test_many_tokens_come_together(thread: ModelThread) -> None:
    """What is written quickly comes over in few chunks."""
    model = thread.wrap(Scripted(*["a"] * 1_000))
    async with aclosing(model.write(TASK)) as chunks:
        count = len([chunk async for chunk in chunks])

    assert count < 200


async def test_nothing_written(thread: ModelThread) -> None:
    """A model that writes nothing ends."""
    assert await written(thread.wrap(Scripted())) == ("", Usage(3, 4))


async def test_errors_come_after_the_text(thread: ModelThread) -> None:
    """What the model raises is raised here, after the text that it wrote before."""
    failing = Scripted("a", "b", error=ModelUnavailable("It is down."))
    text: list[str] = []

    async def listen() -> None:
        async with aclosing(thread.wrap(failing).write(TASK)) as chunks:
            async for chunk in chunks:
                text.append(chunk.text)

    with pytest.raises(ModelUnavailable, match="It is down"):
        await listen()
    assert "".join(text) == "ab"


async def test_leaving_early_ends_the_writing(thread: ModelThread) -> None:
    """Who stops listening ends the request at once."""
    model = Scripted(*["a"] * 1_000, pause=0.01)
    async with aclosing(thread.wrap(model).write(TASK)) as chunks:
        await anext(chunks)

    await eventually(lambda: model.ended == ["written"])


async def test_a_cancelled_task_ends_the_writing(thread: ModelThread) -> None:
    """A question that is called off ends the request, though nothing has come yet."""
    model = Scripted("", *["a"] * 1_000, pause=30.0)
    task = asyncio.create_task(written(thread.wrap(model)))
    await eventually(lambda: model.threads)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    await eventually(lambda: model.ended == ["written"])


async def test_many_at_once(thread: ModelThread) -> None:
    """Fifty answers at once do not mix."""
    models = [Scripted(*[f"{n} "] * 50, pause=0.001) for n in range(50)]

    texts = await asyncio.gather(*(written(thread.wrap(model)) for model in models))

    assert [text for text, _ in texts] == [f"{n} " * 50 for n in range(50)]


def test_several_loops(thread: ModelThread) -> None:
    """Loops that come and go may use one model."""
    apart = thread.wrap(Scripted("a", "b"))

    assert [asyncio.run(written(apart)) for _ in range(3)] == [("ab", Usage(3, 4))] * 3


def test_closing_cuts_what_is_written() -> None:
    """The thread ends, though a model would write on."""
    model = Scripted(*["a"] * 1_000, pause=30.0)

    async def begin(thread: ModelThread) -> None:
        async with aclosing(thread.wrap(model).write(TASK)) as chunks:
            await anext(chunks)

    with open_model_thread() as thread:
        asyncio.run(begin(thread))

    assert model.ended == ["written"]
    assert not [t for t in threading.enumerate() if t.name == "models"]


def test_closing_lets_generators_close(caplog: pytest.LogCaptureFixture) -> None:
    """Generators that a cut model leaves open close one by one, without an error in the log."""
    closed: list[str] = []

    async def inner() -> AsyncGenerator[str, None]:
        try:
            yield "a"
        finally:
            for _ in range(5):
                await asyncio.sleep(0.001)
            closed.append("a")

    async def outer() -> AsyncGenerator[str, None]:
        async with aclosing(inner()) as pieces:
            async for piece in pieces:
                yield piece

    class Leaving(Scripted):
        async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
            left_open = outer()
            yield Chunk(await anext(left_open))
            try:
                await asyncio.sleep(30)
            finally:
                del left_open

    async def begin(thread: ModelThread) -> None:
        async with aclosing(thread.wrap(Leaving()).write(TASK)) as chunks:
            await anext(chunks)
            await asyncio.to_thread(thread.close)

    asyncio.run(begin(ModelThread()))

    assert closed == ["a"]
    assert not caplog.records


def test_closing_while_somebody_listens() -> None:
    """Who still listens when the thread ends is told that it is over."""

    async def listen() -> None:
        thread = ModelThread()
        model = Scripted("a", pause=30.0)
        listening = asyncio.create_task(written(thread.wrap(model)))
        await eventually(lambda: model.threads)
        await asyncio.to_thread(thread.close)
        async with asyncio.timeout(60):
            await asyncio.wait({listening})
        assert listening.cancelled()

    asyncio.run(listen())


async def test_a_busy_writer_does_not_hold_the_loop(thread: ModelThread) -> None:
    """While a model keeps its thread busy, this loop goes on."""
    turns = 0

    class Busy(Scripted):
        async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
            end = time.perf_counter() + 60
            while turns <= 10 and time.perf_counter() < end:
                pass
            yield Chunk("done" if turns > 10 else "held up")

    task = asyncio.create_task(written(thread.wrap(Busy())))
    while not task.done():
        await asyncio.sleep(0.005)
        turns += 1

    assert (await task)[0] == "done"


async def test_the_servers_log_can_be_matched_with_ours(
    thread: ModelThread, server: ModelServer, connect: Connect
) -> None:
    """The id of what is being answered comes over into the thread, and goes to the server."""
    model = thread.wrap(connect())
    with structlog.contextvars.bound_contextvars(request="r1"):
        await _text(model)
    await _text(model)
    await model.close()

    assert [r.headers.get("x-client-request-id") for r in server.requests] == ["r1", None]


async def _text(model: LanguageModel) -> str:
    return "".join([chunk.text async for chunk in model.write(QUESTION)])
