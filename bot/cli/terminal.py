"""Write to the terminal: its two streams, wrapped prose, names of papers, and progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.export.escape import escape_terminal, one_line
from retrieval.paper import Paper

if TYPE_CHECKING:
    from retrieval.library.ingest import IngestProgress


MAX_COLUMNS = 100
"""Longer lines of prose are hard to read, however wide the terminal is."""

_MIN_COLUMNS = 20
_MAX_AUTHORS = 3


class Terminal(Console):
    """A rich console that takes no text for markup, and leaves a closed pipe to `errors`."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would turn into an exit code of its own."""
        raise BrokenPipeError


def stdout_console() -> Terminal:
    """Return standard output; respects `COLUMNS` and `NO_COLOR`."""
    return Terminal(file=sys.stdout, markup=False, highlight=False, emoji=False)


def stderr_console() -> Terminal:
    """Return standard error, for notices, progress and errors."""
    return Terminal(file=sys.stderr, markup=False, highlight=False, emoji=False)


def say(*notices: str) -> None:
    """Print notices on standard error, so that they do not mix with the output."""
    for notice in filter(None, notices):
        stderr_console().print(Text(escape_terminal(notice), style="dim"))


def safe_text(text: str, style: str = "") -> Text:
    """Return text on one line, without anything that could control the terminal."""
    return Text(one_line(text), style=style)


def text_width(console: Console) -> int:
    """Return the number of columns for prose."""
    return min(console.width, MAX_COLUMNS)


def print_text(console: Console, text: Text | str, style: str = "", indent: int = 0) -> None:
    """Print prose, with every line indented by so many columns; a `str` is made safe."""
    safe = safe_text(text, style) if isinstance(text, str) else text
    _print_wrapped(console, Text(" " * indent), safe)


def print_labeled(console: Console, label: str, lines: Iterable[Text]) -> None:
    """Print lines beside a label such as `[1]`; empty ones are left out."""
    head = Text(f"{label} ", style="bold green")
    for line in lines:
        if line.plain:
            _print_wrapped(console, head, line)
            head = Text(" " * len(head.plain))


def _print_wrapped(console: Console, head: Text, text: Text) -> None:
    """Print wrapped lines after `head`, without the trailing blanks that rich would add."""
    for line in text.wrap(console, max(text_width(console) - len(head.plain), _MIN_COLUMNS)):
        line.rstrip()
        console.print(head + line, soft_wrap=True)
        head = Text(" " * len(head.plain))


def print_facts(console: Console, facts: Mapping[str, str]) -> None:
    """Print each fact beside its name, without those that are empty."""
    width = max(map(len, facts))
    for name, value in facts.items():
        if value:
            print_labeled(console, name.ljust(width), [safe_text(value)])


def print_list(console: Console, items: Iterable[Iterable[Text]], first: int = 1) -> None:
    """Print items numbered from `first`, each of some lines, with a blank line between them."""
    listed = list(items)
    width = len(str(first + len(listed) - 1))
    for number, lines in enumerate(listed, start=first):
        if number > first:
            console.print()
        print_labeled(console, f"{number:>{width}}.", lines)


def print_table(console: Console, rows: Iterable[Sequence[Text | str]]) -> None:
    """Print rows in columns, without lines between them."""
    table = Table.grid(padding=(0, 2))
    for row in rows:
        table.add_row(*row)
    console.print(table)


def format_count(count: int, noun: str) -> str:
    """Return a number of things, such as "1 paper" or "2,000 papers"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def format_authors(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    if len(names) <= _MAX_AUTHORS + 1:
        return ", ".join(names)
    rest = len(names) - _MAX_AUTHORS
    return f"{', '.join(names[:_MAX_AUTHORS])} and {rest} more"


def format_title(paper: Paper) -> Text:
    """Return the paper's title and year."""
    text = safe_text(paper.title or paper.paper_id, "bold")
    return text.append(f" ({paper.year})", "not bold") if paper.year else text


def format_byline(paper: Paper, *more: str) -> Text:
    """Return authors, categories and `more`; a withdrawn paper is marked first."""
    known = [format_authors(paper.authors), ", ".join(paper.categories), *more]
    known = ["uploaded by a member", *known] if paper.is_upload else known
    about = safe_text(" · ".join(filter(None, known)), "dim")
    if not paper.withdrawn:
        return about
    return Text.assemble(("withdrawn", "bold red"), (" · ", "dim"), about)


def format_link(paper: Paper) -> Text:
    """Return the paper's address or else its id; it is never wrapped, so that one can click it."""
    text = safe_text(paper.link or paper.paper_id, "cyan")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def format_paper(paper: Paper) -> list[Text]:
    """Return title, byline and link, each a line."""
    return [format_title(paper), format_byline(paper), format_link(paper)]


@contextmanager
def show_status() -> Iterator[Callable[[str], None]]:
    """Show a line on standard error while the block runs; give the function that changes it."""
    from rich.text import Text

    with stderr_console().status("Reading …") as status:
        yield lambda line: status.update(Text(escape_terminal(line)))


@contextmanager
def show_progress() -> Iterator[Callable[[IngestProgress], None]]:
    """Show on standard error how far an ingest is; give the function that updates it."""
    with stderr_console().status("Reading …") as status:

        def update(progress: IngestProgress) -> None:
            total = progress.indexed + progress.pending
            status.update(
                f"{progress.read:,} read, {progress.rejected:,} rejected, "
                f"{progress.indexed:,} of {total:,} indexed"
            )

        yield update
