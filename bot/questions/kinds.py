"""The kinds of answer that a question may ask for."""

from __future__ import annotations

from typing import Final, Literal, get_args

QuestionKind = Literal[
    "fact",
    "definition",
    "explanation",
    "list",
    "overview",
    "comparison",
    "yes_no",
    "limitation",
    "summary",
    "record",
    "smalltalk",
]
"""What is asked for: docs/evaluation.md describes each kind. `explanation` is asked for by how and
why, `summary` is of one paper."""

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
LISTING_KINDS: Final[frozenset[QuestionKind]] = frozenset({"list", "overview"})
"""The kinds that are answered by an item for each paper."""
