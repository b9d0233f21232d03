"""Know when a bot is idle: it has read every event that it was sent, and works on none.

What must not happen is asserted then. Waiting for a while instead would pass when the bot is slow.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from discord_playground.server import Playground
from tests.waiting import PATIENCE_SECONDS

_EVENT_TASKS = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
"""How discord.py names the tasks in which it handles an event."""


class Activity:
    """The tasks of an event loop that handle an event of Discord's, and those that they start."""

    def __init__(self) -> None:
        self._parents: WeakKeyDictionary[asyncio.Task[Any], asyncio.Task[Any] | None]
        self._parents = WeakKeyDictionary()

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Note which task starts which, in the running loop."""
        loop = asyncio.get_running_loop()
        loop.set_task_factory(self._new_task)
        try:
            yield
        finally:
            loop.set_task_factory(None)

    def tasks(self) -> set[asyncio.Task[Any]]:
        """Return the tasks that are still at work on an event."""
        return {task for task in asyncio.all_tasks() if self._handles_event(task)}

    def _new_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **options: Any
    ) -> asyncio.Task[Any]:
        task = asyncio.Task(coroutine, loop=loop, **options)
        self._parents[task] = asyncio.current_task(loop) if loop.is_running() else None
        return task

    def _handles_event(self, task: asyncio.Task[Any] | None) -> bool:
        while task is not None:
            if task.get_name().startswith(_EVENT_TASKS):
                return True
            task = self._parents.get(task)
        return False


async def idle(playground: Playground, activity: Activity) -> None:
    """Wait until every client has read all events and nothing works on one; TimeoutError else."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            before = _events(playground)
            await playground.hub.wait_until_read()
            if working := activity.tasks():
                await asyncio.wait(working)
            elif before == _events(playground):
                return


def _events(playground: Playground) -> dict[str, int]:
    return {session.id: session.sequence for session in playground.hub.sessions}
