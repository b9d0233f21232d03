"""Know which answers are being made, so that they can be called off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.discord_bot.ask.question import Question
from bot.discord_bot.limiters import SeenIds

_REMEMBERED = 1_024  # deleted messages


@dataclass(slots=True, eq=False)
class Run:
    """An answer being made."""

    question: Question
    task: asyncio.Task[object]
    called_off: bool = False
    """Whether its question was deleted, or all of somebody whose words are in it."""
    landing: bool = False
    """Whether the whole answer is on its way to Discord, where it can no longer be held back."""

    def call_off(self) -> None:
        """Stop it, as it is to be forgotten; one that is landing takes itself away after."""
        if not self.called_off:
            self.called_off = True
            if not self.landing:
                self.task.cancel()


class Running:
    """The answers being made."""

    def __init__(self) -> None:
        self._runs: set[Run] = set()
        self._deleted = SeenIds(_REMEMBERED)

    @contextmanager
    def making(self, question: Question) -> Iterator[Run]:
        """Count the current task as the one that answers a question."""
        task = asyncio.current_task()
        if task is None:  # pragma: no cover - only coroutines answer
            raise RuntimeError("Answers are made in tasks.")
        run = Run(question, task)
        self._runs.add(run)
        if any(map(self._deleted.has_seen, _messages(question))):
            run.called_off = True  # before it began, so that there is nothing to stop
        try:
            yield run
        finally:
            self._runs.discard(run)

    def deleted(self, message_id: int) -> None:
        """Call off the answer to a message or one that quotes it, also one yet to be begun."""
        self._deleted.add(message_id)
        for run in self._runs:
            if message_id in _messages(run.question):
                run.call_off()

    def erased(self, subject: int) -> None:
        """Call off what is of a person or a server, all of whose is erased."""
        for run in self._runs:
            if run.question.concerns(subject):
                run.call_off()

    def becoming(self, turn_id: str) -> bool:
        """Say whether an answer for that turn is being made."""
        return any(run.question.turn_id == turn_id for run in self._runs)


def _messages(question: Question) -> list[int]:
    """Return the messages whose words a question has."""
    return [m for m in (question.message_id, question.quoted_message_id) if m is not None]
