"""Start the programs that the benchmark needs, talk to them, and end them."""

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

_NOT_PASSED_ON = ("FOOTNOTE_", "OPENAI_", "DISCORD_")  # settings of the reader's own
_PATIENCE = 30.0  # seconds for a program to end
_LONGEST_LINE = 256 * 1024 * 1024


class Program:
    """A Python program with a line in and a line out."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def line(self) -> str:
        """Return the next line that it prints; RuntimeError where it has ended."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a program ended with {await self._process.wait()}")
        return line.decode().strip()

    async def ask(self, command: str) -> dict[str, Any]:
        """Give it a command, and return the JSON that it answers with."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n".encode())
        await self._process.stdin.drain()
        answer: dict[str, Any] = json.loads(await self.line())
        return answer

    def cpu_seconds(self) -> float:
        """Return how much processor time it has had."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def program(
    *arguments: str, environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> AsyncIterator[Program]:
    """Run `python -m …` until the end of the block; stop it by SIGINT, and by SIGKILL at last."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=None if environ is None else dict(environ),
        cwd=cwd,
        limit=_LONGEST_LINE,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            try:
                async with asyncio.timeout(_PATIENCE):
                    await process.communicate()
            except TimeoutError:
                process.kill()
                await process.wait()


def bare_environ() -> dict[str, str]:
    """Return the environment without settings of Footnote's."""
    return {k: v for k, v in os.environ.items() if not k.startswith(_NOT_PASSED_ON)}


async def run(arguments: Sequence[str], environ: Mapping[str, str], cwd: Path) -> None:
    """Run `python …` to its end; RuntimeError where it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=dict(environ), cwd=cwd,
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    if await process.wait():
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
