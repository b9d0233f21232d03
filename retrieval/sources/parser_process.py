"""Parse a file in a child process with limits on time and memory.

Parsers of untrusted files may take quadratic time, exhaust memory or crash in C. The child does
not inherit the environment with its keys, and its answer is validated like the file itself.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.child_process import ChildLimits, ask_child
from retrieval.errors import ParserCrashed, ParserTimeout, SourceError
from retrieval.limits import BOUNDED_FIELDS
from retrieval.sources import files, json_lines
from retrieval.sources.fields import to_list
from retrieval.sources.records import Record, Rejected

WORKER: Final = (sys.executable, "-s", "-P", "-m", "retrieval.sources.parser_worker")
"""The command of the child; it imports installed packages only, not the working directory."""


@dataclass(frozen=True, slots=True)
class ParserLimits(ChildLimits):
    """Limits on parsing one file, of which `records` are read at most; None means unlimited."""

    records: int | None = None


UNLIMITED: Final = ParserLimits()
"""For the operator's own files, which Ctrl-C can stop."""

UPLOAD: Final = ParserLimits(
    seconds=30.0, memory_bytes=512 * 2**20, output_bytes=64 * 2**20, records=5_000
)
"""For members' files. Indexing 5,000 papers takes three minutes at thirty per second."""


def parse_file(path: Path) -> Iterator[Record | Rejected]:
    """Yield the papers of one of the operator's files, until Ctrl-C.

    Streams JSON lines in this process, and parses every other format in a child. Runs its own
    event loop, so the thread must not have one. Raises SourceError.
    """
    if files.is_json_lines(path):
        yield from files.read_file(path)
    else:
        yield from asyncio.run(parse(path.name, files.read_whole(path), UNLIMITED))


async def parse(
    name: str,
    data: bytes,
    limits: ParserLimits = UPLOAD,
    *,
    command: Sequence[str] = WORKER,
) -> list[Record | Rejected]:
    """Return the records of a file; its `name` decides the format if its content does not.

    Cancellation kills the child. Raises SourceError if the file has no papers, and its subclasses
    ParserTimeout and ParserCrashed if the child did not finish within the limits.
    """
    request = {"name": name, "max_records": limits.records}
    try:
        answered = await ask_child(command, request, data, limits)
    except TimeoutError as error:
        raise ParserTimeout(
            f"Reading {name} took more than {limits.seconds:g} seconds and was stopped: it is too "
            "large or too deeply nested. Split it, or convert it to JSON lines."
        ) from error
    return await asyncio.to_thread(_parse_answer, answered, name)


def _parse_answer(answered: bytes, name: str) -> list[Record | Rejected]:
    """Return the records of an answer, which is as untrusted as the file."""
    *lines, last = answered.split(b"\n")[:-1] or [b"{}"]
    end = _parse_object(last)
    if "done" in end:
        results = [_parse_result(_parse_object(line), name) for line in lines]
        return [*_report_unread(end, len(results)), *results]
    if isinstance(reason := end.get("unreadable"), str):
        raise SourceError(reason)
    raise _crash_error(name)


def _report_unread(end: dict[str, Any], read: int) -> list[Rejected]:
    """Return a rejection for the records past the limit, if any."""
    if not isinstance(line := end.get("more"), int):
        return []
    advice = "Give the rest in another file."
    return [Rejected(line, f"Only the first {read:,} records of a file are read. {advice}")]


def _parse_result(found: dict[str, Any], name: str) -> Record | Rejected:
    line, paper, reason = found.get("line"), found.get("paper"), found.get("reason")
    cut = tuple(name for name in BOUNDED_FIELDS if name in to_list(found.get("cut")))
    if isinstance(line, int) and isinstance(reason, str):
        return Rejected(line, reason)
    if not isinstance(line, int) or not isinstance(paper, dict):
        raise _crash_error(name)
    try:
        return Record(json_lines.from_json(paper, trust_ids=True, source=""), line, cut)
    except (ValueError, RecursionError) as error:
        raise _crash_error(name) from error


def _parse_object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _crash_error(name: str) -> ParserCrashed:
    return ParserCrashed(
        f"Reading {name} needed too much memory or failed. Check that it is complete, split it, "
        "or convert it to JSON lines."
    )
