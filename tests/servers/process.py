"""Run a server on a free loopback port: wait until it answers, and until it is gone."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_READY_WITHIN = 180  # seconds


class ServerProcess:
    """A server that may be stopped and started again; what it says is in `server.log`."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        self._answers = answers
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def up(self) -> bool:
        """Whether it runs."""
        return self._process is not None

    def start(self, command: Sequence[str], folder: Path, **how: Any) -> None:
        """Start the server, with its log in a folder, and wait until it answers."""
        with (folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **how)
        deadline = time.monotonic() + _READY_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGTERM)
                raise RuntimeError((folder / "server.log").read_text(errors="replace"))
            time.sleep(0.05)

    def stop(self, by: signal.Signals, patience: float = 10) -> None:
        """Stop the server by a signal, and wait so many seconds until it is gone, or is killed."""
        if self._process is not None:
            self._process.send_signal(by)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def free_port() -> int:
    """Return a loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
