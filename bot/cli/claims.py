"""Parse the input lines of `footnote verify`, whatever is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

MAX_LINE_BYTES = 1 << 20
"""More than any abstract, so that a file that is not JSON Lines does not fill the memory."""

MAX_TEXT_CHARS = 4_000
"""Longer than any sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A text, and the `abstract` (with `title`) or the paper (`paper_id`) to check it against.

    `line` counts from 1; `given_id` is the line's own `id`, which may be any JSON.
    """

    line: int
    text: str
    abstract: str | None
    title: str
    paper_id: str
    given_id: Any = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """An invalid line, and what is wrong with it."""

    line: int
    message: str
    given_id: Any = None


def read_claims(stream: BinaryIO) -> Iterator[Claim | BadLine]:
    """Yield the claim of each line, in order; skip blank lines."""
    for number, raw in enumerate(_lines(stream), start=1):
        if len(raw) > MAX_LINE_BYTES:
            yield BadLine(number, f"it is longer than {MAX_LINE_BYTES:,} bytes")
        elif raw.strip():
            yield _parse_claim(number, raw)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield each line, or the beginning of one that is too long, which is too long as well."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(line) > MAX_LINE_BYTES:
            rest = stream.readline(MAX_LINE_BYTES + 1)
        yield line


def _parse_claim(number: int, raw: bytes) -> Claim | BadLine:
    try:
        given = json.loads(raw.decode("utf-8-sig"), parse_constant=_reject_constant)
    except UnicodeDecodeError:
        return BadLine(number, "it is not text (UTF-8)")
    except (ValueError, RecursionError):
        return BadLine(number, "it is not JSON")
    if not isinstance(given, dict):
        return BadLine(number, "it is not a JSON object")
    given_id = given.get("id")
    if problem := _find_problem(given):
        return BadLine(number, problem, given_id)
    return Claim(
        number,
        given["text"],
        given.get("abstract"),
        given.get("title") or "",
        given.get("paper_id") or "",
        given_id,
    )


def _find_problem(given: dict[str, Any]) -> str:
    """Return what is wrong with the values of a line; empty if nothing is."""
    for key in ("text", "abstract", "title", "paper_id"):
        value = given.get(key)
        if value is not None and not isinstance(value, str):
            return f"its {key} is not text"
        if value and any("\ud800" <= c <= "\udfff" for c in value):
            return f"its {key} is not text (UTF-8)"
    if not any(c.isalnum() for c in given.get("text") or ""):
        return "it has no text"
    if len(given["text"]) > MAX_TEXT_CHARS:
        return f"its text is longer than {MAX_TEXT_CHARS:,} characters; put one sentence on a line"
    if given.get("abstract") is None and not (given.get("paper_id") or "").strip():
        return "it has neither paper_id nor abstract"
    return ""


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
