"""Lock the folder of a library for one process at a time."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retrieval.errors import DataDirectoryError, LibraryInUse

_LOCK_NAME = "lock"
_PROBE_BYTES = b"footnote" * 512
"""One page, written to detect a full disk."""

_MEMORY = Path("/dev/shm")  # noqa: S108 (the folder within it has a random name, for its owner)
_NOT_COPIED = frozenset({_LOCK_NAME, "cache", "footnote.log", ".db-shm"})

WriteBytes = Callable[[int, bytes], int]


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The folder of a library, and the paths of its parts."""

    path: Path

    @property
    def catalog(self) -> Path:
        """The SQLite file of the papers of record."""
        return self.path / "catalogue.db"

    @property
    def chroma(self) -> Path:
        """The folder of the embedded vector store."""
        return self.path / "chroma"

    @property
    def tantivy(self) -> Path:
        """The folder of the text index."""
        return self.path / "tantivy"

    @property
    def tokens(self) -> Path:
        """The SQLite file of the token vectors."""
        return self.path / "tokens.db"

    @property
    def cache(self) -> Path:
        """The folder of files that may be deleted at any time."""
        return self.path / "cache"

    @classmethod
    @contextmanager
    def open(
        cls,
        path: str | Path,
        *,
        write: bool = True,
        alone: bool = True,
        now: Callable[[], datetime] = datetime.now,
        arguments: Sequence[str] | None = None,
        write_bytes: WriteBytes = os.write,
    ) -> Iterator[DataDirectory]:
        """Create the folder at `path` if needed, and lock it while the context is open.

        Embedded Chroma allows only one process. The kernel frees the lock when the process ends.
        Without `alone` the folder is not locked, since it holds only deletable files. Without
        `write` it must exist, and is neither locked nor written.

        Raises LibraryInUse, DataDirectoryError.
        """
        directory = cls(Path(path))
        if not write:
            _check_readable(directory.path)
            yield directory
            return
        with _explain_errors(directory.path):
            directory.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not alone:
            with _explain_errors(directory.path):
                _probe(directory.path, write_bytes)
            yield directory
            return
        with _explain_errors(directory.path):
            lock = os.open(
                directory.path / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        try:
            with _explain_errors(directory.path):
                _acquire(lock, directory.path)
                _probe(directory.path, write_bytes)
                _write_holder(
                    lock, now(), sys.argv if arguments is None else arguments, write_bytes
                )
            yield directory
        finally:
            # The file stays: if it were deleted, two processes could each lock one of that name.
            os.close(lock)


@contextmanager
def open_copy(path: Path) -> Iterator[Path]:
    """Give a temporary copy of the library at `path`, which cannot be written, for reading.

    It is where temporary files go, or in memory; raises OSError if neither has room.
    """
    with ExitStack() as opened:
        try:
            copy = _copy(opened, path, None)
        except OSError:
            copy = _copy(opened, path, _MEMORY)
        yield copy


def _copy(opened: ExitStack, path: Path, parent: Path | None) -> Path:
    with ExitStack() as making:
        folder = Path(making.enter_context(TemporaryDirectory(prefix="footnote-", dir=parent)))
        for file in path.rglob("*"):
            kept = file.relative_to(path)
            if file.is_file() and _NOT_COPIED.isdisjoint((kept.parts[0], file.suffix)):
                (folder / kept).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, folder / kept)
        opened.push(making.pop_all())
    return folder


def _check_readable(path: Path) -> None:
    with _explain_errors(path):
        os.scandir(path).close()


def _probe(path: Path, write_bytes: WriteBytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".probe-", dir=path)
    try:
        _write_all(descriptor, _PROBE_BYTES, write_bytes)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
        Path(name).unlink()


def _acquire(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LibraryInUse(
            f"{path} is in use by {_describe_holder(lock)}. Stop that process and try again, or "
            "choose another data directory with FOOTNOTE_DATA_DIR. Commands that only read, such "
            "as ask, search and chat, work meanwhile."
        ) from error


def _write_holder(
    lock: int, now: datetime, arguments: Sequence[str], write_bytes: WriteBytes
) -> None:
    signature = {
        "pid": os.getpid(),
        "command": _describe_command(arguments),
        "host": socket.gethostname(),
        "since": now.isoformat(timespec="seconds"),
    }
    os.ftruncate(lock, 0)
    os.lseek(lock, 0, os.SEEK_SET)
    _write_all(lock, json.dumps(signature).encode(), write_bytes)
    os.fsync(lock)


def _write_all(descriptor: int, data: bytes, write_bytes: WriteBytes) -> None:
    while data:
        data = data[write_bytes(descriptor, data) :]


def _describe_holder(lock: int) -> str:
    """Describe the holder of the lock; its file may be half-written."""
    signature: Any = None
    with contextlib.suppress(OSError, ValueError):
        signature = json.loads(os.pread(lock, 4096, 0))
    try:
        since = datetime.fromisoformat(signature["since"])
        host = signature["host"]
        elsewhere = "" if host == socket.gethostname() else f" on {host}"
        known = f"{signature['command']}, since {since:%H:%M} on {since:%d %B %Y}"
        return f"process {signature['pid']}{elsewhere} ({known})"
    except (KeyError, TypeError, ValueError):
        return "another process"


def _describe_command(arguments: Sequence[str]) -> str:
    """Return the program and its subcommand; later arguments may be a user's text."""
    program = Path(arguments[0]).name if arguments and arguments[0] else "python"
    if program == "__main__.py":
        program = "footnote"
    subcommand = arguments[1] if len(arguments) > 1 else ""
    return f"{program} {subcommand}" if subcommand.isalpha() and subcommand.islower() else program


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DataDirectoryError(_explain_error(path, error)) from error


def _explain_error(path: Path, error: OSError) -> str:
    move = "choose another data directory with FOOTNOTE_DATA_DIR."
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"{path} is full. Free some space on its disk, or {move}"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{path} is read-only for you. Change its permissions, or {move}"
        case errno.EEXIST | errno.ENOTDIR:
            return f"{path} is not a folder: it, or a part of its path, is a file. Please {move}"
        case errno.EISDIR:
            return f"{path / _LOCK_NAME} is a folder, but must be a file. Remove it, or {move}"
        case errno.ENOENT:
            return f"{path} does not exist. Ingest some papers first, or {move}"
        case _:
            return f"{path} cannot be used ({error.strerror}). Check the disk, or {move}"
