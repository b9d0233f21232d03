"""The JSON object in which a model says what a question asks for.

Whatever a model writes, only known words come out for what is one of a few, and short lines for
what is text. Nothing here is trusted: `bot.models.planner` decides what of it is used.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args

from bot.answering.language_model import SUMMARY_STYLES
from bot.prompt_injection.links_and_mentions import visible_text
from bot.questions.catalog_question import RecordField
from bot.questions.kind import KINDS, QuestionKind
from bot.questions.small_talk import SmallTalk

RECORD_FIELDS: Final[tuple[RecordField, ...]] = get_args(RecordField)
SMALL_TALK: Final[tuple[SmallTalk, ...]] = get_args(SmallTalk)
_MAX_REPLY_CHARS = 16_000
_MAX_QUESTION_CHARS = 600
_MAX_PHRASE_CHARS = 200
_MAX_PHRASES = 8

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_YEAR = {"type": ["integer", "null"]}


def _one_of(words: Sequence[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(dict.fromkeys((*words, "")))}


_PROPERTIES: Final[dict[str, Any]] = {
    "kind": {"type": "string", "enum": list(KINDS)},
    "question": _TEXT,
    "topic": _TEXT,
    "named": _TEXTS,
    "described": _TEXTS,
    "rivals": _TEXTS,
    "aspects": _TEXTS,
    "year_from": _YEAR,
    "year_to": _YEAR,
    "authors": _TEXTS,
    "record": _one_of(RECORD_FIELDS),
    "style": _one_of(tuple(SUMMARY_STYLES)),
    "small_talk": _one_of(SMALL_TALK),
}
PLAN_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": _PROPERTIES,
    "required": list(_PROPERTIES),
    "additionalProperties": False,
}
"""The schema of the object, as servers that keep to one are given it."""


@dataclass(frozen=True, slots=True)
class PlanReply:
    """What a model says that a question asks for; the template `plan` describes each field."""

    kind: QuestionKind
    question: str = ""
    topic: str = ""
    named: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    authors: tuple[str, ...] = ()
    record: RecordField | None = None
    style: str = "tldr"
    small_talk: SmallTalk | None = None


def parse_plan(text: str) -> PlanReply | None:
    """Return what the first JSON object of a text says; None if it says no kind of question."""
    given = _find_object(text)
    kind = _choose(given.get("kind"), KINDS)
    if kind is None:
        return None
    return PlanReply(
        kind,
        _to_line(given.get("question"), _MAX_QUESTION_CHARS),
        _to_line(given.get("topic")),
        _to_lines(given.get("named")),
        _to_lines(given.get("described")),
        _to_lines(given.get("rivals")),
        _to_lines(given.get("aspects")),
        _to_int(given.get("year_from")),
        _to_int(given.get("year_to")),
        _to_lines(given.get("authors")),
        _choose(given.get("record"), RECORD_FIELDS),
        _choose(given.get("style"), tuple(SUMMARY_STYLES)) or "tldr",
        _choose(given.get("small_talk"), SMALL_TALK),
    )


def _find_object(text: str) -> dict[str, Any]:
    """Return the JSON object that a text is or has in it; an empty one if there is none."""
    text = text[:_MAX_REPLY_CHARS]
    start = text.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(text, start) if start >= 0 else ({}, 0)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


_Word = TypeVar("_Word", bound=str)


def _choose(value: object, words: Sequence[_Word]) -> _Word | None:
    """Return the word that a value is, in capitals or not."""
    said = value.strip().lower() if isinstance(value, str) else ""
    return next((word for word in words if word == said), None)


def _to_line(value: object, limit: int = _MAX_PHRASE_CHARS) -> str:
    """Return a text on one line; empty for anything else, or for a text that is too long."""
    if isinstance(value, int):  # the number of a paper
        return f"#{value:d}"
    line = visible_text(value).strip("\"'“” ") if isinstance(value, str) else ""
    return line if len(line) <= limit else ""


def _to_lines(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(filter(None, map(_to_line, values[:_MAX_PHRASES]))))


def _to_int(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 4:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
