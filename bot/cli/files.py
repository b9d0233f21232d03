"""Read and write the files that the command line names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.cli.errors import FileError


def cannot_read(path: Path, error: OSError) -> FileError:
    """Return the error for a file that the system cannot read."""
    return FileError(f"{path} cannot be read: {error.strerror}.")


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file; raise `FileError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not text (UTF-8).") from error


def write_file(path: Path, pieces: Iterable[str]) -> None:
    """Write the pieces to `path`, replacing an existing file only once all are written.

    Raises `FileError`.
    """
    if path.exists() and not path.is_file():
        temporary = path  # a device or pipe, such as /dev/stdout, is written to directly
    else:
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # Only the file raises OSError; the pieces raise Footnote's own errors.
        with temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.writelines(pieces)
        if temporary != path:
            temporary.replace(path)
    except BaseException as error:
        if temporary != path:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FileError(f"{path} cannot be written: {error.strerror}.") from error
        raise
