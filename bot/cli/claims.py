"""Read the lines that `footnote verify` is given, one at a time, whatever is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

MAX_LINE_BYTES = 1 << 20
"""In bytes: more than any abstract, so that what is no JSON lines is not read into memory."""

MAX_TEXT_CHARS = 4_000
"""In characters: longer than any sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A text, and what it is held against: `abstract` (with `title`), or else paper `paper_id`.

    `line` counts from 1; `given_id` is the line's own `id`, any JSON, None where it has none.
    """

    line: int
    text: str
    abstract: str | None
    title: str
    paper_id: str
    given_id: Any = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that nothing can be said of, and why."""

    line: int
    message: str
    given_id: Any = None


def read_claims(stream: BinaryIO) -> Iterator[Claim | BadLine]:
    """Yield what each line holds, in order; blank lines are passed over."""
    for number, raw in enumerate(_lines(stream), start=1):
        if len(raw) > MAX_LINE_BYTES:
            yield BadLine(number, f"it is longer than {MAX_LINE_BYTES:,} bytes")
        elif raw.strip():
            yield _read(number, raw)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield each line; of one that is too long, its beginning, which is too long as well."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(line) > MAX_LINE_BYTES:
            rest = stream.readline(MAX_LINE_BYTES + 1)
        yield line


def _read(number: int, raw: bytes) -> Claim | BadLine:
    try:
        given = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return BadLine(number, "it is not text (UTF-8)")
    except (ValueError, RecursionError):
        return BadLine(number, "it is not JSON")
    if not isinstance(given, dict):
        return BadLine(number, "it is JSON, but no object")
    given_id = given.get("id")
    if wrong := _wrong(given):
        return BadLine(number, wrong, given_id)
    return Claim(
        number,
        given["text"],
        given.get("abstract"),
        given.get("title") or "",
        given.get("paper_id") or "",
        given_id,
    )


def _wrong(given: dict[str, Any]) -> str:
    """Return what is wrong with a line's keys, empty where all is well."""
    for key in ("text", "abstract", "title", "paper_id"):
        value = given.get(key)
        if value is not None and not isinstance(value, str):
            return f"its {key} is not text"
        if value and any("\ud800" <= c <= "\udfff" for c in value):
            return f"its {key} is not text (UTF-8)"
    if not any(c.isalnum() for c in given.get("text") or ""):
        return "it has no text"
    if len(given["text"]) > MAX_TEXT_CHARS:
        return f"its text is longer than {MAX_TEXT_CHARS:,} characters; a line is for one sentence"
    if given.get("abstract") is None and not (given.get("paper_id") or "").strip():
        return "it has neither paper_id nor abstract"
    return ""


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
