"""The pieces that every page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from bot.export.inert import one_line
from retrieval.paper import Paper

MAX_WIDTH = 100
"""Lines of prose longer than this are hard to read, however wide the terminal is."""

_LONGEST_NAMES = 3


def plain(text: str, style: str = "") -> Text:
    """Return text from context, without anything that could steer the terminal or the layout."""
    return Text(one_line(text), style=style)


def width(console: Console) -> int:
    """Return how wide prose is set."""
    return min(console.width, MAX_WIDTH)


def show(console: Console, text: Text, indent: int = 0) -> None:
    """Print prose, every line of it indented by so many columns."""
    _print(console, Text(" " * indent), text)


def authors(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    if len(names) <= _LONGEST_NAMES + 1:
        return ", ".join(names)
    rest = len(names) - _LONGEST_NAMES
    return f"{', '.join(names[:_LONGEST_NAMES])} and {rest} more"


def titled(paper: Paper) -> Text:
    """Return the paper's title and year."""
    text = plain(paper.title or paper.paper_id, "bold")
    return text.append(f" ({paper.year})", "not bold") if paper.year else text


def byline(paper: Paper, *more: str) -> Text:
    """Return authors, categories and whatever else is known, with dots between.

    Of a withdrawn paper, that it is, before all else.
    """
    known = [authors(paper.authors), ", ".join(paper.categories), *more]
    about = plain(" · ".join(filter(None, known)), "dim")
    if not paper.withdrawn:
        return about
    return Text.assemble(("withdrawn", "bold red"), (" · ", "dim"), about)


def link(paper: Paper) -> Text:
    """Return the paper's address, else its id; never broken, so that it can be clicked."""
    text = plain(paper.link or paper.paper_id, "cyan")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def numbered(console: Console, label: str, lines: Iterable[Text]) -> None:
    """Print lines that hang beside a label such as `[1]`."""
    head = Text(f"{label} ", style="bold green")
    for line in lines:
        if line.plain:
            _print(console, head, line)
            head = Text(" " * len(head.plain))


def _print(console: Console, head: Text, text: Text) -> None:
    """Print wrapped lines behind `head` without the blanks that rich would fill them up with."""
    room = max(width(console) - len(head.plain), 20)
    for part in text.wrap(console, room):
        part.rstrip()
        console.print(head + part, soft_wrap=True)
        head = Text(" " * len(head.plain))
