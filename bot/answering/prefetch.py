"""Read the abstracts that an answer may cite while the model is still at work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager, suppress

from retrieval.errors import RetrievalError
from retrieval.paper import Paper

Read = Callable[[Paper], object]
"""Reads an abstract so that a later check of what cites it is quick; blocks, some 100 ms."""

_MOST = 5  # what comes after is seldom cited, and takes a core from others


class ReadAhead:
    """Reads abstracts for one answer at a time, best first, as far as it gets.

    Where another answer is being read for, this one is not: many at once would only hold each
    other up, and what the check needs it reads by itself.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._busy = threading.Lock()

    @asynccontextmanager
    async def beside(self, papers: Iterable[Paper]) -> AsyncGenerator[None, None]:
        """Read `papers` while the body runs; what is not read by its end is left."""
        if not self._busy.acquire(blocking=False):
            yield
            return
        reading = asyncio.create_task(self._one_by_one(tuple(papers)[:_MOST]))
        try:
            yield
        finally:
            reading.cancel()
            await asyncio.wait([reading])
            self._busy.release()

    async def _one_by_one(self, papers: tuple[Paper, ...]) -> None:
        with suppress(RetrievalError):  # the check will meet it, and say so
            for paper in papers:
                await asyncio.to_thread(self._read, paper)
