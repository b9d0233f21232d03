"""Print a comparison as a table, or aspect by aspect; write it as CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answering.answer import Aspect, Cell, Comparison
from bot.cli.answer_output import print_notice
from bot.cli.json_output import JSON, evidence_text, spans_to_json, timings_to_json, usage_to_json
from bot.cli.paper_output import paper_to_json
from bot.cli.terminal import link, plain, print_labeled, print_text, title_and_year
from bot.export.csv_table import row

if TYPE_CHECKING:
    from bot.answering.answer import Cell, Comparison


_MIN_TABLE_COLUMNS = 100
_MIN_CELL_COLUMNS = 22
_ASPECT_COLUMNS = 14


def print_comparison(console: Console, made: Comparison) -> None:
    """Print the papers, then what each says of each aspect."""
    for number, paper in enumerate(made.papers, start=1):
        print_labeled(console, f"[{number}]", [title_and_year(paper), link(paper)])
    console.print()
    room = (console.width - _ASPECT_COLUMNS) // max(len(made.papers), 1)
    if console.width >= _MIN_TABLE_COLUMNS and room >= _MIN_CELL_COLUMNS:
        console.print(_table(made))
    else:
        for number, aspect in enumerate(made.aspects):
            if number:
                console.print()
            _print_aspect(console, aspect)
    print_notice(console, made.notice)


def to_csv(made: Comparison) -> Iterator[str]:
    """Yield a row an aspect, a column a paper, as CSV."""
    yield row(["aspect", *(paper.title for paper in made.papers)])
    for aspect in made.aspects:
        yield row([aspect.name, *(cell.text for cell in aspect.cells)])


def _table(made: Comparison) -> Table:
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold")
    table.add_column("", style="bold", max_width=_ASPECT_COLUMNS)
    for number, paper in enumerate(made.papers, start=1):
        head = Text(f"[{number}] ", "bold green")
        table.add_column(head + plain(_short_title(paper.title)), ratio=1, overflow="fold")
    for aspect in made.aspects:
        table.add_row(plain(aspect.name), *(_cell_text(cell) for cell in aspect.cells))
    return table


def _print_aspect(console: Console, aspect: Aspect) -> None:
    print_text(console, plain(aspect.name, "bold underline"))
    for number, cell in enumerate(aspect.cells, start=1):
        print_labeled(console, f"[{number}]", [_cell_text(cell)])


def _cell_text(cell: Cell) -> Text:
    return plain(cell.text, "" if cell.stated else "dim italic")


def _short_title(title: str, limit: int = 60) -> str:
    """Return the name before a colon where a title has one, else the title's start."""
    name = title.split(": ")[0]
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def comparison_to_json(made: Comparison) -> JSON:
    """Return a comparison by aspect, a cell a paper in the order of `papers`."""
    return {
        "papers": [paper_to_json(p) for p in made.papers],
        "aspects": [{"name": a.name, "cells": [_cell(c) for c in a.cells]} for a in made.aspects],
        "mode": made.mode,
        "model": made.model,
        "notice": made.notice,
        "took_ms": timings_to_json(made.took),
        "usage": usage_to_json(made.usage),
    }


def _cell(c: Cell) -> JSON:
    return {
        "paper_id": c.paper_id,
        "text": c.text,
        "evidence": evidence_text(c.evidence),
        "spans": spans_to_json(c.evidence),
        "stated": c.stated,
    }
