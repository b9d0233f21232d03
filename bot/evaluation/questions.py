"""Parse the questions that answers are measured on, from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

_KEYS = ("question", "papers", "facts", "answerable", "group")

STARTER = "starter"
"""The name of the built-in questions, which are about the starter library."""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question, and what is known about its answer.

    `papers` are ids, links or titles of those that answer it. Each of `facts` is something that
    the answer should state, in any of several spellings. Results are reported per `group`, such as
    questions from another field ("far") or for a detail that no abstract states ("detail").
    """

    line: int
    question: str
    papers: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answerable: bool = True
    group: str = ""


class InvalidQuestion(ValueError):
    """A line is not a valid question; the message names the line and the problem."""


def parse_questions(lines: Iterable[str]) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of JSON lines; skip blank lines; raise `InvalidQuestion`."""
    found: list[EvaluationQuestion] = []
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _parse_question(number, json.loads(line))
        except (ValueError, RecursionError) as error:
            raise InvalidQuestion(f"line {number}: {_describe(error)}") from error
        if question.question in first:
            earlier = first[question.question]
            raise InvalidQuestion(f"line {number}: repeats the question of line {earlier}")
        first[question.question] = number
        found.append(question)
    if not found:
        raise InvalidQuestion("no line has a question")
    return tuple(found)


def load_starter_questions() -> tuple[EvaluationQuestion, ...]:
    """Return the built-in questions about the starter library."""
    path = resources.files("bot.evaluation").joinpath("starter.jsonl")
    return parse_questions(path.read_text(encoding="utf-8").split("\n"))


def _describe(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _parse_question(number: int, given: Any) -> EvaluationQuestion:
    if not isinstance(given, dict):
        raise ValueError('not an object like {"question": …, "papers": […], "facts": […]}')
    if unknown := [key for key in given if key not in _KEYS]:
        raise ValueError(f"the key “{unknown[0]:.40}” is unknown; known keys: {', '.join(_KEYS)}")
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("“question” must be a string")
    answerable = given.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError("“answerable” must be true or false")
    group = given.get("group", "")
    if not isinstance(group, str):
        raise ValueError("“group” must be a string")
    papers = _parse_strings(given.get("papers", []), "papers")
    facts = _parse_facts(given.get("facts", []))
    if facts and not answerable:
        raise ValueError("an unanswerable question has no facts")
    return EvaluationQuestion(number, question.strip(), papers, facts, answerable, group.strip())


def _parse_facts(given: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list):
        raise ValueError("“facts” must be a list of strings, or of lists of spellings")
    return tuple(_parse_strings([one] if isinstance(one, str) else one, "facts") for one in given)


def _parse_strings(given: Any, name: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(t, str) and t.strip() for t in given):
        raise ValueError(f"“{name}” must be a list of strings")
    if name == "facts" and not given:
        raise ValueError("a fact needs at least one spelling")
    strings: Sequence[str] = given
    return tuple(string.strip() for string in strings)
