"""Start the programs that a benchmark needs, talk to them, and end them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks.libraries import ROOT

_SETTINGS = ("FOOTNOTE_", "OPENAI_", "DISCORD_")
_STOP_SECONDS = 30.0
_MAX_LINE_BYTES = 256 * 1024 * 1024


class Program:
    """A Python program that answers lines with lines."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def read_line(self) -> str:
        """Return the next line that it prints; raise RuntimeError if it has ended."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a program ended with {await self._process.wait()}")
        return line.decode().strip()

    async def ask(self, command: str) -> dict[str, Any]:
        """Send a line, and return the JSON that it answers with."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n".encode())
        await self._process.stdin.drain()
        answer: dict[str, Any] = json.loads(await self.read_line())
        return answer

    async def wait(self) -> None:
        """Wait until it ends by itself; raise RuntimeError if it fails."""
        await self._process.communicate()
        if self._process.returncode:
            raise RuntimeError(f"a program ended with {self._process.returncode}")

    def cpu_seconds(self) -> float:
        """Return how much processor time it has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def program(
    *arguments: str,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    python: str = sys.executable,
) -> AsyncIterator[Program]:
    """Run `python …` until the end of the block; stop it by SIGINT, then by SIGKILL."""
    process = await asyncio.create_subprocess_exec(
        python,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=None if environ is None else dict(environ),
        cwd=cwd,
        limit=_MAX_LINE_BYTES,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            try:
                async with asyncio.timeout(_STOP_SECONDS):
                    await process.communicate()
            except TimeoutError:
                process.kill()
                await process.wait()


def clean_environ(**settings: str) -> dict[str, str]:
    """Return the environment without the caller's settings of Footnote, and with these."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_SETTINGS)}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


async def run(arguments: Sequence[str], environ: Mapping[str, str], cwd: Path) -> None:
    """Run `python …` to its end; raise RuntimeError if it fails."""
    async with program(*arguments, environ=environ, cwd=cwd) as started:
        await started.wait()


@asynccontextmanager
async def serve_model(token_seconds: float) -> AsyncIterator[Program]:
    """Run the tests' model server, which streams at a pace; the first line is its address."""
    arguments = ("-m", "tests.servers.model_server", "--pace", str(token_seconds))
    async with program(*arguments, cwd=ROOT) as server:
        yield server
