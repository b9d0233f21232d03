"""Write what was asked and answered in a turn as one JSON text, and read it back."""

from __future__ import annotations

from typing import Final

from bot.answering.answer import Answer
from bot.conversations import ConversationTurn
from bot.storage import fields
from bot.storage.answer_json import read_answer, write_answer
from bot.storage.filters_json import read_filters, write_filters
from retrieval.search.filters import Filters

VERSION: Final = 1
"""What this Footnote writes. A reader goes by the fields that are there, not by the version."""


def write_turn(turn: ConversationTurn) -> str:
    """Return the text of a turn."""
    document = {
        "version": VERSION,
        "question": turn.question,
        "filters": write_filters(turn.filters),
        "answer": write_answer(turn.answer),
    }
    return fields.kept(fields.finite(document))


def read_turn(turn_id: str, record: str) -> tuple[str, Filters, Answer]:
    """Return the question, its filters and its answer; raise `StorageError` for no JSON."""
    document = fields.document(record, f"The answer {turn_id}")
    return (
        fields.text(document, "question"),
        read_filters(fields.part(document, "filters")),
        read_answer(fields.part(document, "answer")),
    )
