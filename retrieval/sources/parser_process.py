"""Parse a file in a child process, within limits of time and memory, and kill it on request.

Parsers of what others wrote may take quadratic time, fill the memory or crash in C. The child has
neither our environment, with its keys, nor anything else of ours; what it answers is checked as
the file itself would be.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import retrieval
from retrieval.errors import ParserCrashed, ParserTimeout, SourceError
from retrieval.limits import BOUNDED_FIELDS
from retrieval.sources import files, json_lines
from retrieval.sources.fields import to_list
from retrieval.sources.records import Record, Rejected

WORKER: Final = (sys.executable, "-s", "-P", "-m", "retrieval.sources.parser_worker")
"""The command of the child: the installed packages, and no module of the working directory."""

_INHERITED_VARIABLES: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")
"""The variables without which some platforms start no Python."""

_CHUNK_BYTES = 2**16
# Processor time after which a child ends whose parent was killed, and cannot end it.
_GRACE_SECONDS = 5  # seconds beyond the limit of wall-clock time
_ORPHAN_SECONDS = 3_600  # where there is none


@dataclass(frozen=True, slots=True)
class ParserLimits:
    """What parsing one file may take; None is no limit.

    `seconds` of wall-clock time, start included; `memory_bytes` of address space, where the
    platform can bound it; `output_bytes` of JSON; `records`, after which the rest is not read.
    """

    seconds: float | None = None
    memory_bytes: int | None = None
    output_bytes: int | None = None
    records: int | None = None


UNLIMITED: Final = ParserLimits()
"""For the operator's own files, which Ctrl-C can stop."""

UPLOAD: Final = ParserLimits(
    seconds=30.0, memory_bytes=512 * 2**20, output_bytes=64 * 2**20, records=5_000
)
"""For files of members. At thirty papers a second, 5,000 are indexed in three minutes."""


def parse_file(path: Path) -> Iterator[Record | Rejected]:
    """Yield the papers of a file of the operator's, which Ctrl-C stops at any time.

    JSON lines are read here, as they come; every other format in a child. Runs an event loop, so
    that there may be none in this thread. Raises SourceError.
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
    """Return the records of a file, whose `name` tells its format where its content does not.

    Cancelling kills the child. Raises SourceError where the file gives no paper, and of that
    ParserTimeout and ParserCrashed where no answer came within the limits.
    """
    request = {
        "name": name,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": _ORPHAN_SECONDS
        if limits.seconds is None
        else int(limits.seconds) + _GRACE_SECONDS,
        "max_records": limits.records,
    }
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_build_environment(),
        start_new_session=True,
    )
    child = _Child(process)
    try:
        async with asyncio.timeout(limits.seconds):
            answered = await child.request(json.dumps(request).encode() + b"\n" + data, limits)
    except TimeoutError as error:
        raise ParserTimeout(
            f"Reading {name} took more than {limits.seconds:g} seconds and was stopped: it is too "
            "large or too deeply nested. Give it in parts, or as JSON lines."
        ) from error
    finally:
        await asyncio.shield(child.kill())
    return await asyncio.to_thread(_parse_answer, answered, name)


def _build_environment() -> dict[str, str]:
    """Return what a child needs to find this package, and no secret."""
    inherited = {key: os.environ[key] for key in _INHERITED_VARIABLES if key in os.environ}
    return {**inherited, "PYTHONPATH": str(Path(retrieval.__file__).parent.parent)}


class _Child:
    """A running child, and both ends of the pipes to it."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._input = cast(StreamWriter, process.stdin)
        self._output = cast(StreamReader, process.stdout)

    async def request(self, request: bytes, limits: ParserLimits) -> bytes:
        """Return the whole answer; nothing where it is longer than may be."""
        feeding = asyncio.create_task(self._feed(request))
        answered = bytearray()
        try:
            while part := await self._output.read(_CHUNK_BYTES):
                answered += part
                if limits.output_bytes is not None and len(answered) > limits.output_bytes:
                    return b""
            await self._process.wait()
            return bytes(answered)
        finally:
            feeding.cancel()

    async def _feed(self, request: bytes) -> None:
        # A child that ends before it has read everything tells why by its answer, or has none.
        with suppress(BrokenPipeError, ConnectionResetError):
            self._input.write(request)
            await self._input.drain()
            self._input.close()
            await self._input.wait_closed()

    async def kill(self) -> None:
        """Kill the child if it is still there, and let go of it."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        self._input.close()
        while await self._output.read(_CHUNK_BYTES):
            pass  # a pipe is closed once it has been read
        await self._process.wait()


def _parse_answer(answered: bytes, name: str) -> list[Record | Rejected]:
    """Return the records of an answer, which is to be believed no more than the file."""
    *lines, last = answered.split(b"\n")[:-1] or [b"{}"]
    end = _parse_object(last)
    if "done" in end:
        results = [_parse_result(_parse_object(line), name) for line in lines]
        return [*_report_unread(end, len(results)), *results]
    if isinstance(reason := end.get("unreadable"), str):
        raise SourceError(reason)
    raise _crash_error(name)


def _report_unread(end: dict[str, Any], read: int) -> list[Rejected]:
    """Return what to tell of records past the limit, before all else that was rejected."""
    if not isinstance(line := end.get("more"), int):
        return []
    todo = "Give what follows in another file."
    return [
        Rejected(line, f"Only the first {read:,} records of a file are read, up to here. {todo}")
    ]


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
        f"Reading {name} needed too much memory or failed. Check that it is whole, give it in "
        "parts, or as JSON lines."
    )
