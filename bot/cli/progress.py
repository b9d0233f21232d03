"""Show how far an ingest has come: on a terminal only, and never on standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bot.cli.terminal import remarks

if TYPE_CHECKING:
    from retrieval.library.ingest import IngestProgress


class Tally:
    """The last progress that was told."""

    def __init__(self) -> None:
        self.last: IngestProgress | None = None


@contextmanager
def progress_bar() -> Iterator[tuple[Callable[[IngestProgress], None], Tally]]:
    """Yield what to call with each progress, and the tally of the last one."""
    console = remarks()
    tally = Tally()
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("indexed"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("Reading", total=None)

        def tell(now: IngestProgress) -> None:
            tally.last = now
            bar.update(
                task,
                description=f"{now.read:,} read, {now.rejected:,} rejected",
                completed=now.indexed,
                total=(now.indexed + now.pending) or None,
            )

        yield tell, tally
