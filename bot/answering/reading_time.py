"""Read questions and papers in threads, beside the event loop, and for a limited time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

MAX_READING_SECONDS = 60.0
"""For one step of reading, all of which take some seconds on a slow and busy machine."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ReadingTooSlow(Exception):
    """A question and its papers took longer to read than they may."""


async def read_in_thread(read: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Return what `read` returns; raise ReadingTooSlow if it takes too long.

    Python cannot end a thread: it runs on, but the person who asked is not kept waiting.
    """
    try:
        async with asyncio.timeout(MAX_READING_SECONDS) as limit:
            return await asyncio.to_thread(read, *args, **kwargs)
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise ReadingTooSlow(
            f"Reading this took longer than {MAX_READING_SECONDS:g} seconds. Ask in fewer words."
        ) from error
