"""Write a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.cli.errors import FileError


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces to `path`, taking the place of what was there only once all is written.

    Raises `FileError` where the file cannot be written.
    """
    if path.exists() and not path.is_file():
        # A device or pipe, /dev/stdout say, is written to and not replaced.
        _write(path, path, pieces)
        return
    _write(path, path.with_name(f".{path.name}.{os.getpid()}.part"), pieces)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, as `write_file` writes text."""
    if path.exists() and not path.is_file():
        _write(path, path, data)
        return
    _write(path, path.with_name(f".{path.name}.{os.getpid()}.part"), data)


def _write(path: Path, place: Path, pieces: Iterable[str] | bytes) -> None:
    try:
        if isinstance(pieces, bytes):
            place.write_bytes(pieces)
        else:
            # The system's own errors come from the file alone: pieces raise errors of ours.
            with place.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
                file.writelines(pieces)
        if place != path:
            place.replace(path)
    except BaseException as error:
        if place != path:
            with suppress(OSError):
                place.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FileError(f"{path} cannot be written: {error.strerror}.") from error
        raise
