"""Run models in a thread of their own, so that reading their streams does not delay others."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import aclosing, contextmanager, suppress
from typing import Any, TypeVar

from bot.answering.language_model import Chunk, LanguageModel, Mode, Task

_BATCH_SECONDS = 0.03
"""Seconds for which text is collected before it is handed over."""

T = TypeVar("T")


class ModelThread:
    """A thread with an event loop in which models write."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="models", daemon=True)
        self._thread.start()

    def wrap(self, model: LanguageModel) -> LanguageModel:
        """Return a model that writes in this thread, for use in any event loop."""
        return _ThreadedModel(model, self)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine in the thread's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def start_cancellable(
        self, work: Coroutine[Any, Any, None], ended: Callable[[asyncio.Task[None]], object]
    ) -> Callable[[], object]:
        """Start a coroutine in the thread's loop, and return a function that cancels it.

        `ended` is called there once it has really ended, cancelled or not.
        """
        begun: list[asyncio.Task[None]] = []

        def begin() -> None:
            begun.append(self._loop.create_task(work))
            begun[0].add_done_callback(ended)

        self._loop.call_soon_threadsafe(begin)

        def cut() -> None:
            with suppress(RuntimeError):  # the thread has ended, and cancelled it
                self._loop.call_soon_threadsafe(lambda: begun[0].cancel())

        return cut

    def close(self) -> None:
        """Cancel what is being written, and end the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        loop = self._loop
        loop.run_forever()
        loop.run_until_complete(_cancel_all())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())  # settles what was used
        loop.close()


@contextmanager
def open_model_thread() -> Iterator[ModelThread]:
    """Yield a thread for models to write in, and end it."""
    thread = ModelThread()
    try:
        yield thread
    finally:
        thread.close()


class _ThreadedModel:
    """A model that writes in another thread."""

    def __init__(self, model: LanguageModel, thread: ModelThread) -> None:
        self._model = model
        self._thread = thread

    @property
    def name(self) -> str:
        """The model's name, as shown to people."""
        return self._model.name

    @property
    def mode(self) -> Mode:
        """Whether a language model writes or sentences are quoted."""
        return self._model.mode

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield the text of `task` in order; raise what the model raises.

        Closing early waits until the model has stopped and its usage is counted.
        """
        inbox = _Inbox()
        cut = self._thread.start_cancellable(self._write(task, inbox), inbox.end)
        try:
            async for chunk in inbox.chunks():
                yield chunk
        finally:
            cut()
            await inbox.wait_for_end()

    async def close(self) -> None:
        """Release connections."""
        await asyncio.wrap_future(self._thread.start(self._model.close()))

    async def _write(self, task: Task, inbox: _Inbox) -> None:
        async with aclosing(self._model.write(task)) as chunks:
            async for chunk in chunks:
                inbox.put(chunk)


class _Inbox:
    """Chunks on their way from another event loop to the one that creates this."""

    def __init__(self) -> None:
        self._home = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._waiting: deque[Chunk] = deque()
        self._called = False
        self._ended: asyncio.Task[None] | None = None

    async def chunks(self) -> AsyncGenerator[Chunk, None]:
        """Yield what has arrived, in as few chunks as possible; raise what ended it."""
        ended: asyncio.Task[None] | None = None
        while ended is None:
            await self._news.wait()
            self._news.clear()
            self._called, ended = False, self._ended  # before looking: what comes now calls again
            come = [self._waiting.popleft() for _ in range(len(self._waiting))]
            prompt = next((chunk.prompt for chunk in come if chunk.prompt), None)
            text = "".join(chunk.text for chunk in come)
            if text or prompt:
                yield Chunk(text, prompt=prompt)
            for chunk in come:
                if chunk.usage.total_tokens or chunk.withheld:
                    yield Chunk(usage=chunk.usage, withheld=chunk.withheld)
        ended.result()

    async def wait_for_end(self) -> None:
        """Wait until nothing more can arrive."""
        while self._ended is None:
            await self._news.wait()
            self._news.clear()

    def put(self, chunk: Chunk) -> None:
        """Add a chunk, from the loop of the model."""
        self._waiting.append(chunk)
        if not self._called:
            self._called = True
            asyncio.get_running_loop().call_later(_BATCH_SECONDS, self._call)

    def end(self, writing: asyncio.Task[None]) -> None:
        """Note that the writing task has ended."""
        if not writing.cancelled():
            writing.exception()  # retrieved, as the reader may be gone
        self._ended = writing
        self._call()

    def _call(self) -> None:
        if not self._home.is_closed():
            self._home.call_soon_threadsafe(self._news.set)


async def _cancel_all() -> None:
    """Cancel all tasks and wait for them.

    Tasks in which the loop closes an abandoned generator (their awaitable is no coroutine) go on
    to their end: otherwise `shutdown_asyncgens` would close inner generators a second time.
    """
    this = asyncio.current_task()
    for task in asyncio.all_tasks():
        if task is not this and inspect.iscoroutine(task.get_coro()):
            task.cancel()
    while others := asyncio.all_tasks() - {this}:
        await asyncio.wait(others)
