"""Know which answers are being made, so that they can be called off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from bot.discord_front.asking.question import Question
from bot.discord_front.once import Once

_REMEMBERED = 1_024  # deleted messages
WhyCalledOff = Literal["deleted", "closing"]


@dataclass(slots=True, eq=False)
class Run:
    """An answer being made."""

    question: Question
    task: asyncio.Task[object]
    called_off: WhyCalledOff | None = None
    landing: bool = False
    """Whether the whole answer is on its way to Discord, where it can no longer be held back."""

    def call_off(self, why: WhyCalledOff) -> None:
        """Stop it, for the first reason given; one that is landing takes itself away after."""
        if self.called_off is None:
            self.called_off = why
            if why == "closing" or not self.landing:
                self.task.cancel()


class Running:
    """The answers being made."""

    def __init__(self) -> None:
        self._runs: set[Run] = set()
        self._deleted = Once(_REMEMBERED)

    @contextmanager
    def making(self, question: Question) -> Iterator[Run]:
        """Count the current task as the one that answers a question."""
        task = asyncio.current_task()
        if task is None:  # pragma: no cover - only coroutines answer
            raise RuntimeError("Answers are made in tasks.")
        run = Run(question, task)
        self._runs.add(run)
        if question.message_id is not None and self._deleted.seen(question.message_id):
            run.called_off = "deleted"  # before it began, so that there is nothing to stop
        try:
            yield run
        finally:
            self._runs.discard(run)

    def deleted(self, message_id: int) -> None:
        """Call off the answer to a message, also where it has yet to be begun."""
        self._deleted.first(message_id)
        for run in self._runs:
            if run.question.message_id == message_id:
                run.call_off("deleted")

    def becoming(self, turn_id: str) -> bool:
        """Say whether an answer for that turn is being made."""
        return any(run.question.turn_id == turn_id for run in self._runs)

    def of_person(self, user_id: int) -> int:
        """Return how many questions of a person are being answered or wait."""
        return sum(run.question.user_id == user_id for run in self._runs)

    async def settle(self, grace: float, after: float) -> None:
        """Wait `grace` seconds for all to end; then call the rest off, and wait `after` more."""
        await _ended(self._runs, grace)
        for run in list(self._runs):
            run.call_off("closing")
        await _ended(self._runs, after)


async def _ended(runs: set[Run], seconds: float) -> None:
    tasks = {run.task for run in runs} - {asyncio.current_task()}
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)
