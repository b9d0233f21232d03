"""The JSON object in which a model says what a question asks for.

Whatever a model writes, only known words come out for what is one of a few, and short lines for
what is text. Nothing here is trusted: `bot.models.planner` decides what of it is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import Annotated, Any, Final, get_args

from pydantic import BaseModel, BeforeValidator

from bot.answering.language_model import SUMMARY_STYLES
from bot.json_schema import build_object_schema
from bot.prompt_injection.links_and_mentions import visible_text
from bot.questions.catalog_question import RecordField
from bot.questions.kinds import KINDS, QuestionKind
from bot.questions.small_talk import SmallTalk

_MAX_QUESTION_CHARS = 600
_MAX_PHRASE_CHARS = 200
_MAX_PHRASES = 8


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_YEAR = {"type": ["integer", "null"]}

PLAN_SCHEMA: Final = build_object_schema(
    {
        "kind": _one_of(KINDS),
        "question": _TEXT,
        "topic": _TEXT,
        "named": _TEXTS,
        "described": _TEXTS,
        "rivals": _TEXTS,
        "aspects": _TEXTS,
        "year_from": _YEAR,
        "year_to": _YEAR,
        "authors": _TEXTS,
        "record": _one_of((*get_args(RecordField), "")),
        "style": _one_of((*SUMMARY_STYLES, "")),
        "small_talk": _one_of((*get_args(SmallTalk), "")),
    }
)
"""The schema of the object, as servers that keep to one are given it."""


def _choose(words: Iterable[str], default: str | None = None) -> BeforeValidator:
    """Read a word, in capitals or not, that is one of a few."""
    known = {word: word for word in words}
    return BeforeValidator(lambda said: known.get(str(said).strip().lower(), default))


def _to_year(value: object) -> int | None:
    digits = str(value)
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else None


def _to_line(value: object, limit: int = _MAX_PHRASE_CHARS) -> str:
    """Return a text on one line; empty for anything else, or for a text that is too long."""
    if isinstance(value, int):  # the number of a paper
        return f"#{value:d}"
    line = visible_text(value).strip("\"'“” ") if isinstance(value, str) else ""
    return line if len(line) <= limit else ""


def _to_lines(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(filter(None, map(_to_line, values[:_MAX_PHRASES]))))


_Question = Annotated[str, BeforeValidator(partial(_to_line, limit=_MAX_QUESTION_CHARS))]
_Line = Annotated[str, BeforeValidator(_to_line)]
_Lines = Annotated[tuple[str, ...], BeforeValidator(_to_lines)]
_Year = Annotated[int | None, BeforeValidator(_to_year)]


class PlanReply(BaseModel, frozen=True):
    """What a model says that a question asks for; the template `plan` describes each field."""

    kind: Annotated[QuestionKind, _choose(KINDS)]
    question: _Question = ""
    topic: _Line = ""
    named: _Lines = ()
    described: _Lines = ()
    rivals: _Lines = ()
    aspects: _Lines = ()
    year_from: _Year = None
    year_to: _Year = None
    authors: _Lines = ()
    record: Annotated[RecordField | None, _choose(get_args(RecordField))] = None
    style: Annotated[str, _choose(SUMMARY_STYLES, "tldr")] = "tldr"
    small_talk: Annotated[SmallTalk | None, _choose(get_args(SmallTalk))] = None


def parse_plan(text: str) -> PlanReply | None:
    """Return what the first JSON object of a text says; None if it says no kind of question."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text, text.index("{"))
        return PlanReply.model_validate(found)
    except (ValueError, RecursionError):
        return None
