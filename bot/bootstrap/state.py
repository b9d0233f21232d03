"""Open what servers and people keep, back it up with the papers, and restore a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.cli.errors import ConsoleError, ExitCode
from bot.errors import StorageError
from bot.operations.backup import Backup, BackupFailed, back_up, put_back
from bot.settings import Settings
from bot.storage.stores import Stores, open_stores
from retrieval.errors import RetrievalError
from retrieval.library.catalog.catalog import open_catalog
from retrieval.library.data_directory import DataDirectory


class StateUnusable(ConsoleError):
    """What servers and people keep cannot be opened, or no longer be used."""

    code = ExitCode.LIBRARY
    kind = "state"


@contextmanager
def open_state(settings: Settings) -> Iterator[Stores]:
    """Open it for the length of the block; raise `StateUnusable` for what the block leaves."""
    try:
        with open_stores(settings.database or settings.data_dir / "state.db") as community:
            yield community
    except StorageError as error:
        raise StateUnusable(str(error)) from error


class BackupUnusable(ConsoleError):
    """A backup cannot be written, read or put back."""

    code = ExitCode.FILE
    kind = "backup"


def make_backup(settings: Settings, to: Path, now: datetime) -> Backup:
    """Write a backup, also while another process holds the library; raise `BackupUnusable`."""
    _check_here(settings)
    try:
        installed = version("footnote")
    except PackageNotFoundError:  # run from a checkout that is not installed
        installed = ""
    try:
        return back_up(settings.data_dir, to, now=now, version=installed)
    except BackupFailed as error:
        raise BackupUnusable(str(error)) from error


def restore_backup(settings: Settings, backup: Path, now: datetime) -> tuple[Backup, Path | None]:
    """Put a backup into the data directory; return it, and where what was there is now.

    Raises `BackupUnusable`, and `LibraryInUse` where another process holds the directory.
    """
    _check_here(settings)
    try:
        with DataDirectory.open(settings.data_dir):
            return put_back(
                settings.data_dir, backup, now=now, check=lambda folder: _check(folder, backup)
            )
    except BackupFailed as error:
        raise BackupUnusable(str(error)) from error


def _check(folder: Path, backup: Path) -> None:
    """Open the unpacked databases, and bring their tables up to date; raise `BackupFailed`."""
    try:
        with open_catalog(folder / "catalogue.db") as catalog:
            catalog.count()
        if (folder / "state.db").is_file():
            with open_stores(folder / "state.db"):
                pass
    except (RetrievalError, StorageError) as error:
        raise BackupFailed(
            f"{backup} cannot be put back: {str(error).replace(f'{folder}/', 'its ')} Nothing was "
            "changed."
        ) from error


def _check_here(settings: Settings) -> None:
    """Raise where the data directory has neither papers nor what people keep."""
    if settings.database:
        raise BackupUnusable(
            f"The papers and all that people keep are in {settings.database_shown}: back it up "
            "and put it back with PostgreSQL's pg_dump and pg_restore. After that, run "
            "`footnote reindex` if the Chroma server has not what the database has."
        )
