"""The arguments and options that several commands share, and how their values are parsed."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.cli.context import get_context
from bot.cli.errors import CliError

if TYPE_CHECKING:
    from retrieval.search.query import Filters


_FILTERS = "Filters"


def resolve_numbers(ctx: typer.Context, value: str | list[str] | None) -> str | list[str] | None:
    """In a chat, return the papers that numbers on screen stand for; else what is given."""
    chat = get_context(ctx).chat
    if chat is None or value is None:
        return value
    if isinstance(value, str):
        return chat.resolve_reference(value)
    return [chat.resolve_reference(each) for each in value]


Reference = Annotated[
    str, typer.Argument(help="A paper's id, link, DOI or title.", callback=resolve_numbers)
]
References = Annotated[
    list[str],
    typer.Argument(
        help="Papers by id, link, DOI or title; put a title in quotes.", callback=resolve_numbers
    ),
]
Question = Annotated[list[str], typer.Argument(help="The question, or - for standard input.")]
_YEAR: Final[dict[str, Any]] = {"min": 1, "max": 9999, "rich_help_panel": _FILTERS}
YearFrom = Annotated[int | None, typer.Option(help="Published in this year or later.", **_YEAR)]
YearTo = Annotated[int | None, typer.Option(help="Published in this year or earlier.", **_YEAR)]
Category = Annotated[
    list[str] | None,
    typer.Option(
        help="In this category: a code (cs includes cs.CL) or a name; repeatable.",
        rich_help_panel=_FILTERS,
    ),
]
Author = Annotated[
    list[str] | None, typer.Option(help="By this author; repeatable.", rich_help_panel=_FILTERS)
]
Source = Annotated[
    list[str] | None, typer.Option(help="From this source; repeatable.", rich_help_panel=_FILTERS)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str | None, typer.Option(help="The language to write in; needs a model.")]
Limit = Annotated[int, typer.Option(help="Maximum number of results.", min=1, max=1000)]
Offset = Annotated[int, typer.Option(help="Number of results to skip.", min=0, max=1_000_000)]

MAX_QUESTION_CHARS = 4_000
"""The longest question or query: longer than any question, shorter than a paper."""


def build_filters(
    year_from: int | None = None,
    year_to: int | None = None,
    category: Sequence[str] | None = None,
    author: Sequence[str] | None = None,
    source: Sequence[str] | None = None,
) -> Filters:
    """Return the filters that the options name; raise `CliError` if no paper can match."""
    from retrieval.search.categories import add_all_codes
    from retrieval.search.query import Filters

    if year_from is not None and year_to is not None and year_from > year_to:
        raise CliError(
            f"--year-from {year_from} is after --year-to {year_to}, so no paper matches. Swap them."
        )
    return Filters(
        year_from=year_from,
        year_to=year_to,
        categories=add_all_codes(strip_values("--category", category)),
        authors=strip_values("--author", author),
        sources=strip_values("--source", source),
    )


def strip_values(option: str, values: Sequence[str] | None) -> tuple[str, ...]:
    """Return the values without surrounding spaces; raise `CliError` if one is empty."""
    stripped = tuple(value.strip() for value in values or ())
    if not all(stripped):
        raise CliError(f"{option} is empty. Give it a value, or leave it out.")
    return stripped


def read_question(words: Sequence[str]) -> str:
    """Return the words as one question or query; `-` alone reads it from standard input.

    Raises `CliError` as `check_question` does.
    """
    if list(words) != ["-"]:
        return check_question(" ".join(words))
    # No more is read than could be a question.
    raw = sys.stdin.buffer.read(4 * MAX_QUESTION_CHARS + 1)
    return check_question(raw.decode(errors="surrogateescape"))


def check_question(text: str) -> str:
    """Return `text` on one line; raise `CliError` if it is blank, too long, or not plain text."""
    if len(text) > MAX_QUESTION_CHARS:
        raise CliError(
            f"The question is longer than {MAX_QUESTION_CHARS:,} characters. Ask one thing at a "
            "time."
        )
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise CliError("The question is not text (UTF-8).")
    line = " ".join(text.split())
    if any(unicodedata.category(c) == "Cc" for c in line):
        raise CliError("The question has control characters. Type it as plain text.")
    if not any(unicodedata.category(c)[0] not in "CZ" for c in line):
        raise CliError("The question is empty.")
    return line
