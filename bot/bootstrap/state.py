"""Open what servers and people keep, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.errors import ConsoleError, ExitCode
from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.stores import Stores, open_stores


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
