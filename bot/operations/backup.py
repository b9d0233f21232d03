"""Back up what cannot be rebuilt into one file, even while the bot runs, and restore it.

A backup has the papers with their texts, and the data of servers and people. It has neither the
indexes, which are derived from the papers, nor keys, which belong to the environment. The file is a
tar compressed by Zstandard: first `manifest.json` with each file's SHA-256, then the databases.
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
from datetime import datetime
from pathlib import Path
from typing import IO, cast

import zstandard
from pydantic import BaseModel, Field, ValidationError

from bot.errors import BackupError
from retrieval.text import patterns as re

DATABASES = ("state.db", "catalogue.db")
"""In the order of copying: stored data refers to papers, and papers are only ever added."""

DERIVED_FILES = ("chroma", "tantivy", "passages", "tokens.db", "index-checksums.json")
"""What is rebuilt from the papers and their texts."""

_PAGES = ("freelist_count", "page_count")
_MANIFEST = "manifest.json"
_FORMAT_VERSION = 1
_MAX_MANIFEST_BYTES = 100_000
_CHUNK_BYTES = 1 << 20

# Limits for reading untrusted files
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


def back_up(data_dir: Path, to: Path, *, now: datetime, version: str) -> Mapping[str, int]:
    """Write a backup of the databases in `data_dir` to a new file; return their sizes in bytes.

    SQLite's online backup copies a consistent state of each database. The file at `to` only
    appears once it is complete, and only its owner can read it. Raises `BackupError`.
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
            _write(part, copies, now, version)
            part.replace(to)
            return {copy.name: copy.stat().st_size for copy in copies}
    except (OSError, sqlite3.Error) as error:
        raise BackupError(
            f"The backup cannot be written to {to}: {_reason(error)}. Fix that, or choose another "
            "place."
        ) from error


def restore(
    data_dir: Path, backup: Path, *, now: datetime, check: Callable[[Path], None]
) -> tuple[datetime, Path | None]:
    """Restore the databases of a backup into `data_dir`, which the caller must have locked.

    Everything is read and checked before anything is changed. `check` gets the folder of the
    unpacked databases, and raises `BackupError` if they cannot be used. Returns the time of the
    backup, and the folder inside `data_dir` to which previous data was moved, or None. Raises
    `BackupError`.
    """
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}.")
    try:
        with _working_folder(_RESTORING, data_dir) as unpacked:
            manifest = _unpack_all(backup, unpacked)
            for name in manifest.files:
                _check_database(unpacked / name, backup)
            check(unpacked)
            aside = _move_aside(data_dir, data_dir / f"before-restore-{now:%Y%m%d-%H%M%S}")
            for name in manifest.files:
                (unpacked / name).replace(data_dir / name)
    except OSError as error:
        raise BackupError(
            f"{backup} cannot be restored into {data_dir}: {_reason(error)}. Fix that, or choose "
            "another folder with FOOTNOTE_DATA_DIR."
        ) from error
    return manifest.made_at, aside


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


def _write(part: Path, copies: list[Path], now: datetime, version: str) -> None:
    manifest = {
        "form": _FORMAT_VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "version": version,
        "files": {c.name: {"bytes": c.stat().st_size, "sha256": _sha256(c)} for c in copies},
    }
    with (
        os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        zstandard.ZstdCompressor(level=6).stream_writer(file) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT) as tar,
    ):
        written = json.dumps(manifest, indent=1).encode()
        _add(tar, _MANIFEST, len(written), io.BytesIO(written), now)
        for copy in copies:
            with copy.open("rb") as content:
                _add(tar, copy.name, copy.stat().st_size, content, now)


def _add(tar: tarfile.TarFile, name: str, size: int, content: IO[bytes], now: datetime) -> None:
    header = tarfile.TarInfo(name)
    header.size, header.mode, header.mtime = size, 0o600, now.timestamp()
    tar.addfile(header, content)


def _unpack_all(backup: Path, folder: Path) -> _Manifest:
    """Stream the files of a backup into a folder, and check their sizes and hashes."""
    with _open_archive(backup) as stream:
        name, size = _read_header(stream)
        if name != _MANIFEST or size > _MAX_MANIFEST_BYTES:
            raise _damaged_error(backup)
        manifest = _parse_manifest(_read_exactly(stream, size), backup)
        _read_exactly(stream, -size % tarfile.BLOCKSIZE)
        _check_room(sum(listed.bytes for listed in manifest.files.values()), backup, folder)
        for name, listed in manifest.files.items():
            if _read_header(stream) != (name, listed.bytes):
                raise _damaged_error(backup)
            if _unpack(stream, listed.bytes, folder / name) != listed.sha256:
                raise _damaged_error(backup)
        if any(_read_exactly(stream, tarfile.BLOCKSIZE)):
            raise _damaged_error(backup)
    return manifest


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


def _read_header(stream: IO[bytes]) -> tuple[str, int]:
    """Return name and size of the next file of a tar that `back_up` wrote.

    `tarfile` reads headers of any length and maps of sparse files into memory, which a few
    kilobytes could fill. This function refuses what `back_up` never writes. Raises TarError and
    EOFError.
    """
    header, size = _read_block(stream), None
    if header.type == tarfile.XHDTYPE and 0 <= header.size <= _MAX_HEADER_BYTES:  # until 0.3
        records = _read_exactly(stream, header.size).decode("ascii", "replace")
        found = re.compile(r"^\d+ size=(\d{1,15})$", re.MULTILINE).search(records)
        size = int(found[1]) if found else None
        _read_exactly(stream, -header.size % tarfile.BLOCKSIZE)
        header = _read_block(stream)
    if header.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or header.size < 0:
        raise tarfile.HeaderError("a kind of member that is never written")
    return header.name, header.size if size is None else size


def _read_block(stream: IO[bytes]) -> tarfile.TarInfo:
    block = _read_exactly(stream, tarfile.BLOCKSIZE)
    return tarfile.TarInfo.frombuf(block, tarfile.ENCODING, "surrogateescape")


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    """Return exactly `count` bytes; raise EOFError if there are fewer."""
    read = bytearray()
    while len(read) < count:
        chunk = stream.read(count - len(read))
        if not chunk:
            raise EOFError
        read += chunk
    return bytes(read)


def _parse_manifest(text: bytes, backup: Path) -> _Manifest:
    try:
        manifest = _Manifest.model_validate_json(text)
    except ValidationError as error:
        raise _damaged_error(backup) from error
    if manifest.form > _FORMAT_VERSION:
        raise BackupError(f"{backup} was made by a newer Footnote. Update Footnote, and try again.")
    if "catalogue.db" not in manifest.files or not set(manifest.files) <= set(DATABASES):
        raise _damaged_error(backup)
    return manifest


def _unpack(stream: IO[bytes], size: int, to: Path) -> str:
    """Copy a file of the archive; return its SHA-256."""
    hashed = hashlib.sha256()
    with to.open("xb") as file:
        for start in range(0, size, _CHUNK_BYTES):
            chunk = _read_exactly(stream, min(_CHUNK_BYTES, size - start))
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    _read_exactly(stream, -size % tarfile.BLOCKSIZE)
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
