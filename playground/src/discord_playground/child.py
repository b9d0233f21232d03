"""Run a bot as a child process: keep its last lines, end it cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import deque
from collections.abc import Mapping, Sequence

LAST_LINES = 15
"""How many of its last lines of output are kept."""

STOP_SECONDS = 10.0
"""How long a child may take to end before it is killed."""


class Child:
    """A running command. Its output is kept, not shown, unless `show` is given each line."""

    def __init__(self, process: asyncio.subprocess.Process, show: bool) -> None:
        self._process = process
        self._show = show
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(
        cls, command: Sequence[str], environment: Mapping[str, str], *, show: bool = False
    ) -> Child:
        """Start a command. OSError where there is no such program."""
        process = await asyncio.create_subprocess_exec(
            *command,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            # Ctrl-C reaches this process alone, which then stops the child itself
            start_new_session=True,
        )
        return cls(process, show)

    @property
    def last_lines(self) -> list[str]:
        """Return the last lines of its output."""
        return list(self._last)

    async def wait(self) -> int:
        """Wait for the end and return the exit code; below 0 for a signal."""
        code = await self._process.wait()
        with contextlib.suppress(TimeoutError):
            # a grandchild may hold the pipe open
            await asyncio.wait_for(asyncio.shield(self._reading), STOP_SECONDS)
        return code

    async def stop(self) -> None:
        """Send SIGTERM, and SIGKILL where that does not help in time."""
        if self._process.returncode is None:
            self._signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
            except TimeoutError:
                self._signal(signal.SIGKILL)
                await self._process.wait()
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 — a pipe was asked for
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line over the reader's limit, which is dropped
                continue
            if not line:
                return
            text = line.decode(errors="replace").rstrip()
            self._last.append(text)
            if self._show:
                print(f"  | {text}", flush=True)  # noqa: T201 — a program for a terminal
