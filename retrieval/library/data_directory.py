"""Lock the folder of a library for one process at a time."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from retrieval.errors import DataDirectoryError, LibraryInUse

_LOCK_NAME = "lock"
_PROBE_BYTES = b"footnote" * 512
"""One page, written to detect a full disk."""

_MEMORY = Path("/dev/shm")  # noqa: S108 (the folder within it has a random name, for its owner)


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
    def passages(self) -> Path:
        """The folder of the text index of passages."""
        return self.path / "passages"

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
    def open(cls, path: Path, *, alone: bool = True) -> Iterator[DataDirectory]:
        """Create the folder at `path` if needed, and lock it while the context is open.

        Embedded Chroma allows only one process. The kernel frees the lock when the process ends.
        Without `alone` the folder is not locked, since it holds only deletable files. Raises
        LibraryInUse, DataDirectoryError.
        """
        with ExitStack() as held:
            with _explain_errors(path):
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
                if alone:
                    held.enter_context(_lock(path))
                with NamedTemporaryFile(prefix=".probe-", dir=path) as probe:
                    probe.write(_PROBE_BYTES)
                    probe.flush()
                    os.fsync(probe.fileno())
            yield cls(path)


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
    not_copied = shutil.ignore_patterns(_LOCK_NAME, "cache", "footnote.log", "*.db-shm", "*.sock")
    with ExitStack() as making:
        folder = Path(making.enter_context(TemporaryDirectory(prefix="footnote-", dir=parent)))
        shutil.copytree(
            path,
            folder,
            ignore=not_copied,
            copy_function=shutil.copyfile,
            ignore_dangling_symlinks=True,
            dirs_exist_ok=True,
        )
        for each in (folder, *folder.rglob("*")):
            if each.is_dir():
                each.chmod(0o700)  # the original cannot be written
        opened.push(making.pop_all())
    return folder


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock of a folder. Its file stays: two processes could lock two of one name."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    with os.fdopen(os.open(path / _LOCK_NAME, flags, 0o600), "r+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LibraryInUse(
                f"{path} is in use by {_describe_holder(file.read())}. Stop that process and try "
                "again, or choose another data directory with FOOTNOTE_DATA_DIR. Commands that "
                "only read, such as ask, search and chat, work meanwhile."
            ) from error
        holder = {
            "pid": os.getpid(),
            "command": _describe_command(sys.argv),
            "host": socket.gethostname(),
            "since": datetime.now().isoformat(timespec="seconds"),
        }
        file.truncate(0)
        file.write(json.dumps(holder).encode())
        yield


def _describe_holder(written: bytes) -> str:
    """Describe the holder of a lock; its file may be half-written."""
    try:
        holder = json.loads(written)
        since = datetime.fromisoformat(holder["since"])
        host = holder["host"]
        elsewhere = "" if host == socket.gethostname() else f" on {host}"
        known = f"{holder['command']}, since {since:%H:%M} on {since:%d %B %Y}"
        return f"process {holder['pid']}{elsewhere} ({known})"
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
        case _:
            return f"{path} cannot be used ({error.strerror}). Check the disk, or {move}"
