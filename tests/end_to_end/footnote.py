"""Run the command `footnote` as a process of its own, as a person or a script does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.end_to_end.preloaded import preloaded_footnote

ROOT = Path(__file__).parents[2]
_WITHIN = 600  # seconds: far more than any command takes, on a busy machine too


@dataclass(frozen=True, slots=True)
class Done:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """What `--json` says of an error: its kind and message."""
        found: dict[str, str] = json.loads(self.err.splitlines()[-1])["error"]
        return found

    @property
    def text(self) -> str:
        """All that was written, its lines joined."""
        return " ".join(f"{self.out}\n{self.err}".split())


class Footnote:
    """The command over one data directory, in an environment without anyone's settings."""

    def __init__(self, data_dir: Path, **environ: str) -> None:
        self.data_dir = data_dir
        self._environ = environ

    def __call__(
        self, *arguments: str | Path, code: int = 0, stdin: str | bytes = b"", **environ: str
    ) -> Done:
        """Run a command and return what came of it; it must end with `code`, without a trace."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        ended_with, out, err = preloaded_footnote().run(
            [*map(str, arguments)],
            stdin=given,
            cwd=self.data_dir.parent,
            env=self.environ(environ),
            timeout_seconds=_WITHIN,
        )
        done = Done(ended_with, out.decode(), err.decode())
        assert done.code == code, f"{arguments!r:.300} ended with {done.code}\n{done}"
        assert "Traceback" not in done.out + done.err
        return done

    def start(self, *arguments: str | Path, **environ: str) -> subprocess.Popen[bytes]:
        """Start a command with pipes, and leave it running."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.data_dir.parent,
            env=self.environ(environ),
        )

    def command(self, *arguments: str | Path) -> list[str]:
        """Return what is run."""
        return [sys.executable, "-m", "bot", *map(str, arguments)]

    def environ(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment of a command: nobody's key, nobody's server."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("FOOTNOTE_", "OPENAI_", "XDG_"))
        }
        ours = {
            "FOOTNOTE_DATA_DIR": str(self.data_dir),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }
        return {**clean, **ours, **self._environ, **(more or {})}
