"""Answer arrivals before anything that takes long: Discord gives an interaction three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class PendingAcks:
    """Counts the interactions that wait for their first response.

    Where fifty questions come at once, the first of them would else be searched for while the
    last have not been heard: threads that search keep the event loop from its work.
    """

    def __init__(self) -> None:
        self._waiting = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count one while its first response is on its way."""
        self._waiting += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._quiet.set()

    async def quiet(self, seconds: float) -> None:
        """Wait until none waits, at most so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._quiet.wait()
