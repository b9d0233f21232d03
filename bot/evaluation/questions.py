"""Read the questions that answers are measured on: JSON lines, one question each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

_KNOWN = ("question", "papers", "facts", "answerable", "group")

STARTER = "starter"
"""The name of the questions that come with Footnote, about its starter library."""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question, and what is known of its answer.

    `papers` are ids, links or titles of those that answer it. Each of `facts` is what the answer
    should state, in any of the spellings given. `group` tells apart what is reported apart, such
    as questions from another field ("far") and for what no abstract states ("detail").
    """

    line: int
    question: str
    papers: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answerable: bool = True
    group: str = ""


class BadQuestion(ValueError):
    """A line is no question; the message names the line and says why."""


def read_questions(lines: Iterable[str]) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of JSON lines, blank ones left out; raise `BadQuestion`."""
    found: list[EvaluationQuestion] = []
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = _read(number, json.loads(line))
        except (ValueError, RecursionError) as error:
            raise BadQuestion(f"line {number}: {_told(error)}") from error
        if asked.question in first:
            raise BadQuestion(f"line {number}: the question of line {first[asked.question]} again")
        first[asked.question] = number
        found.append(asked)
    if not found:
        raise BadQuestion("no line has a question")
    return tuple(found)


def starter_questions() -> tuple[EvaluationQuestion, ...]:
    """Return the questions about the starter library that come with Footnote."""
    path = resources.files("bot.evaluation").joinpath("starter.jsonl")
    return read_questions(path.read_text(encoding="utf-8").split("\n"))


def _told(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _read(number: int, given: Any) -> EvaluationQuestion:
    if not isinstance(given, dict):
        raise ValueError('no object like {"question": …, "papers": […], "facts": […]}')
    if unknown := [key for key in given if key not in _KNOWN]:
        raise ValueError(f"the key “{unknown[0]:.40}” is unknown; allowed are {', '.join(_KNOWN)}")
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("“question” must be a text")
    answerable = given.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError("“answerable” must be true or false")
    group = given.get("group", "")
    if not isinstance(group, str):
        raise ValueError("“group” must be a text")
    papers = _texts(given.get("papers", []), "papers")
    facts = _facts(given.get("facts", []))
    if facts and not answerable:
        raise ValueError("a question that is not answerable has no facts")
    return EvaluationQuestion(number, question.strip(), papers, facts, answerable, group.strip())


def _facts(given: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list):
        raise ValueError("“facts” must be a list of texts, or of lists of spellings")
    return tuple(_texts([one] if isinstance(one, str) else one, "facts") for one in given)


def _texts(given: Any, name: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(t, str) and t.strip() for t in given):
        raise ValueError(f"“{name}” must be a list of texts")
    if name == "facts" and not given:
        raise ValueError("a fact needs at least one spelling")
    texts: Sequence[str] = given
    return tuple(text.strip() for text in texts)
