"""What the commands take from outside; `bot.__main__` gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # so that `footnote --help` need not load them
    from bot.cli.ports import Application, Judging, SearchMode
    from bot.settings import Settings
    from bot.storage.stores import Stores
    from retrieval.sources.records import Record, Rejected


class Opening(Protocol):
    """Opens the library for the length of a `with` block."""

    def __call__(
        self, settings: Settings, *, rebuilding: bool = ...
    ) -> AbstractContextManager[Application]:
        """Raise a `RetrievalError` where the library cannot be opened.

        `rebuilding` opens one whose vectors another embedder made, to make them anew.
        """


class Running(Protocol):
    """Runs the bot in Discord."""

    def __call__(self, settings: Settings) -> None:
        """Block until the bot is stopped; raise `ConsoleError` where Discord does not let it in."""


class Evaluation(Protocol):
    """How well a collection's questions find their papers."""

    @property
    def queries(self) -> int: ...  # noqa: D102
    @property
    def documents(self) -> int: ...  # noqa: D102
    @property
    def mode(self) -> str: ...  # noqa: D102
    @property
    def ndcg_at_10(self) -> float: ...  # noqa: D102
    @property
    def recall_at_10(self) -> float: ...  # noqa: D102
    @property
    def recall_at_100(self) -> float: ...  # noqa: D102
    @property
    def mrr_at_10(self) -> float: ...  # noqa: D102
    @property
    def seconds(self) -> float: ...  # noqa: D102


class Evaluating(Protocol):
    """Measures search on a BEIR folder."""

    def __call__(
        self,
        folder: Path,
        *,
        mode: SearchMode,
        data_dir: Path,
        run_out: Path | None,
        on_progress: Callable[[str], None],
    ) -> Evaluation:
        """Raise a `RetrievalError` where the folder is no such collection."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The readers behind `footnote ingest`; each yields as it reads, or raises `SourceError`."""

    page: Callable[[Path], Iterable[Record | Rejected]]
    file: Callable[[Path], Iterable[Record | Rejected]]
    starter: Callable[[], Iterable[Record | Rejected]]


class Backup(Protocol):
    """What a backup holds: when it was made, and the bytes of each of its files."""

    @property
    def made_at(self) -> datetime: ...  # noqa: D102 - the names say it
    @property
    def files(self) -> Mapping[str, int]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that the commands take from outside; `bot.__main__` fills it."""

    settings: Callable[[], Settings]
    open: Opening
    kept: Callable[[Settings], AbstractContextManager[Stores]]
    """Opens what servers and people keep, also while the bot runs."""
    run: Running
    evaluate: Evaluating
    judging: Callable[[Settings], AbstractContextManager[Judging]]
    sources: Callable[[], Sources]
    backup: Callable[[Settings, Path, datetime], Backup]
    restore: Callable[[Settings, Path, datetime], tuple[Backup, Path | None]]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_incident: Callable[[], str]
