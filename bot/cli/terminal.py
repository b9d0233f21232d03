"""Write to the terminal: its two streams, prose that wraps, names of papers, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bot.export.escape import escape_terminal, one_line
from retrieval.paper import Paper

if TYPE_CHECKING:
    from retrieval.library.ingest import IngestProgress


class Terminal(Console):
    """A rich console that takes no text for markup, and leaves a closed pipe to `errors`."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would hide behind an exit code of its own."""
        raise BrokenPipeError


def output(width: int | None = None) -> Terminal:
    """Return standard output; the environment's `COLUMNS` and `NO_COLOR` hold."""
    return Terminal(file=sys.stdout, markup=False, highlight=False, emoji=False, width=width)


def error_output() -> Terminal:
    """Return standard error, for notices, progress and errors."""
    return Terminal(file=sys.stderr, markup=False, highlight=False, emoji=False)


def say(*notices: str) -> None:
    """Tell people something beside the output."""
    for notice in filter(None, notices):
        error_output().print(Text(escape_terminal(notice), style="dim"))


MAX_COLUMNS = 100
"""Lines of prose longer than this are hard to read, however wide the terminal is."""

_MAX_AUTHORS = 3


def plain(text: str, style: str = "") -> Text:
    """Return text from context, without anything that could steer the terminal or the layout."""
    return Text(one_line(text), style=style)


def text_width(console: Console) -> int:
    """Return how wide prose is set."""
    return min(console.width, MAX_COLUMNS)


def print_text(console: Console, text: Text, indent: int = 0) -> None:
    """Print prose, every line of it indented by so many columns."""
    _print(console, Text(" " * indent), text)


def format_authors(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    if len(names) <= _MAX_AUTHORS + 1:
        return ", ".join(names)
    rest = len(names) - _MAX_AUTHORS
    return f"{', '.join(names[:_MAX_AUTHORS])} and {rest} more"


def title_and_year(paper: Paper) -> Text:
    """Return the paper's title and year."""
    text = plain(paper.title or paper.paper_id, "bold")
    return text.append(f" ({paper.year})", "not bold") if paper.year else text


def byline(paper: Paper, *more: str) -> Text:
    """Return authors, categories and whatever else is known, with dots between.

    Of a withdrawn paper, that it is, before all else.
    """
    known = [format_authors(paper.authors), ", ".join(paper.categories), *more]
    about = plain(" · ".join(filter(None, known)), "dim")
    if not paper.withdrawn:
        return about
    return Text.assemble(("withdrawn", "bold red"), (" · ", "dim"), about)


def link(paper: Paper) -> Text:
    """Return the paper's address, else its id; never broken, so that it can be clicked."""
    text = plain(paper.link or paper.paper_id, "cyan")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def print_labeled(console: Console, label: str, lines: Iterable[Text]) -> None:
    """Print lines that hang beside a label such as `[1]`."""
    head = Text(f"{label} ", style="bold green")
    for line in lines:
        if line.plain:
            _print(console, head, line)
            head = Text(" " * len(head.plain))


def _print(console: Console, head: Text, text: Text) -> None:
    """Print wrapped lines behind `head` without the blanks that rich would fill them up with."""
    room = max(text_width(console) - len(head.plain), 20)
    for part in text.wrap(console, room):
        part.rstrip()
        console.print(head + part, soft_wrap=True)
        head = Text(" " * len(head.plain))


class Tally:
    """The last progress that was told."""

    def __init__(self) -> None:
        self.last: IngestProgress | None = None


@contextmanager
def progress_bar() -> Iterator[tuple[Callable[[IngestProgress], None], Tally]]:
    """Yield what to call with each progress, and the tally of the last one."""
    console = error_output()
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
