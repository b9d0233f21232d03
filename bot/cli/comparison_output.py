"""Print a comparison as a table or a list, or convert it to CSV."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Aspect, Cell, Comparison
from bot.cli.answer_output import print_accounts, print_notice
from bot.cli.terminal import format_link, format_title, print_labeled, print_text, safe_text
from bot.export.formats import csv_row, mark_title

_MIN_TABLE_COLUMNS = 100
_MIN_CELL_COLUMNS = 22
_ASPECT_COLUMNS = 14


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print the papers, then what each states about each aspect."""
    for number, paper in enumerate(comparison.papers, start=1):
        print_labeled(console, f"[{number}]", [format_title(paper), format_link(paper)])
    console.print()
    room = (console.width - _ASPECT_COLUMNS) // max(len(comparison.papers), 1)
    if console.width >= _MIN_TABLE_COLUMNS and room >= _MIN_CELL_COLUMNS:
        console.print(_table(comparison))
    else:
        for number, aspect in enumerate(comparison.aspects):
            if number:
                console.print()
            _print_aspect(console, aspect)
    print_accounts(console, comparison.papers)
    print_notice(console, comparison.notice)


def to_csv(comparison: Comparison) -> Iterator[str]:
    """Yield CSV with a row per aspect and a column per paper."""
    yield csv_row(["aspect", *map(mark_title, comparison.papers)])
    for aspect in comparison.aspects:
        yield csv_row([aspect.name, *(cell.text for cell in aspect.cells)])


def _table(comparison: Comparison) -> Table:
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold")
    table.add_column("", style="bold", max_width=_ASPECT_COLUMNS)
    for number, paper in enumerate(comparison.papers, start=1):
        head = Text(f"[{number}] ", "bold green")
        table.add_column(
            head + safe_text(_short_title(mark_title(paper))), ratio=1, overflow="fold"
        )
    for aspect in comparison.aspects:
        table.add_row(safe_text(aspect.name), *(_format_cell(cell) for cell in aspect.cells))
    return table


def _print_aspect(console: Console, aspect: Aspect) -> None:
    print_text(console, aspect.name, "bold underline")
    for number, cell in enumerate(aspect.cells, start=1):
        print_labeled(console, f"[{number}]", [_format_cell(cell)])


def _format_cell(cell: Cell) -> Text:
    return safe_text(cell.text, "" if cell.stated else "dim italic")


def _short_title(title: str, limit: int = 60) -> str:
    """Return the part of a title before a colon, or else its start."""
    name = title.split(": ")[0]
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"
