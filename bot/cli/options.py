"""The options that several commands share, and the questions that they take."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from bot.cli.errors import ConsoleError

if TYPE_CHECKING:
    from retrieval.search.query import Filters


_WHICH = "Which papers"
Reference = Annotated[str, typer.Argument(help="Id, link, DOI or title of a paper.")]
References = Annotated[list[str], typer.Argument(help="Ids, links, DOIs or titles; quote a title.")]
YearFrom = Annotated[
    int | None,
    typer.Option(help="From this year on.", min=1, max=9999, rich_help_panel=_WHICH),
]
YearTo = Annotated[
    int | None,
    typer.Option(help="Up to this year.", min=1, max=9999, rich_help_panel=_WHICH),
]
Category = Annotated[
    list[str] | None,
    typer.Option(
        help="In this category (cs has cs.CL too); repeat for more.", rich_help_panel=_WHICH
    ),
]
Author = Annotated[
    list[str] | None,
    typer.Option(help="By this author; repeat for more.", rich_help_panel=_WHICH),
]
Source = Annotated[
    list[str] | None,
    typer.Option(help="From this source; repeat for more.", rich_help_panel=_WHICH),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON document.")]
Language = Annotated[
    str | None, typer.Option(help="The language to write in; needs a language model.")
]
Limit = Annotated[int, typer.Option(help="At most so many.", min=1, max=1000)]
Offset = Annotated[int, typer.Option(help="Leave out the first so many.", min=0, max=1_000_000)]


def build_filters(
    year_from: int | None = None,
    year_to: int | None = None,
    category: list[str] | None = None,
    author: list[str] | None = None,
    source: list[str] | None = None,
) -> Filters:
    """Return the filters that the options name; raise `ConsoleError` where none can match."""
    from retrieval.search.query import Filters

    if year_from is not None and year_to is not None and year_from > year_to:
        raise ConsoleError(
            f"No paper is from {year_from} on and up to {year_to}; swap --year-from and --year-to."
        )
    return Filters(
        year_from=year_from,
        year_to=year_to,
        categories=_given("--category", category),
        authors=_given("--author", author),
        sources=_given("--source", source),
    )


def _given(option: str, values: list[str] | None) -> tuple[str, ...]:
    if any(not value.strip() for value in values or ()):
        raise ConsoleError(f"{option} is empty; give it a value or leave it out.")
    return tuple(value.strip() for value in values or ())


MAX_QUESTION_CHARS = 4_000
"""The longest question or query in characters: longer than any question, shorter than a paper."""


def read_question(words: Sequence[str], *, what: str = "question") -> str:
    """Return the words as one question; a lone `-` is read from standard input.

    Raises `ConsoleError` for what is blank, too long, binary, or has control characters.
    """
    if list(words) == ["-"]:
        return check_question(_read(sys.stdin.buffer, what), what=what)
    return check_question(" ".join(words), what=what)


def check_question(text: str, *, what: str = "question") -> str:
    """Return `text` on one line; raise `ConsoleError` where nobody could answer it."""
    if len(text) > MAX_QUESTION_CHARS:
        raise ConsoleError(_too_long(what))
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ConsoleError(f"The {what} is not text (UTF-8).")
    line = " ".join(text.split())
    if any(unicodedata.category(c) == "Cc" for c in line):
        raise ConsoleError(f"The {what} has control characters in it; type it as plain text.")
    if not any(unicodedata.category(c)[0] not in "CZ" for c in line):
        raise ConsoleError(f"The {what} is empty.")
    return line


def _read(stream: BinaryIO, what: str) -> str:
    # No more than could be a question: whoever pipes in gigabytes waits for nothing.
    raw = stream.read(4 * MAX_QUESTION_CHARS + 1)
    if len(raw) > 4 * MAX_QUESTION_CHARS:
        raise ConsoleError(_too_long(what))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise ConsoleError(f"The {what} on standard input is not text (UTF-8).") from error


def _too_long(what: str) -> str:
    return (
        f"The {what} is longer than {MAX_QUESTION_CHARS:,} characters; ask for one thing at a time."
    )
