"""Questions, and the runs that answer them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord

from bot.discord_bot.inflight import request_id
from bot.discord_bot.limiters import SeenIds
from bot.discord_bot.services import services_of
from bot.records.conversations import ConversationTurn, Question
from retrieval.search.query import Filters

MAX_QUESTION_CHARS = 2_000
"""Further characters of a question are ignored."""

_MAX_DELETED_IDS = 1_024  # deleted messages, and as many channels


def build_question(
    interaction: discord.Interaction[Any],
    text: str,
    parent_id: str | None,
    filters: Filters,
    *,
    private: bool = False,
) -> Question:
    """Return a question that somebody asked by a command, button or form."""
    services = services_of(interaction)
    return Question(
        turn_id=request_id(services.new_id),
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
        user_id=interaction.user.id,
        question=text,
        asked_at=services.now(),
        parent_id=parent_id,
        filters=filters,
        private=private,
    )


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
        self._deleted_channels = SeenIds(_MAX_DELETED_IDS)

    @contextmanager
    def track(self, question: Question) -> Iterator[AnswerRun]:
        """Track the current task as answering a question."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 # only coroutines answer
        run = AnswerRun(question, task)
        self._runs.add(run)
        if any(map(self._deleted.has_seen, question.message_ids)):
            run.is_cancelled = True  # before it began, so that there is nothing to stop
        try:
            yield run
        finally:
            self._runs.discard(run)

    def cancel_message(self, message_id: int) -> set[asyncio.Task[object]]:
        """Cancel answers to a message or quoting it, including ones not yet started.

        Return the tasks of those that have started; they delete what they have shown.
        """
        self._deleted.add(message_id)
        runs = [run for run in self._runs if message_id in run.question.message_ids]
        for run in runs:
            run.cancel()
        return {run.task for run in runs}

    def note_deleted_channel(self, channel_id: int) -> None:
        """Remember a deleted channel or thread: an answer may be on its way there."""
        self._deleted_channels.add(channel_id)

    def is_deleted(self, turn: ConversationTurn) -> bool:
        """Say whether a message of an answer, or the channel it is in, was deleted."""
        is_channel_deleted = self._deleted_channels.has_seen(turn.channel_id)
        return is_channel_deleted or any(map(self._deleted.has_seen, turn.answer_message_ids))

    def cancel_subject(self, subject: int) -> None:
        """Cancel the answers that quote a person or come from one, or from a server."""
        for run in self._runs:
            asked = run.question
            if subject in (asked.user_id, asked.quoted_user_id, asked.guild_id):
                run.cancel()

    def is_running(self, turn_id: str) -> bool:
        """Say whether an answer for that turn is in progress."""
        return any(run.question.turn_id == turn_id for run in self._runs)
