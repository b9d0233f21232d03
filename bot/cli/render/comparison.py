"""Lay out a comparison: a table where there is room, else one aspect below the other."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Aspect, Cell, Comparison
from bot.cli.render.answer import notice
from bot.cli.render.page import link, numbered, plain, show, titled
from bot.export.csv_table import row

_TABLE_FROM = 100
_NARROWEST_CELL = 22
_ASPECT_COLUMN = 14


def comparison(console: Console, made: Comparison) -> None:
    """Print the papers, then what each says of each aspect."""
    for number, paper in enumerate(made.papers, start=1):
        numbered(console, f"[{number}]", [titled(paper), link(paper)])
    console.print()
    room = (console.width - _ASPECT_COLUMN) // max(len(made.papers), 1)
    if console.width >= _TABLE_FROM and room >= _NARROWEST_CELL:
        console.print(_table(made))
    else:
        for number, aspect in enumerate(made.aspects):
            if number:
                console.print()
            _stacked(console, aspect)
    notice(console, made.notice)


def as_csv(made: Comparison) -> Iterator[str]:
    """Yield a row an aspect, a column a paper, as CSV."""
    yield row(["aspect", *(paper.title for paper in made.papers)])
    for aspect in made.aspects:
        yield row([aspect.name, *(cell.text for cell in aspect.cells)])


def _table(made: Comparison) -> Table:
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold")
    table.add_column("", style="bold", max_width=_ASPECT_COLUMN)
    for number, paper in enumerate(made.papers, start=1):
        head = Text(f"[{number}] ", "bold green")
        table.add_column(head + plain(_short(paper.title)), ratio=1, overflow="fold")
    for aspect in made.aspects:
        table.add_row(plain(aspect.name), *(_said(cell) for cell in aspect.cells))
    return table


def _stacked(console: Console, aspect: Aspect) -> None:
    show(console, plain(aspect.name, "bold underline"))
    for number, cell in enumerate(aspect.cells, start=1):
        numbered(console, f"[{number}]", [_said(cell)])


def _said(cell: Cell) -> Text:
    return plain(cell.text, "" if cell.stated else "dim italic")


def _short(title: str, limit: int = 60) -> str:
    """Return the name before a colon where a title has one, else the title's start."""
    name = title.split(": ")[0]
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"
