"""Back up what cannot be rebuilt into one file, even while the bot runs, and restore it.

A backup has the papers and the data of servers and people. It has neither the indexes, which are
derived from the papers, nor keys, which belong to the environment. The file is a tar compressed by
Zstandard: first `manifest.json` with each file's SHA-256, then the databases.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

import zstandard
from pydantic import BaseModel, Field, ValidationError

from bot.errors import BackupError
from retrieval.text import patterns as re

DATABASES = ("state.db", "catalogue.db")
"""In the order of copying: stored data refers to papers, and papers are only ever added."""

DERIVED_FILES = ("chroma", "tantivy", "tokens.db", "index-checksums.json")
"""What is rebuilt from the papers."""

_PAGES = ("freelist_count", "page_count")
_MANIFEST = "manifest.json"
_FORMAT_VERSION = 1
_MAX_MANIFEST_BYTES = 100_000
_CHUNK_BYTES = 1 << 20

# Limits for reading untrusted files: `back_up` writes a manifest and two databases, each with at
# most one extra header of a few hundred bytes.
_MAX_HEADERS = 2 * (1 + len(DATABASES)) + 1
_MAX_HEADER_BYTES = 1 << 16
_MAX_WINDOW_BYTES = 1 << 25  # of Zstandard; our compression level uses at most 1 << 22
_MAX_RATIO = 5_000  # of unpacked to packed bytes
_ALWAYS_ALLOWED_BYTES = 1 << 30  # whatever the ratio, since a database may contain zeros
_BACKING_UP, _RESTORING = ".footnote-backup-", ".footnote-restore-"
"""How the folders of temporary copies begin, which only this module makes."""


class _ListedFile(BaseModel):
    bytes: int = Field(ge=0, strict=True)
    sha256: str


class _Manifest(BaseModel):
    """What a backup says of itself."""

    form: int
    made_at: datetime
    version: str
    files: dict[str, _ListedFile]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: when and by which version it was made, and the size of each file in bytes."""

    made_at: datetime
    version: str
    files: Mapping[str, int]


def back_up(data_dir: Path, to: Path, *, now: datetime, version: str) -> Backup:
    """Write a backup of the databases in `data_dir` to a new file; raise `BackupError`.

    SQLite's online backup copies a consistent state of each database. The file at `to` only
    appears once it is complete, and only its owner can read it.
    """
    if not (data_dir / "catalogue.db").is_file():
        raise BackupError(f"There is no library in {data_dir}, so there is nothing to back up.")
    if to.exists():
        raise BackupError(f"{to} already exists. Choose another name, or remove it.")
    if not to.parent.is_dir():
        raise BackupError(f"There is no folder {to.parent}. Create it, or choose another.")
    try:
        with _working_folder(_BACKING_UP, to.parent) as folder:
            part = folder / "backup.part"
            copies = [
                _copy_database(data_dir / name, folder / name)
                for name in DATABASES
                if (data_dir / name).is_file()
            ]
            made = Backup(now, version, {c.name: c.stat().st_size for c in copies})
            _write(part, made, copies)
            part.replace(to)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(
            f"The backup cannot be written to {to}: {_reason(error)}. Fix that, or choose another "
            "place."
        ) from error
    return made


def restore(
    data_dir: Path, backup: Path, *, now: datetime, check: Callable[[Path], None]
) -> tuple[Backup, Path | None]:
    """Restore the databases of a backup into `data_dir`, which the caller must have locked.

    Everything is read and checked before anything is changed. `check` gets the folder of the
    unpacked databases, and raises `BackupError` if they cannot be used. Returns the backup, and
    the folder inside `data_dir` to which previous data was moved, or None. Raises `BackupError`.
    """
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}.")
    try:
        with _working_folder(_RESTORING, data_dir) as unpacked:
            made = _unpack_all(backup, unpacked)
            for name in made.files:
                _check_database(unpacked / name, backup)
            check(unpacked)
            aside = _move_aside(data_dir, data_dir / f"before-restore-{now:%Y%m%d-%H%M%S}")
            for name in made.files:
                (unpacked / name).replace(data_dir / name)
    except OSError as error:
        raise BackupError(
            f"{backup} cannot be restored into {data_dir}: {_reason(error)}. Fix that, or choose "
            "another folder with FOOTNOTE_DATA_DIR."
        ) from error
    return made, aside


def _reason(error: Exception) -> str:
    """Return the reason of an error, without its number and file names."""
    return getattr(error, "strerror", None) or str(error)


@contextmanager
def _working_folder(prefix: str, parent: Path) -> Iterator[Path]:
    """Give a locked folder of temporary copies; remove those that killed processes left."""
    for left in parent.glob(f"{prefix}*"):
        with suppress(OSError), _lock(left):
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as folder, _lock(Path(folder)):
        yield Path(folder)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Lock a folder until the process ends; raise OSError if another has it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _copy_database(database: Path, to: Path) -> Path:
    """Copy the current state of a SQLite database; raise `BackupError` if it is damaged."""
    try:
        copied = _copy_pages(database, to)
        with closing(sqlite3.connect(copied)) as copy:
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise
        found = str(error)
    if found != "ok":
        raise BackupError(
            f"{database} is damaged ({found}), so there is nothing whole to back up. Restore an "
            "earlier backup with `footnote restore FILE --replace`."
        )
    return copied


def _copy_pages(database: Path, to: Path) -> Path:
    """Copy the current state of a SQLite database, even while others write to it."""
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        free, pages = (copy.execute(f"PRAGMA {n}").fetchone()[0] for n in _PAGES)
        if free > pages / 2:  # a copy of erased pages would be large, and look like a zip bomb
            copy.execute("VACUUM")
    return to


def _write(part: Path, made: Backup, copies: list[Path]) -> None:
    manifest = {
        "form": _FORMAT_VERSION,
        "made_at": made.made_at.isoformat(timespec="seconds"),
        "version": made.version,
        "files": {c.name: {"bytes": c.stat().st_size, "sha256": _sha256(c)} for c in copies},
    }
    with (
        os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        zstandard.ZstdCompressor(level=6).stream_writer(file) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT) as tar,
    ):
        written = json.dumps(manifest, indent=1).encode()
        about = tarfile.TarInfo(_MANIFEST)
        about.size, about.mode, about.mtime = len(written), 0o600, made.made_at.timestamp()
        tar.addfile(about, io.BytesIO(written))
        for copy in copies:
            about = tarfile.TarInfo(copy.name)
            about.size, about.mode = copy.stat().st_size, 0o600
            about.mtime = made.made_at.timestamp()
            with copy.open("rb") as content:
                tar.addfile(about, content)


def _unpack_all(backup: Path, folder: Path) -> Backup:
    """Stream the files of a backup into a folder, and check their sizes and hashes."""
    with _open_archive(backup) as stream:
        members = _iterate_members(stream)
        manifest = _read_manifest(next(members, None), backup)
        files = manifest.files
        _check_room(sum(listed.bytes for listed in files.values()), backup, folder)
        for member in members:
            listed = files.get(member.name)
            if listed is None or member.size != listed.bytes:
                raise _damaged_error(backup)
            if _unpack(member, folder / member.name) != listed.sha256:
                raise _damaged_error(backup)
    if any(not (folder / name).is_file() for name in files):
        raise _damaged_error(backup)
    return Backup(
        manifest.made_at, manifest.version, {name: listed.bytes for name, listed in files.items()}
    )


def _check_room(total: int, backup: Path, folder: Path) -> None:
    """Raise `BackupError` if the files are implausibly large, or exceed the free space."""
    if total > max(_ALWAYS_ALLOWED_BYTES, _MAX_RATIO * backup.stat().st_size):
        raise BackupError(
            f"{backup} would unpack to {_megabytes(total)}, over {_MAX_RATIO:,} times its size, so "
            "Footnote did not write it. Nothing was changed. Try another one."
        )
    free = shutil.disk_usage(folder).free
    if total > free:
        raise BackupError(
            f"{backup} unpacks to {_megabytes(total)}, and {folder.parent} has "
            f"{_megabytes(free)} free. Nothing was changed. Free some space, or choose another "
            "folder with FOOTNOTE_DATA_DIR."
        )


def _megabytes(count: int) -> str:
    return f"{-(-count // 1_000_000):,} MB"


@contextmanager
def _open_archive(backup: Path) -> Iterator[IO[bytes]]:
    try:
        with (
            backup.open("rb") as file,
            zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW_BYTES).stream_reader(
                file
            ) as unpacked,
        ):
            yield cast(IO[bytes], unpacked)
    except (tarfile.TarError, zstandard.ZstdError, EOFError) as error:
        raise _damaged_error(backup) from error


class _Member:
    """A file in an archive, which must be read before the next one."""

    def __init__(self, name: str, size: int, stream: IO[bytes]) -> None:
        self.name = name
        self.size = size
        self._left = size
        self._stream = stream

    def read(self, max_bytes: int) -> bytes:
        """Return up to `max_bytes` of the rest; raise EOFError if the file is cut off."""
        chunk = self._stream.read(min(max_bytes, self._left))
        if self._left and not chunk:
            raise EOFError
        self._left -= len(chunk)
        return chunk


def _iterate_members(stream: IO[bytes]) -> Iterator[_Member]:
    """Yield the files of a tar that `back_up` wrote; raise TarError and EOFError.

    `tarfile` reads headers of any length and maps of sparse files into memory, which a few
    kilobytes could fill. This reader limits headers, and refuses what `back_up` never writes.
    """
    size: int | None = None
    for _ in range(_MAX_HEADERS):
        block = _read_exactly(stream, tarfile.BLOCKSIZE)
        if not any(block):
            return
        header = tarfile.TarInfo.frombuf(block, tarfile.ENCODING, "surrogateescape")
        padding = -header.size % tarfile.BLOCKSIZE
        if header.type == tarfile.XHDTYPE and 0 <= header.size <= _MAX_HEADER_BYTES:
            records = _read_exactly(stream, header.size).decode("ascii", "replace")
            found = re.compile(r"^\d+ size=(\d{1,15})$", re.MULTILINE).search(records)
            _read_exactly(stream, padding)
            size = int(found[1]) if found else None
            continue
        if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
            raise tarfile.HeaderError("a kind of member that is never written")
        member = _Member(header.name, max(header.size, 0) if size is None else size, stream)
        yield member
        while member.read(_CHUNK_BYTES):
            pass
        _read_exactly(stream, -member.size % tarfile.BLOCKSIZE)
        size = None
    raise tarfile.HeaderError("more members than are ever written")


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    """Return exactly `count` bytes; raise EOFError if there are fewer."""
    read = bytearray()
    while len(read) < count:
        chunk = stream.read(count - len(read))
        if not chunk:
            raise EOFError
        read += chunk
    return bytes(read)


def _read_manifest(first: _Member | None, backup: Path) -> _Manifest:
    if first is None or first.name != _MANIFEST or first.size > _MAX_MANIFEST_BYTES:
        raise _damaged_error(backup)
    try:
        manifest = _Manifest.model_validate_json(
            b"".join(iter(lambda: first.read(_CHUNK_BYTES), b""))
        )
    except ValidationError as error:
        raise _damaged_error(backup) from error
    if manifest.form > _FORMAT_VERSION:
        raise BackupError(f"{backup} was made by a newer Footnote. Update Footnote, and try again.")
    if "catalogue.db" not in manifest.files or not set(manifest.files) <= set(DATABASES):
        raise _damaged_error(backup)
    return manifest


def _unpack(content: _Member, to: Path) -> str:
    hashed = hashlib.sha256()
    with to.open("xb") as file:
        while chunk := content.read(_CHUNK_BYTES):
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest()


def _check_database(database: Path, backup: Path) -> None:
    """Raise `BackupError` if a file is not an intact SQLite database."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            result = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise _damaged_error(backup) from error
    if result != ("ok",):
        raise _damaged_error(backup)


def _move_aside(data_dir: Path, aside: Path) -> Path | None:
    """Move the databases and what is derived from them into the folder `aside`."""
    names = [n + end for n in DATABASES for end in ("", "-wal", "-shm")]
    names += [n + end for n in DERIVED_FILES for end in ("", "-wal", "-shm")]
    existing = [name for name in names if (data_dir / name).exists()]
    if not existing:
        return None
    aside.mkdir(mode=0o700)
    for name in existing:
        shutil.move(data_dir / name, aside / name)
    return aside


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged_error(backup: Path) -> BackupError:
    return BackupError(
        f"{backup} is damaged, or not a backup of Footnote. Nothing was changed. Try another one."
    )
