"""Read a file of questions: plain lines, or JSON lines with a `question`."""

from __future__ import annotations

import json
from pathlib import Path

from bot.cli.errors import ConsoleError, FileError
from bot.cli.questions import checked

_LARGEST = 8_000_000
"""In bytes: some tens of thousands of questions, each of which takes a search."""


def read_questions(path: Path) -> tuple[str, ...]:
    """Return the questions of a file, each once; blank lines are passed over.

    Raises `FileError`, with the line's number, where a line is no question, and where there is
    none at all.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    if len(raw) > _LARGEST:
        raise FileError(f"{path} is larger than {_LARGEST:,} bytes; take fewer questions.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not text (UTF-8).") from error
    found = dict.fromkeys(
        _question(path, number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    )
    if not found:
        raise FileError(f"{path} has no question.")
    return tuple(found)


def _question(path: Path, number: int, line: str) -> str:
    place = f"{path}, line {number}"
    asked: object = line
    if line.lstrip().startswith(("{", "[")):
        try:
            document = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FileError(f"{place}: not JSON. {_FORMS}") from error
        asked = document.get("question") if isinstance(document, dict) else None
    if not isinstance(asked, str):
        raise FileError(f"{place}: no text under “question”. {_FORMS}")
    try:
        return checked(asked)
    except ConsoleError as error:
        raise FileError(f"{place}: {error}") from error


_FORMS = 'A line is {"question": "…"}, or a question as it is asked.'
