"""Run the small model's server as a process of its own."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.small_model.weights import Weights

_ROOT = Path(__file__).parents[3]
_PATIENCE = 300.0  # seconds; it takes one, or many where others keep the processors busy


class SmallModel:
    """The server, from entering the context to leaving it; raises RuntimeError if it cannot.

    It ends once `alive`, the descriptor of a pipe, is closed here and in programs that inherit it.
    """

    def __init__(self, weights: Weights, log: Path) -> None:
        self._weights = weights
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self.base_url = ""

    def __enter__(self) -> Self:
        weights = self._weights
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "tests.servers.small_model", weights.name),
                    *(str(weights.path), weights.sha256, str(weights.window)),
                    str(weights.repeat_penalty),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=_ROOT,
                env={**os.environ, "PYTHONPATH": _path()},
            )
        self.base_url = self._first_line()
        if not self.base_url.startswith("http://127.0.0.1:"):
            self.stop()
            raise RuntimeError(f"the small model did not start: {self._said()}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def alive(self) -> int:
        """The descriptor of the pipe."""
        assert self._process is not None
        assert self._process.stdin is not None
        return self._process.stdin.fileno()

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _first_line(self) -> str:
        assert self._process is not None
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            return self._process.stdout.readline().strip() if waiting.select(_PATIENCE) else ""

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-400:]


def _path() -> str:
    given = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, (str(_ROOT), given)))
