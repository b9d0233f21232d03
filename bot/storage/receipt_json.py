"""Write how an answer came about as one JSON text, and read it back."""

from __future__ import annotations

from typing import Any, Final

from bot.answering.answer import Answer
from bot.answering.options import UNSUPPORTED, AnswerOptions
from bot.receipts.receipt import AnswerRequest, BuildInfo, Receipt
from bot.storage import fields
from bot.storage.answer_json import read_answer, write_answer
from bot.storage.fields import JSON
from bot.storage.filters_json import read_filters, write_filters

VERSION: Final = 1
"""What this Footnote writes. A reader goes by the fields that are there, not by the version."""


def write_receipt(receipt: Receipt) -> str:
    """Return the text of a receipt; its id, moment and owner are columns of their own."""
    edition, asked = receipt.edition, receipt.asked
    document = {
        "version": VERSION,
        "answer": write_answer(receipt.answer),
        "edition": {
            "version": edition.version,
            "embedder": edition.embedder,
            "papers": edition.papers,
            "model": edition.model,
        },
        "filters": write_filters(asked.filters),
        "manner": _write_manner(asked.manner),
        "follows": asked.follows,
        "cost": receipt.cost,
    }
    return fields.kept(fields.finite(document))


def read_receipt(
    receipt_id: str, record: str
) -> tuple[Answer, BuildInfo, AnswerRequest, float | None]:
    """Return what was answered, by what, how it was asked, and the cost.

    Raises `StorageError` for no JSON.
    """
    document = fields.document(record, f"The receipt {receipt_id}")
    edition = fields.part(document, "edition")
    return (
        read_answer(fields.part(document, "answer")),
        BuildInfo(
            fields.text(edition, "version"),
            fields.text(edition, "embedder"),
            fields.whole(edition, "papers"),
            fields.text(edition, "model"),
        ),
        AnswerRequest(
            read_filters(fields.part(document, "filters")),
            _read_manner(fields.part(document, "manner")),
            fields.text(document, "follows") or None,
        ),
        _number(document, "cost"),
    )


def _write_manner(manner: AnswerOptions) -> dict[str, Any]:
    return {
        "language": manner.language,
        "cutoff": manner.cutoff,
        "model": manner.model,
        "unsupported": manner.unsupported,
    }


def _read_manner(document: JSON) -> AnswerOptions:
    unsupported = fields.text(document, "unsupported")
    return AnswerOptions(
        fields.text(document, "language") or None,
        _number(document, "cutoff"),
        fields.text(document, "model") or None,
        next((each for each in UNSUPPORTED if each == unsupported), None),
    )


def _number(document: JSON, name: str) -> float | None:
    return None if document.get(name) is None else fields.number(document, name)
