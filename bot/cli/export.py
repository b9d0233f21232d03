"""`footnote export`: papers for reference managers, spreadsheets and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_library
from bot.cli.output_files import write_file

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog
    from retrieval.paper import Paper


class Format(StrEnum):
    """The forms of `bot.export.FORMATS`; a test holds the two together."""

    bibtex = "bibtex"
    ris = "ris"
    csv = "csv"
    markdown = "markdown"
    jsonl = "jsonl"


def export(
    ctx: typer.Context,
    format: Annotated[Format, typer.Option(help="The form to write.")],
    papers: Annotated[
        list[str] | None,
        typer.Argument(help="Ids, links, DOIs or titles; the whole library without any."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write to this file instead of standard output.")
    ] = None,
) -> None:
    """Write papers as BibTeX, RIS, CSV, Markdown or JSON lines."""
    from bot.cli.terminal import say
    from bot.export import export as written

    with open_library(ctx) as application:
        pieces = written(find_papers(application.catalog, papers), format.value)
        if out is not None:
            write_file(out, pieces)
            say(f"Wrote {out}.")
            return
        for piece in pieces:
            sys.stdout.write(piece)


def find_papers(catalog: Catalog, references: list[str] | None) -> Iterable[Paper]:
    """Return the papers named, each once; every paper of the library where none is named."""
    if not references:
        return (paper for batch in catalog.iterate() for paper in batch)
    # All are looked up first, so that an unknown one leaves no half of an output.
    return {paper.paper_id: paper for paper in map(catalog.find, references)}.values()
