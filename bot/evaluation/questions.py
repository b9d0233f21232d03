"""Parse the questions that answers are measured on, from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal, get_args

BUILT_IN = "natural"
"""The name of the built-in questions, which are about the starter library."""

Verdict = Literal["yes", "no", "mixed", "not_stated"]
"""Whether something holds, as far as the abstracts state it."""

_OLD_KEYS = ("answerable", "group")  # answerable is the opposite of refuse, group is kind
_KEYS = ("kind", "question", "papers", "may", "facts", "verdict", "refuse", "after", "aspects")


@dataclass(frozen=True, slots=True)
class GoldCell:
    """Spellings of what a paper's abstract states about an aspect; none if it does not state it."""

    aspect: str
    paper: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question, and what is known about its answer; docs/evaluation.md describes the kinds.

    `papers` and `may` are ids, links or titles: those of a right answer, and those that are neither
    right nor wrong. Each of `facts` is something that the answer should state, in any of several
    spellings. `refuse`: there is nothing to answer from. `after` is the question before this one.
    `cells` has one cell per aspect and paper of a comparison.
    """

    line: int
    question: str
    papers: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    kind: str = ""
    may: tuple[str, ...] = ()
    verdict: Verdict | None = None
    refuse: bool = False
    after: str = ""
    cells: tuple[GoldCell, ...] = ()


class InvalidQuestion(ValueError):
    """A line is not a valid question; the message names the line and the problem."""


def parse_questions(lines: Iterable[str]) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of JSON lines; skip blank lines; raise `InvalidQuestion`."""
    found: dict[tuple[str, str], EvaluationQuestion] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _parse_question(number, json.loads(line))
        except (ValueError, RecursionError) as error:
            raise InvalidQuestion(f"line {number}: {_describe(error)}") from error
        earlier = found.setdefault((question.question, question.after), question)
        if earlier is not question:
            raise InvalidQuestion(f"line {number}: repeats the question of line {earlier.line}")
    if not found:
        raise InvalidQuestion("no line has a question")
    return tuple(found.values())


def load_built_in_questions() -> tuple[EvaluationQuestion, ...]:
    """Return the built-in questions about the starter library."""
    path = resources.files("bot.evaluation").joinpath(f"{BUILT_IN}.jsonl")
    return parse_questions(path.read_text(encoding="utf-8").split("\n"))


def _describe(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _parse_question(number: int, given: Any) -> EvaluationQuestion:
    if not isinstance(given, dict):
        raise ValueError('not an object like {"question": …, "papers": […], "facts": […]}')
    if unknown := [key for key in given if key not in (*_KEYS, *_OLD_KEYS)]:
        raise ValueError(f"the key “{unknown[0]:.40}” is unknown; known keys: {', '.join(_KEYS)}")
    question = _parse_string(given, "question")
    if not question:
        raise ValueError("“question” must be a string")
    refuse = _parse_flag(given, "refuse", default=not _parse_flag(given, "answerable", True))
    facts = _parse_facts(given.get("facts", []))
    if facts and refuse:
        raise ValueError("an unanswerable question has no facts")
    verdict = given.get("verdict")
    if verdict not in (None, *get_args(Verdict)):
        raise ValueError(f"“verdict” must be one of {', '.join(get_args(Verdict))}")
    return EvaluationQuestion(
        number,
        question,
        _parse_strings(given.get("papers", []), "papers"),
        facts,
        _parse_string(given, "kind") or _parse_string(given, "group"),
        _parse_strings(given.get("may", []), "may"),
        verdict,
        refuse,
        _parse_string(given, "after"),
        tuple(_parse_cells(given.get("aspects", {}))),
    )


def _parse_string(given: Any, name: str) -> str:
    text = given.get(name, "")
    if not isinstance(text, str):
        raise ValueError(f"“{name}” must be a string")
    return text.strip()


def _parse_flag(given: Any, name: str, default: bool) -> bool:
    flag = given.get(name, default)
    if not isinstance(flag, bool):
        raise ValueError(f"“{name}” must be true or false")
    return flag


def _parse_facts(given: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(given, list):
        raise ValueError("“facts” must be a list of strings, or of lists of spellings")
    return tuple(_parse_spellings(each, "facts") for each in given)


def _parse_cells(given: Any) -> Iterable[GoldCell]:
    if not isinstance(given, dict) or not all(isinstance(each, dict) for each in given.values()):
        raise ValueError("“aspects” must be an object like {aspect: {paper: words or null}}")
    for aspect, cells in given.items():
        for paper, words in cells.items():
            spellings = () if words is None else _parse_spellings(words, "aspects")
            yield GoldCell(aspect, paper, spellings)


def _parse_spellings(given: Any, name: str) -> tuple[str, ...]:
    spellings = _parse_strings([given] if isinstance(given, str) else given, name)
    if not spellings:
        raise ValueError(f"each of “{name}” needs at least one spelling")
    return spellings


def _parse_strings(given: Any, name: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(t, str) and t.strip() for t in given):
        raise ValueError(f"“{name}” must be a list of strings")
    strings: Sequence[str] = given
    return tuple(string.strip() for string in strings)
