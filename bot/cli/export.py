"""`footnote export`: export papers for reference managers, spreadsheets and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.context import open_application
from bot.cli.files import write_file
from bot.cli.options import resolve_numbers

if TYPE_CHECKING:
    from retrieval.paper import Paper


Format = Literal["bibtex", "ris", "csv", "markdown", "jsonl"]
"""The formats of `bot.export.formats`, repeated here so that `--help` loads quickly."""


def export(
    ctx: typer.Context,
    papers: Annotated[
        list[str] | None,
        typer.Argument(
            help="Papers by id, link, DOI or title; default: all papers.", callback=resolve_numbers
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="The format to write.")] = "bibtex",
    out: Annotated[
        Path | None, typer.Option(help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Export papers as BibTeX, RIS, CSV, Markdown or JSON Lines."""
    from bot.cli.terminal import say
    from bot.export.escape import escape_terminal
    from bot.export.formats import export_papers

    with open_application(ctx) as application:
        catalog = application.catalog
        chosen: Iterable[Paper] = (paper for batch in catalog.iterate() for paper in batch)
        if papers:
            # Look up all of them first, so that an unknown one leaves no partial output.
            chosen = {paper.paper_id: paper for paper in map(catalog.find, papers)}.values()
        pieces = export_papers(chosen, format)
        if out is not None:
            write_file(out.expanduser(), pieces)
            say(f"Wrote {out}.")
            return
        for piece in pieces:
            sys.stdout.write(escape_terminal(piece) if sys.stdout.isatty() else piece)
