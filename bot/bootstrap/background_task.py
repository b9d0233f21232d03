"""Run something in a task of its own beside a block, and end it with the block."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""


@asynccontextmanager
async def beside(running: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run it while the block runs; it is cancelled at the end and waited for."""
    task = asyncio.create_task(running, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
