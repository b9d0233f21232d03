"""Detect damaged index files that the index itself does not detect.

Chroma's HNSW graph has no checksums: a damaged file makes it find other papers or crash the
process. So the checksums of all files are stored when a library is closed and compared when it is
opened. A killed process stores none, and then only the index itself can detect damage.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_FILE_NAME = "index-checksums.json"
_CHUNK_BYTES = 1 << 20
_SKIPPED_SUFFIXES = (".sqlite3", ".lock")
"""Files that are skipped: SQLite detects damage itself, and locks are empty."""

_Checksum = tuple[int, int, int]  # bytes, time of the last change in nanoseconds, CRC-32


class Checksums:
    """The checksums of the files in some folders of a data directory.

    A file of unchanged size and time is not read again.
    """

    def __init__(self, data_dir: Path, folders: Sequence[str]) -> None:
        self._file = data_dir / _FILE_NAME
        self._data_dir = data_dir
        self._folders = folders
        self._is_damaged = False
        self._known: Mapping[str, _Checksum] = self._read()

    def find_damaged(self) -> tuple[str, ...]:
        """Return the folders with missing or changed files.

        If the checksums themselves are damaged, return all folders.
        """
        if self._is_damaged:
            return tuple(self._folders)
        wrong = {Path(name).parts[0] for name in self._known if not self._is_unchanged(name)}
        return tuple(folder for folder in self._folders if folder in wrong)

    def delete(self) -> None:
        """Delete the checksums; call it before writing any file."""
        self._file.unlink(missing_ok=True)

    def save(self) -> None:
        """Store the checksums of all files; store none if the disk is full."""
        part = self._file.with_suffix(".part")
        with suppress(OSError):
            part.write_text(json.dumps({name: self._checksum(name) for name in self._names()}))
            part.replace(self._file)

    def _read(self) -> Mapping[str, _Checksum]:
        try:
            kept = json.loads(self._file.read_bytes())
            return {str(name): (int(a), int(b), int(c)) for name, (a, b, c) in kept.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError):
            self._is_damaged = True
            return {}

    def _names(self) -> Iterator[str]:
        for folder in self._folders:
            for path in sorted((self._data_dir / folder).rglob("*")):
                if path.is_file() and not path.name.endswith(_SKIPPED_SUFFIXES):
                    yield str(path.relative_to(self._data_dir))

    def _is_unchanged(self, name: str) -> bool:
        try:
            # Not the times, as the file may have been copied since.
            return self._checksum(name)[::2] == self._known[name][::2]
        except OSError:
            return False

    def _checksum(self, name: str) -> _Checksum:
        path = self._data_dir / name
        about = path.stat()
        known = self._known.get(name)
        if known is not None and known[:2] == (about.st_size, about.st_mtime_ns):
            return known
        crc = 0
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                crc = zlib.crc32(chunk, crc)
        return about.st_size, about.st_mtime_ns, crc
