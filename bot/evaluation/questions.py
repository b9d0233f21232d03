"""Parse the questions that answers are measured on, from JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

BUILT_IN = "natural"
"""The name of the built-in questions, which are about the starter library."""

Verdict = Literal["yes", "no", "mixed", "not_stated"]
"""Whether something holds, as far as the abstracts state it."""


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
            question = _Line.model_validate_json(line).to_question(number)
        except ValidationError as error:
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


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Spellings = _Text | Annotated[list[_Text], Field(min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    question: _Text
    kind: str = ""
    papers: list[_Text] = []
    may: list[_Text] = []
    facts: list[_Spellings] = []
    verdict: Verdict | None = None
    refuse: bool = False
    after: str = ""
    aspects: dict[str, dict[str, _Spellings | None]] = {}

    def to_question(self, line: int) -> EvaluationQuestion:
        """Return the question of a line with this number."""
        return EvaluationQuestion(
            line,
            self.question,
            tuple(self.papers),
            tuple(_to_tuple(fact) for fact in self.facts),
            self.kind,
            tuple(self.may),
            self.verdict,
            self.refuse,
            self.after.strip(),
            tuple(
                GoldCell(aspect, paper, _to_tuple(words or []))
                for aspect, cells in self.aspects.items()
                for paper, words in cells.items()
            ),
        )


def _to_tuple(spellings: str | list[str]) -> tuple[str, ...]:
    return (spellings,) if isinstance(spellings, str) else tuple(spellings)


def _describe(error: ValidationError) -> str:
    """Return the first problem of a line, and its key."""
    first = error.errors()[0]
    key = f"“{first['loc'][0]}”: " if first["loc"] else ""
    return key + first["msg"]
