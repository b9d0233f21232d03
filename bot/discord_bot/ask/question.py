"""Questions, and the runs that answer them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.discord_bot.limiters import SeenIds
from retrieval.search.query import Filters

MAX_QUESTION_CHARS = 2_000
"""Further characters of a question are ignored."""

_MAX_DELETED_IDS = 1_024  # deleted messages


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, by whom and where, and the turn of the conversation that it follows.

    `turn_id` is that of the turn it becomes. `message_id` is None where it was no message.
    `private`: perhaps nobody but the person sees the answer, though others read the channel.
    `message_channel_id` is where that message is, where it was one. `quoted_message_id` and
    `quoted_user_id` are somebody's message that is replied to, and who wrote it.
    """

    turn_id: str
    text: str
    asked_at: datetime
    guild_id: int | None
    channel_id: int
    user_id: int
    message_id: int | None = None
    parent_id: str | None = None
    filters: Filters = Filters()
    private: bool = False
    message_channel_id: int | None = None
    quoted_message_id: int | None = None
    quoted_user_id: int | None = None

    @property
    def shown_text(self) -> str:
        """The question as its answer repeats it: not where the message above has it."""
        return self.text if self.message_id is None else ""

    def concerns(self, subject: int) -> bool:
        """Say whether the question quotes a person or comes from a server."""
        return subject in (self.user_id, self.quoted_user_id, self.guild_id)


@dataclass(slots=True, eq=False)
class AnswerRun:
    """An answer in progress."""

    question: Question
    task: asyncio.Task[object]
    is_cancelled: bool = False
    """Whether its question was deleted, or a person or server it concerns was erased."""
    is_delivering: bool = False
    """Whether the whole answer is being sent to Discord, so that it cannot be stopped."""

    def cancel(self) -> None:
        """Cancel the run; if it is delivering, its answer is deleted afterwards."""
        if not self.is_cancelled:
            self.is_cancelled = True
            if not self.is_delivering:
                self.task.cancel()


class AnswerRuns:
    """The answers in progress."""

    def __init__(self) -> None:
        self._runs: set[AnswerRun] = set()
        self._deleted = SeenIds(_MAX_DELETED_IDS)

    @contextmanager
    def track(self, question: Question) -> Iterator[AnswerRun]:
        """Track the current task as answering a question."""
        task = asyncio.current_task()
        if task is None:  # pragma: no cover - only coroutines answer
            raise RuntimeError("Answers are made in tasks.")
        run = AnswerRun(question, task)
        self._runs.add(run)
        if any(map(self._deleted.has_seen, _message_ids(question))):
            run.is_cancelled = True  # before it began, so that there is nothing to stop
        try:
            yield run
        finally:
            self._runs.discard(run)

    def cancel_message(self, message_id: int) -> None:
        """Cancel answers to a message or quoting it, including ones not yet started."""
        self._deleted.add(message_id)
        for run in self._runs:
            if message_id in _message_ids(run.question):
                run.cancel()

    def cancel_subject(self, subject: int) -> None:
        """Cancel the answers that concern a person or a server."""
        for run in self._runs:
            if run.question.concerns(subject):
                run.cancel()

    def is_running(self, turn_id: str) -> bool:
        """Say whether an answer for that turn is in progress."""
        return any(run.question.turn_id == turn_id for run in self._runs)


def _message_ids(question: Question) -> list[int]:
    """Return the messages whose words a question has."""
    return [m for m in (question.message_id, question.quoted_message_id) if m is not None]
