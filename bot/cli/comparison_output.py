"""Print a comparison aspect by aspect, or convert it to CSV."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from bot.answering.answer import Cell, Comparison
from bot.answering.locations import locate
from bot.cli.answer_output import describe_read, print_accounts, print_notice
from bot.cli.terminal import format_link, format_title, print_labeled, print_text, safe_text
from bot.export.formats import csv_row, mark_title


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Print the papers, then what each states about each aspect."""
    for number, paper in enumerate(comparison.papers, start=1):
        read = safe_text(describe_read(paper, comparison.papers), "dim")
        print_labeled(console, f"[{number}]", [format_title(paper), format_link(paper), read])
    for aspect in comparison.aspects:
        console.print()
        print_text(console, aspect.name, "bold underline")
        for number, cell in enumerate(aspect.cells, start=1):
            text = safe_text(_format_cell(cell), "" if cell.stated else "dim italic")
            print_labeled(console, f"[{number}]", [text])
    print_accounts(console, comparison.papers)
    print_notice(console, comparison.notice)


def to_csv(comparison: Comparison) -> Iterator[str]:
    """Yield CSV with a row per aspect and a column per paper."""
    yield csv_row(["aspect", *map(mark_title, comparison.papers)])
    for aspect in comparison.aspects:
        yield csv_row([aspect.name, *map(_format_cell, aspect.cells)])


def _format_cell(cell: Cell) -> str:
    """Return what a cell says, and where in the whole paper that is."""
    location = locate(cell.evidence)
    return f"{cell.text} [{location.text}]" if location else cell.text
