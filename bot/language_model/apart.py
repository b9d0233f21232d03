"""Have models write in a thread of their own, so that reading their streams holds nobody up."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import aclosing, contextmanager
from typing import Any, TypeVar

from bot.assistant.language_model import Chunk, LanguageModel, Mode, Task

_EVERY = 0.03
"""Seconds for which text is gathered before it comes over, many tokens at a time."""

T = TypeVar("T")


class WritingThread:
    """A thread with an event loop, in which models write."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="models", daemon=True)
        self._thread.start()

    def apart(self, model: LanguageModel) -> LanguageModel:
        """Return a model that writes here, and may be used in any event loop."""
        return _Apart(model, self)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin something in the thread's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """Cut what is being written, and end the thread."""
        self.start(_cut_all()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


@contextmanager
def writing_thread() -> Iterator[WritingThread]:
    """Give a thread for models to write in, and end it."""
    thread = WritingThread()
    try:
        yield thread
    finally:
        thread.close()


class _Apart:
    """A model that writes in another thread; what it writes comes over in order."""

    def __init__(self, model: LanguageModel, thread: WritingThread) -> None:
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
        """Yield the text of `task` in order; raise what the model raises."""
        inbox = _Inbox()
        writing = self._thread.start(self._write(task, inbox))
        try:
            async for chunk in inbox.chunks():
                yield chunk
            await asyncio.wrap_future(writing)  # raises what ended it
        finally:
            writing.cancel()

    async def close(self) -> None:
        """Release connections."""
        await asyncio.wrap_future(self._thread.start(self._model.close()))

    async def _write(self, task: Task, inbox: _Inbox) -> None:
        try:
            async with aclosing(self._model.write(task)) as chunks:
                async for chunk in chunks:
                    inbox.put(chunk)
        finally:
            inbox.end()


class _Inbox:
    """Chunks on their way from one loop to the one that this is made in."""

    def __init__(self) -> None:
        self._home = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._waiting: deque[Chunk] = deque()
        self._called = False
        self._ended = False

    async def chunks(self) -> AsyncGenerator[Chunk, None]:
        """Yield what has come, as few chunks as that makes, until the end."""
        ended = False
        while not ended:
            await self._news.wait()
            self._news.clear()
            self._called, ended = False, self._ended  # before looking: what comes now calls again
            come = [self._waiting.popleft() for _ in range(len(self._waiting))]
            prompt = next((chunk.prompt for chunk in come if chunk.prompt), None)
            text = "".join(chunk.text for chunk in come)
            if text or prompt:
                yield Chunk(text, prompt=prompt)
            for chunk in come:
                if chunk.usage.total_tokens:
                    yield Chunk(usage=chunk.usage)

    def put(self, chunk: Chunk) -> None:
        """Take a chunk, in the loop that it is written in."""
        self._waiting.append(chunk)
        if not self._called:
            self._called = True
            asyncio.get_running_loop().call_later(_EVERY, self._call)

    def end(self) -> None:
        """Say that nothing more comes."""
        self._ended = True
        self._call()

    def _call(self) -> None:
        if not self._home.is_closed():
            self._home.call_soon_threadsafe(self._news.set)


async def _cut_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
