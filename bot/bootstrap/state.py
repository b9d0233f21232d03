"""Open the stores of servers and people, back them up with the papers, and restore a backup."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from bot.errors import BackupError, StorageError
from bot.operations.backup import back_up, restore
from bot.settings import Settings
from bot.storage.stores import Stores, open_stores
from bot.version import installed_version
from retrieval.errors import RetrievalError
from retrieval.library.catalog.catalog import open_catalog
from retrieval.library.data_directory import DataDirectory


def open_state(settings: Settings) -> AbstractContextManager[Stores]:
    """Open the stores that the settings name, for the length of the block."""
    return open_stores(settings.database or settings.data_dir / "state.db")


def make_backup(settings: Settings, to: Path, now: datetime) -> Mapping[str, int]:
    """Write a backup, even while another process holds the library; return the sizes of its files.

    Raises `BackupError`.
    """
    _require_data_folder(settings)
    return back_up(settings.data_dir, to, now=now, version=installed_version())


def restore_backup(settings: Settings, backup: Path, now: datetime) -> tuple[datetime, Path | None]:
    """Restore a backup; return its time, and the folder to which the previous data was moved.

    Raises `BackupError`, and `LibraryInUse` if another process holds the data folder.
    """
    _require_data_folder(settings)
    with DataDirectory.open(settings.data_dir):
        return restore(
            settings.data_dir, backup, now=now, check=lambda folder: _check(folder, backup)
        )


def _check(folder: Path, backup: Path) -> None:
    """Open the unpacked databases, which migrates their tables; raise `BackupError`."""
    try:
        with open_catalog(folder / "catalogue.db") as catalog:
            catalog.count()
        if (folder / "state.db").is_file():
            with open_stores(folder / "state.db"):
                pass
    except (RetrievalError, StorageError) as error:
        raise BackupError(
            f"{backup} cannot be restored: {str(error).replace(f'{folder}/', 'its ')} Nothing was "
            "changed."
        ) from error


def _require_data_folder(settings: Settings) -> None:
    """Raise `BackupError` if papers and stores are in a PostgreSQL database."""
    if settings.database:
        raise BackupError(
            f"The papers and all stored data are in {settings.database_shown}. Back them up with "
            "pg_dump, and restore them with pg_restore. After restoring, run `footnote reindex` "
            "if the Chroma server does not have the same papers."
        )
