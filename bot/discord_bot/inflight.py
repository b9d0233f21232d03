"""Know what is being done for people: each request has an id, and none is left when the bot stops.

The id is bound to the request's task, so that whatever tells of itself meanwhile, in threads and
at the model's server too, bears it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import discord
from structlog.contextvars import bind_contextvars, get_contextvars

from bot.discord_bot.log import log
from bot.errors import describe

Where = discord.Interaction[Any] | discord.Message
Tell = Callable[[Where], Awaitable[None]]
"""Tells who asked that nothing comes any more; may take as long as Discord does."""

_LAST_WORDS = 3.0, 7.0
"""Seconds to say that something was cut, at least and at most.

In a channel Discord takes five edits in five seconds, and answers whose interaction is over, or
that began with a message, are all edited there: of so many the lesser time is sure to be enough for
five, the greater for ten.
"""

_NAME = "request"


class InFlightRequests:
    """The tasks that work for somebody. Of one event loop."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Any], Where] = {}
        self.closing = False

    def begin(self, where: Where, request: str, of: str) -> None:
        """Count the current task as one that works for whoever is `where`, until it ends.

        `of` says what is asked for, in the program's own words.
        """
        task = asyncio.current_task()
        if task is None or task in self._tasks:
            return
        self._tasks[task] = where
        task.add_done_callback(self._tasks.pop)
        name(request)
        log().info("request", of=of, told=where.id)

    def __len__(self) -> int:
        return len(self._tasks)

    async def close(self, grace: float, tell: Tell) -> None:
        """Let what is at hand end within `grace` seconds; cut the rest, and have `tell` say so.

        What knows better what to say of itself catches its cancellation, and is not told of.
        Takes `notify_timeout` seconds more at most.
        """
        self.closing = True
        await _ended(self._tasks, grace)
        cut = dict(self._tasks)
        if not cut:
            return
        log().warning("cut by the end", count=len(cut))
        for task in cut:
            task.cancel()
        await _ended(
            [asyncio.create_task(_cut(task, cut[task], tell)) for task in cut],
            notify_timeout(grace),
        )


def notify_timeout(grace: float) -> float:
    """Return how many seconds there are to say what was cut, where a stop has `grace` before."""
    least, most = _LAST_WORDS
    return min(max(grace / 2, least), most)


def name(request: str) -> None:
    """Give the current task's request an id."""
    bind_contextvars(**{_NAME: request})


def request_id(new_id: Callable[[], str]) -> str:
    """Return the id of the request that the current task works for; a new one where there is none.

    The turn that a question becomes has it too, so that a receipt's id finds its lines in the log.
    """
    bound = get_contextvars().get(_NAME)
    return bound if isinstance(bound, str) else new_id()


async def _cut(task: asyncio.Task[Any], where: Where, tell: Tell) -> None:
    await asyncio.wait({task})
    if not task.cancelled():
        return
    try:
        await tell(where)
    except Exception as error:
        log().warning("not told that it was cut", told=where.id, error=describe(error))


async def _ended(tasks: Iterable[asyncio.Task[Any]], seconds: float) -> None:
    waited = set(tasks) - {asyncio.current_task()}
    if waited:
        await asyncio.wait(waited, timeout=seconds)
