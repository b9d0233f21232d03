"""Rate limits: one request at a time with a pause between, across threads and processes."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.errors import DataDirectoryError, SourceDown

_INSTANT_SECONDS = 1e-6  # the resolution of clocks
_DAY_SECONDS = 86_400.0  # longer delays are ignored


@dataclass(frozen=True, slots=True)
class _Mark:
    """The times of the last request and of the next allowed one, in seconds since 1970."""

    last: float = 0.0
    free: float = 0.0


@dataclass
class RequestSlot:
    """The right to send one request; records a longer delay if the service asks for one."""

    pause: float

    def delay_next(self, seconds: float) -> None:
        """Delay the next request by at least `seconds`."""
        self.pause = max(self.pause, min(seconds, _DAY_SECONDS))


_DAMAGED = (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError)


@dataclass
class RateLimiter:
    """One request at a time, `pause` seconds after the end of the one before.

    Processes that share `folder` share the limit, by a locked file with the times; the kernel
    frees the lock when a process dies. Without a folder, the threads of this process share it.
    Nothing sleeps while holding the lock.
    """

    name: str
    pause: float
    folder: Path | None
    max_wait: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _mark: _Mark = field(default=_Mark(), init=False)

    @contextmanager
    def slot(self) -> Iterator[RequestSlot]:
        """Wait until a request is allowed, and hold the lock meanwhile.

        Raises SourceDown if that takes longer than `max_wait`, and DataDirectoryError if the file
        cannot be written.
        """
        while True:
            with self._hold_file() as file:
                now = self.clock()
                left = self._count_seconds_left(self._read(file), now)
                if left <= _INSTANT_SECONDS:
                    slot = RequestSlot(self.pause)
                    # written first, so that the pause is kept even if this process is killed
                    self._write(file, _Mark(now, now + self.pause))
                    try:
                        yield slot
                    finally:
                        now = self.clock()
                        self._write(file, _Mark(now, now + slot.pause))
                    return
                self._write(file, _Mark(now, now + left))
            if left > self.max_wait:
                raise SourceDown(
                    f"{self.name} asked us to retry in {_format_duration(left)}. "
                    "Try again after that."
                )
            self.sleep(left)

    def _count_seconds_left(self, mark: _Mark, now: float) -> float:
        """Return the seconds to wait, also if the clock was set back."""
        return mark.free - max(now, mark.last)

    @contextmanager
    def _hold_file(self) -> Iterator[int | None]:
        with self._lock:
            if self.folder is None:
                yield None
                return
            try:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                path = self.folder / f"{self.name}.pace"
                file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                raise DataDirectoryError(
                    f"{self.folder} cannot be written ({error.strerror}): it holds the rate "
                    f"limit of {self.name}. Change its permissions."
                ) from error
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
            finally:
                os.close(file)

    def _read(self, file: int | None) -> _Mark:
        if file is None:
            return self._mark
        with contextlib.suppress(*_DAMAGED):
            kept = json.loads(os.pread(file, 4096, 0))
            mark = _Mark(float(kept["last"]), float(kept["free"]))
            if mark.free - mark.last <= max(_DAY_SECONDS, self.pause):  # longer delays are ignored
                return mark
        return self._mark  # the file is new or truncated

    def _write(self, file: int | None, mark: _Mark) -> None:
        self._mark = mark
        if file is None:
            return
        # always of one length, so that no write leaves part of another
        text = f'{{"last": {mark.last:20.6f}, "free": {mark.free:20.6f}}}'
        with contextlib.suppress(OSError):
            os.pwrite(file, text.encode(), 0)


def _format_duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5_400 else f"{seconds / 3_600:.0f} hours"
