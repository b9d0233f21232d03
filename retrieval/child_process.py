"""Run a child process on an untrusted file, with limits on time and memory.

Parsers of untrusted files may take quadratic time, exhaust memory or crash in C. The child does
not inherit the environment with its keys, and its answer must be validated like the file itself.
Its modules call `retrieval.child_limits.limit_resources` first.
"""

from __future__ import annotations

import asyncio
import json
import os
from asyncio import StreamReader
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, cast

import retrieval
from retrieval.errors import SourceError

_INHERITED_VARIABLES: Final = ("LD_LIBRARY_PATH", "SYSTEMROOT")
"""Variables that Python needs to start on some platforms."""

_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""Spares numpy the start of a thread for each core, which takes half of its import."""

_CHUNK_BYTES = 2**16
# CPU limits that end a child whose parent was killed and cannot stop it.
_GRACE_SECONDS = 5  # beyond the wall-clock limit
_ORPHAN_SECONDS = 3_600  # without a wall-clock limit


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """Limits on a child; None means unlimited.

    `seconds` of wall-clock time, including startup; `memory_bytes` of address space, if the
    platform supports it; and `output_bytes` of its answer.
    """

    seconds: float | None = None
    memory_bytes: int | None = None
    output_bytes: int | None = None


async def ask_child(
    command: Sequence[str],
    request: Mapping[str, Any],
    data: bytes,
    limits: ChildLimits,
    on_part: Callable[[bytes], None] = lambda part: None,
) -> bytes:
    """Return what a child answers to a line of JSON and the bytes of a file.

    `on_part` gets the answer as it comes. It is empty if it exceeds the limit. Cancellation kills
    the child; raises TimeoutError where it takes too long, and SourceError without room for a
    temporary file.
    """
    seconds = limits.seconds
    cpu = _ORPHAN_SECONDS if seconds is None else int(seconds) + _GRACE_SECONDS
    header = {**request, "memory_bytes": limits.memory_bytes, "cpu_seconds": cpu}
    with await asyncio.to_thread(_write_request, header, data) as file:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=file,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_build_environment(),
            start_new_session=True,
        )
    try:
        async with asyncio.timeout(seconds):
            return await _read_answer(process, limits.output_bytes, on_part)
    finally:
        await asyncio.shield(_kill(process))


def _build_environment() -> dict[str, str]:
    """Return the variables that a child needs to find this package, without secrets."""
    inherited = {key: os.environ[key] for key in _INHERITED_VARIABLES if key in os.environ}
    package = str(Path(retrieval.__file__).parent.parent)
    return {**inherited, **_ONE_THREAD, "PYTHONPATH": package}


def _write_request(request: Mapping[str, Any], data: bytes) -> BinaryIO:
    """Return a temporary file of a request, which the child reads from its beginning."""
    try:
        file = TemporaryFile()  # noqa: SIM115 (the caller closes it)
        file.write(json.dumps(request).encode() + b"\n" + data)
        file.seek(0)
    except OSError as error:
        raise SourceError(
            f"The file cannot be read: there is no room for temporary files ({error.strerror}). "
            "Free some space, or set TMPDIR to another folder."
        ) from error
    return cast(BinaryIO, file)


async def _read_answer(
    process: Process, most: int | None, on_part: Callable[[bytes], None]
) -> bytes:
    """Return the whole answer, or b"" if it exceeds the limit."""
    output = cast(StreamReader, process.stdout)
    answered = bytearray()
    while part := await output.read(_CHUNK_BYTES):
        answered += part
        if most is not None and len(answered) > most:
            return b""
        on_part(part)
    await process.wait()
    return bytes(answered)


async def _kill(process: Process) -> None:
    """Kill a child if it still runs, and release its pipe."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    while await cast(StreamReader, process.stdout).read(_CHUNK_BYTES):
        pass  # the pipe closes only once it is drained
    await process.wait()
