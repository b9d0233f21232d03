"""The turns of conversations, and the votes on their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answering.answer import Answer
from bot.answering.language_model import Turn
from retrieval.search.query import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, by whom and where.

    `parent_id` is the turn before it in the same conversation, None where the question opened one:
    a branch of replies is thereby a conversation of its own. `guild_id` is None in direct
    messages; `question_message_id` is None where the question was a command.

    `question_channel_id` is where the question's message is, None where that is not known; the
    answer may be elsewhere, as in a thread. `quoted_message_id` and `quoted_user_id` are the
    message that the question replied to, and who wrote it: their words may be in the question.

    `private`: perhaps only the person who asked sees the answer.
    """

    turn_id: str
    guild_id: int | None
    channel_id: int
    user_id: int
    question: str
    asked_at: datetime
    question_message_id: int | None = None
    parent_id: str | None = None
    filters: Filters = Filters()
    question_channel_id: int | None = None
    quoted_message_id: int | None = None
    quoted_user_id: int | None = None
    private: bool = False

    @property
    def shown_question(self) -> str:
        """The question as its answer repeats it: not where the message above has it."""
        return self.question if self.question_message_id is None else ""

    @property
    def message_ids(self) -> set[int]:
        """The messages whose words it has."""
        return {m for m in (self.question_message_id, self.quoted_message_id) if m is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTurn(Question):
    """A question, its answer, and the messages that show them.

    `answer_message_ids` are in reading order; a long answer has several. `copy_message_ids` are
    messages of the same channel that somebody posted about the answer, such as its evidence.
    """

    answer: Answer
    answer_message_ids: tuple[int, ...] = ()
    copy_message_ids: tuple[int, ...] = ()

    @property
    def turn(self) -> Turn:
        """What a later question needs of this one."""
        return Turn(self.question, self.answer.text, self.answer.paper_ids)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people voted an answer good (`up`) and how many bad (`down`)."""

    up: int = 0
    down: int = 0
