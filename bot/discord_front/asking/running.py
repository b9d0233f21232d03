"""Know which answers are being made, so that they can be called off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.discord_front.asking.question import Question
from bot.discord_front.once import Once

_REMEMBERED = 1_024  # deleted messages


@dataclass(slots=True, eq=False)
class Run:
    """An answer being made."""

    question: Question
    task: asyncio.Task[object]
    called_off: bool = False
    """Whether its question was deleted."""
    landing: bool = False
    """Whether the whole answer is on its way to Discord, where it can no longer be held back."""

    def call_off(self) -> None:
        """Stop it, as its question was deleted; one that is landing takes itself away after."""
        if not self.called_off:
            self.called_off = True
            if not self.landing:
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
            run.called_off = True  # before it began, so that there is nothing to stop
        try:
            yield run
        finally:
            self._runs.discard(run)

    def deleted(self, message_id: int) -> None:
        """Call off the answer to a message, also where it has yet to be begun."""
        self._deleted.first(message_id)
        for run in self._runs:
            if run.question.message_id == message_id:
                run.call_off()

    def becoming(self, turn_id: str) -> bool:
        """Say whether an answer for that turn is being made."""
        return any(run.question.turn_id == turn_id for run in self._runs)
