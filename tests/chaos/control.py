"""Share a clock, and how often a database fails, between the playground and the bot's process."""

from __future__ import annotations

import os
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FORM = struct.Struct("<ddd")


class Control:
    """A file that both hold open: what the clocks show, and what share of statements fails.

    Between two settings time passes as it does; `advance` lets hours pass at once.
    """

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if start is not None:
            self._write(start.timestamp(), time.monotonic(), 0.0)

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)

    def seconds(self) -> float:
        """Return the time, in seconds since 1970."""
        shown, at, _ = self._read()
        return shown + time.monotonic() - at

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def advance(self, by: timedelta) -> None:
        """Let so much time pass at once."""
        self._write(self.seconds() + by.total_seconds(), time.monotonic(), self.failing)

    @property
    def failing(self) -> float:
        """The share of SQL statements that fail, from 0 to 1."""
        return self._read()[2]

    @failing.setter
    def failing(self, share: float) -> None:
        shown, at, _ = self._read()
        self._write(shown, at, share)

    def _read(self) -> tuple[float, float, float]:
        shown, at, failing = _FORM.unpack(os.pread(self._file, _FORM.size, 0))
        return shown, at, failing

    def _write(self, shown: float, at: float, failing: float) -> None:
        os.pwrite(self._file, _FORM.pack(shown, at, failing), 0)
