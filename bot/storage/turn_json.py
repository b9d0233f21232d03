"""Write what was asked and answered in a turn as one JSON text, and read it back."""

from __future__ import annotations

from typing import Any, Final

from bot.assistant.answer import Answer
from bot.community.conversation import KeptTurn
from bot.storage import fields
from bot.storage.answer_json import read_answer, write_answer
from bot.storage.fields import JSON
from retrieval.filters import Filters

VERSION: Final = 1
"""What this Footnote writes. A reader goes by the fields that are there, not by the version."""


def write_turn(turn: KeptTurn) -> str:
    """Return the text of a turn."""
    document = {
        "version": VERSION,
        "question": turn.question,
        "filters": _write_filters(turn.filters),
        "answer": write_answer(turn.answer),
    }
    return fields.kept(fields.finite(document))


def read_turn(turn_id: str, record: str) -> tuple[str, Filters, Answer]:
    """Return the question, its filters and its answer; raise `KeepingFailed` for no JSON."""
    document = fields.document(record, f"The answer {turn_id}")
    return (
        fields.text(document, "question"),
        _read_filters(fields.part(document, "filters")),
        read_answer(fields.part(document, "answer")),
    )


def _write_filters(filters: Filters) -> dict[str, Any]:
    return {
        "year_from": filters.year_from,
        "year_to": filters.year_to,
        "categories": list(filters.categories),
        "authors": list(filters.authors),
        "sources": list(filters.sources),
    }


def _read_filters(document: JSON) -> Filters:
    return Filters(
        fields.year(document, "year_from"),
        fields.year(document, "year_to"),
        fields.texts(document, "categories"),
        fields.texts(document, "authors"),
        fields.texts(document, "sources"),
    )
