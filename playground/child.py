"""Run a bot as a child process: keep its last lines, end it cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import deque
from collections.abc import Mapping, Sequence

LAST_LINES = 15
"""How much of what a child said is told when it dies."""

PATIENCE = 10.0
"""How many seconds a child has to end before it is killed."""


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
            # Ctrl-C reaches us alone, and we end the child in our own time
            start_new_session=True,
        )
        return cls(process, show)

    @property
    def last_lines(self) -> list[str]:
        """Return what the command said last."""
        return list(self._last)

    async def ended(self) -> int:
        """Wait for the end and return the exit code; below 0 for a signal."""
        code = await self._process.wait()
        with contextlib.suppress(TimeoutError):
            # a grandchild may hold the pipe open
            await asyncio.wait_for(asyncio.shield(self._reading), PATIENCE)
        return code

    async def stop(self) -> None:
        """End it, politely first."""
        if self._process.returncode is None:
            self._signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._process.wait(), PATIENCE)
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
