"""Take a question as people and scripts type it, or say why it is none."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from typing import BinaryIO

from bot.cli.errors import ConsoleError

MAX_QUESTION = 4_000
"""The longest question or query in characters: longer than any question, shorter than a paper."""


def question(words: Sequence[str], *, what: str = "question") -> str:
    """Return the words as one question; a lone `-` is read from standard input.

    Raises `ConsoleError` for what is blank, too long, binary, or has control characters.
    """
    if list(words) == ["-"]:
        return checked(_read(sys.stdin.buffer, what), what=what)
    return checked(" ".join(words), what=what)


def checked(text: str, *, what: str = "question") -> str:
    """Return `text` on one line; raise `ConsoleError` where nobody could answer it."""
    if len(text) > MAX_QUESTION:
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
    raw = stream.read(4 * MAX_QUESTION + 1)
    if len(raw) > 4 * MAX_QUESTION:
        raise ConsoleError(_too_long(what))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise ConsoleError(f"The {what} on standard input is not text (UTF-8).") from error


def _too_long(what: str) -> str:
    return f"The {what} is longer than {MAX_QUESTION:,} characters; ask for one thing at a time."
