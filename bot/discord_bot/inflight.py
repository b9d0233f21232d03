"""Track requests in flight: each has an id, and none is dropped silently when the bot stops.

The id is bound to the request's task, so that log lines of threads and model calls made for it
carry the id too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import discord
from structlog.contextvars import bind_contextvars, get_contextvars

from bot.discord_bot.log import log
from bot.errors import describe

RequestSource = discord.Interaction[Any] | discord.Message
Notify = Callable[[RequestSource], Awaitable[None]]
"""Tells the requester that no answer will come; may take as long as Discord does."""

_NOTIFY_SECONDS = 3.0, 7.0
"""Seconds to say that something was cut, at least and at most.

In a channel Discord takes five edits in five seconds, and answers whose interaction is over, or
that began with a message, are all edited there: of so many the lesser time is sure to be enough for
five, the greater for ten.
"""

_LOG_KEY = "request"


class InFlightRequests:
    """The tasks that serve a request, in one event loop."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], RequestSource] = {}
        self.shutting_down = False

    def begin(self, source: RequestSource, request: str, of: str) -> None:
        """Track the current task as in flight for `source` until it ends.

        `of` is the command, button or form.
        """
        task = asyncio.current_task()
        if task is None or task in self._tasks:
            return
        self._tasks[task] = source
        task.add_done_callback(self._tasks.pop)
        bind_request_id(request)
        log().info("request", of=of, told=source.id)

    def __len__(self) -> int:
        return len(self._tasks)

    async def close(self, grace: float, tell: Notify) -> None:
        """Wait `grace` seconds for requests to end; cancel the rest, and `tell` their requesters.

        Tasks that catch the cancellation report it themselves, so `tell` is not called for them.
        Takes `notify_timeout` seconds more at most.
        """
        self.shutting_down = True
        await _wait_for(self._tasks, grace)
        cut = dict(self._tasks)
        if not cut:
            return
        log().warning("cut by the end", count=len(cut))
        for task in cut:
            task.cancel()
        await _wait_for(
            [asyncio.create_task(_notify_if_cut(task, cut[task], tell)) for task in cut],
            notify_timeout(grace),
        )


def notify_timeout(grace: float) -> float:
    """Return how many seconds there are to say what was cut, where a stop has `grace` before."""
    least, most = _NOTIFY_SECONDS
    return min(max(grace / 2, least), most)


def bind_request_id(request: str) -> None:
    """Give the current task's request an id."""
    bind_contextvars(**{_LOG_KEY: request})


def request_id(new_id: Callable[[], str]) -> str:
    """Return the id of the current task's request, or a new id.

    The turn that a question becomes has it too, so that a receipt's id finds its lines in the log.
    """
    bound = get_contextvars().get(_LOG_KEY)
    return bound if isinstance(bound, str) else new_id()


async def _notify_if_cut(task: asyncio.Task[Any], source: RequestSource, tell: Notify) -> None:
    await asyncio.wait({task})
    if not task.cancelled():
        return
    try:
        await tell(source)
    except Exception as error:
        log().warning("not told that it was cut", told=source.id, error=describe(error))


async def _wait_for(tasks: Iterable[asyncio.Task[Any]], seconds: float) -> None:
    waited = set(tasks) - {asyncio.current_task()}
    if waited:
        await asyncio.wait(waited, timeout=seconds)


class PendingAcks:
    """Counts interactions that wait for their first response.

    Where fifty questions come at once, the first of them would else be searched for while the
    last have not been heard: threads that search keep the event loop from its work.
    """

    def __init__(self) -> None:
        self._waiting = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def track(self) -> Iterator[None]:
        """Count one while its first response is on its way."""
        self._waiting += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._quiet.set()

    async def wait_idle(self, seconds: float) -> None:
        """Wait until there are none, for at most `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._quiet.wait()
