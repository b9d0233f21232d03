"""Keep the bot's database in a PostgreSQL server that fails, and that is reached by a bad wire."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Self

from tests.chaos.wire import Wire
from tests.servers.postgresql import PostgresqlServer


class Postgresql:
    """A server, and the wire by which the bot comes to it. The books are read without the wire."""

    def __init__(self) -> None:
        self.server = PostgresqlServer()
        self.wire = Wire(self.server.port)
        self._opened = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._opened.push(self.server.__exit__)
        await asyncio.to_thread(self.server.__enter__)
        await self._opened.enter_async_context(self.wire)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._opened.aclose()

    @property
    def address(self) -> str:
        """Where the database is found, whatever becomes of the wire."""
        return self.server.address()

    @property
    def by_wire(self) -> str:
        """Where the bot finds it."""
        return self.server.address(self.wire.port)

    async def stop(self) -> None:
        """Stop the server in the midst of what it does."""
        await asyncio.to_thread(self.server.stop)

    async def mend(self) -> None:
        """Have the server up, and everything pass."""
        self.wire.cuts.clear()
        self.wire.stalled = False
        self.wire.remember()
        if not self.server.up:
            await asyncio.to_thread(self.server.start)
        await self.wire.take()
