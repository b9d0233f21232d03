"""Show how far an ingest has come: on a terminal only, and never on standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bot.cli.ports import Progress
from bot.cli.terminal import remarks


class Tally:
    """The last progress that was told."""

    def __init__(self) -> None:
        self.last: Progress | None = None


@contextmanager
def progress_bar() -> Iterator[tuple[Callable[[Progress], None], Tally]]:
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

        def tell(now: Progress) -> None:
            tally.last = now
            bar.update(
                task,
                description=f"{now.read:,} read, {now.rejected:,} rejected",
                completed=now.indexed,
                total=(now.indexed + now.pending) or None,
            )

        yield tell, tally
