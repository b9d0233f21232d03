"""Copy what cannot be rebuilt into one file, also while the bot runs, and restore it.

That is the papers of record and all that servers and people keep. The indexes are derived from
them, and keys belong to the environment: a backup has neither. The file is a tar compressed by
Zstandard: `manifest.json` first, with each file's SHA-256, then the databases.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import zstandard

from bot.errors import BackupError

DATABASES = ("state.db", "catalogue.db")
"""In the order of copying: what people keep refers to papers, which are only ever added."""

DERIVED = ("chroma", "tantivy", "tokens.db", "index-checksums.json")
"""What is rebuilt from the papers of record."""

_PAGES = ("freelist_count", "page_count")
_MANIFEST = "manifest.json"
_FORMAT_VERSION = 1
_MAX_MANIFEST_BYTES = 100_000
_CHUNK_BYTES = 1 << 20

# What restoring reads, whatever a file holds: `back_up` writes a manifest and two databases, each
# with at most one header before its own, of some hundred bytes.
_MAX_HEADERS = 2 * (1 + len(DATABASES)) + 1
_MAX_HEADER_BYTES = 1 << 16
_MAX_WINDOW_BYTES = 1 << 25  # that Zstandard looks back; at our level it is 1 << 22 at most
_MAX_RATIO = 5_000  # of the bytes unpacked to those packed
_ALWAYS_ALLOWED_BYTES = (
    1 << 30
)  # bytes that a backup may always unpack to: a database may hold zeros


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: when and by which version it was made, and each file's bytes."""

    made_at: datetime
    version: str
    files: Mapping[str, int]


def back_up(data_dir: Path, to: Path, *, now: datetime, version: str) -> Backup:
    """Write a backup of the databases in `data_dir` to a new file; raise `BackupError`.

    Each database is copied as it stood at one moment, by SQLite's online backup. The file at `to`
    is there only once it is whole, and is its owner's alone.
    """
    if not (data_dir / "catalogue.db").is_file():
        raise BackupError(f"There is no library in {data_dir}, so nothing to back up.")
    if to.exists():
        raise BackupError(f"{to} is there already. Choose another name, or remove it.")
    if not to.parent.is_dir():
        raise BackupError(f"There is no folder {to.parent}. Make it, or choose another.")
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=to.parent) as folder:
            copies = [
                _copy_database(data_dir / name, Path(folder) / name)
                for name in DATABASES
                if (data_dir / name).is_file()
            ]
            made = Backup(now, version, {c.name: c.stat().st_size for c in copies})
            _write(part, made, copies)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BackupError(
            f"The backup cannot be written to {to}: {_reason(error)}. Choose another place, or "
            "mend that."
        ) from error
    return made


def put_back(
    data_dir: Path, backup: Path, *, now: datetime, check: Callable[[Path], None]
) -> tuple[Backup, Path | None]:
    """Put the databases of a backup into `data_dir`, which nobody else may use meanwhile.

    All of it is read and checked before anything is changed; `check` is given the folder of the
    unpacked databases, and raises `BackupError` for such as cannot be used. What was there goes
    into a folder beside it, which is returned too; None where nothing was. Raises `BackupError`.
    """
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}.")
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir) as unpacked:
            made = _unpack_all(backup, Path(unpacked))
            for name in made.files:
                _check(Path(unpacked) / name, backup)
            check(Path(unpacked))
            aside = _set_aside(data_dir, data_dir / f"before-restore-{now:%Y%m%d-%H%M%S}")
            for name in made.files:
                (Path(unpacked) / name).replace(data_dir / name)
    except OSError as error:
        raise BackupError(
            f"{backup} cannot be put back into {data_dir}: {_reason(error)}. Choose another folder "
            "with FOOTNOTE_DATA_DIR, or mend that."
        ) from error
    return made, aside


def _reason(error: Exception) -> str:
    """Return what went wrong, without numbers and the names of files in between."""
    return getattr(error, "strerror", None) or str(error)


def _copy_database(database: Path, to: Path) -> Path:
    """Copy a SQLite database as it is now, even while others write to it."""
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        free, pages = (copy.execute(f"PRAGMA {n}").fetchone()[0] for n in _PAGES)
        if free > pages / 2:  # what was erased need not be kept, nor make a backup look like a bomb
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
    """Write the files of a backup into a folder, and check their lengths and hashes.

    They are read as a stream, a chunk at a time.
    """
    with _open_archive(backup) as stream:
        members = _iterate_members(stream)
        manifest = _read_manifest(next(members, None), backup)
        files = manifest["files"]
        _check_room(sum(listed["bytes"] for listed in files.values()), backup, folder)
        for member in members:
            listed = files.get(member.name)
            if listed is None or member.size != listed["bytes"]:
                raise _damaged_error(backup)
            if _unpack(member, folder / member.name) != listed["sha256"]:
                raise _damaged_error(backup)
    if any(not (folder / name).is_file() for name in files):
        raise _damaged_error(backup)
    return Backup(
        datetime.fromisoformat(manifest["made_at"]),
        manifest["version"],
        {name: listed["bytes"] for name, listed in files.items()},
    )


def _check_room(total: int, backup: Path, folder: Path) -> None:
    """Raise where the files of a backup are larger than can be, or than there is room for."""
    if total > max(_ALWAYS_ALLOWED_BYTES, _MAX_RATIO * backup.stat().st_size):
        raise BackupError(
            f"{backup} would unpack to {_megabytes(total)}, over {_MAX_RATIO:,} times its size. No "
            "backup of Footnote's does. Nothing was changed; try another one."
        )
    free = shutil.disk_usage(folder).free
    if total > free:
        raise BackupError(
            f"{backup} unpacks to {_megabytes(total)}, and {folder.parent} has "
            f"{_megabytes(free)} free. Nothing was changed; make room, or choose another folder "
            "with FOOTNOTE_DATA_DIR."
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
    """A file in an archive; it is read once, before the next one is asked for."""

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

    `tarfile` reads headers of any length into memory, and maps of sparse files: a few kilobytes
    could fill it. Here a header has a bound, and what we never write is refused.
    """
    size: int | None = None
    for _ in range(_MAX_HEADERS):
        block = _read_exactly(stream, tarfile.BLOCKSIZE)
        if not any(block):
            return
        header = tarfile.TarInfo.frombuf(block, tarfile.ENCODING, "surrogateescape")
        padding = -header.size % tarfile.BLOCKSIZE
        if header.type == tarfile.XHDTYPE and 0 <= header.size <= _MAX_HEADER_BYTES:
            found = re.search(
                rb"^\d+ size=(\d{1,15})$", _read_exactly(stream, header.size), re.MULTILINE
            )
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
    """Return so many bytes; raise EOFError where there are fewer."""
    read = bytearray()
    while len(read) < count:
        chunk = stream.read(count - len(read))
        if not chunk:
            raise EOFError
        read += chunk
    return bytes(read)


def _read_manifest(first: _Member | None, backup: Path) -> Any:
    if first is None or first.name != _MANIFEST or first.size > _MAX_MANIFEST_BYTES:
        raise _damaged_error(backup)
    try:
        manifest = json.loads(b"".join(iter(lambda: first.read(_CHUNK_BYTES), b"")))
        form = manifest["form"]
        datetime.fromisoformat(manifest["made_at"])
        names = set(manifest["files"])
        fits = all(
            isinstance(listed["bytes"], int)
            and listed["bytes"] >= 0
            and isinstance(listed["sha256"], str)
            for listed in manifest["files"].values()
        ) and isinstance(manifest["version"], str)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged_error(backup) from error
    if isinstance(form, int) and form > _FORMAT_VERSION:
        raise BackupError(f"{backup} is of a newer Footnote. Update Footnote and try again.")
    if not fits or "catalogue.db" not in names or not names <= set(DATABASES):
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


def _check(database: Path, backup: Path) -> None:
    """Raise where a file is no sound SQLite database."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise _damaged_error(backup) from error
    if said != ("ok",):
        raise _damaged_error(backup)


def _set_aside(data_dir: Path, aside: Path) -> Path | None:
    """Move the databases and what is derived from them into a folder beside them."""
    names = [n + end for n in DATABASES for end in ("", "-wal", "-shm")]
    names += [n + end for n in DERIVED for end in ("", "-wal", "-shm")]
    there = [name for name in names if (data_dir / name).exists()]
    if not there:
        return None
    aside.mkdir(mode=0o700)
    for name in there:
        shutil.move(data_dir / name, aside / name)
    return aside


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged_error(backup: Path) -> BackupError:
    return BackupError(
        f"{backup} is no backup of Footnote's, or is damaged. Nothing was changed; try another one."
    )
