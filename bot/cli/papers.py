"""`footnote papers`: list, show and remove the papers of the library."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli.context import PaperSort, number_papers, open_application
from bot.cli.errors import CliError
from bot.cli.json_output import print_json
from bot.cli.options import (
    AsJson,
    Author,
    Category,
    Offset,
    Reference,
    References,
    Source,
    YearFrom,
    YearTo,
    build_filters,
)

_ALL = 1_000_000_000  # more papers than any library has
papers = typer.Typer(help="List, show and remove papers.", no_args_is_help=True)


@papers.command("list")
def list_papers(
    ctx: typer.Context,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    limit: Annotated[
        int | None, typer.Option(help="Maximum number of papers; default: all.", min=1)
    ] = None,
    offset: Offset = 0,
    sort: Annotated[
        PaperSort, typer.Option(help="By date of publication or import, newest first, or by title.")
    ] = "published",
    as_json: AsJson = False,
) -> None:
    """List the papers of the library."""
    filters = build_filters(year_from, year_to, category, author, source)
    with open_application(ctx) as application:
        from bot.cli.paper_output import print_papers
        from bot.cli.terminal import stdout_console

        page = application.catalog.page(filters, sort=sort, offset=offset, limit=limit or _ALL)
        found = [paper.for_reading() for paper in page]
        number_papers(ctx, [paper.paper_id for paper in found], offset + 1)
        if as_json:
            print_json(found)
            return
        print_papers(stdout_console(), found, offset + 1, application.catalog.count(filters))


@papers.command("show")
def show_paper(ctx: typer.Context, paper: Reference, as_json: AsJson = False) -> None:
    """Show one paper with its abstract."""
    with open_application(ctx) as application:
        from bot.cli.paper_output import print_paper
        from bot.cli.terminal import stdout_console

        found = application.catalog.find(paper).for_reading()
        provenance = application.catalog.get_provenance(found.paper_id)
        if as_json:
            print_json(
                found,
                abstract=found.abstract,
                published=found.published and found.published.isoformat(),
                updated=found.updated and found.updated.isoformat(),
                provenance=provenance,
                place=found.place,
            )
            return
        print_paper(stdout_console(), found, provenance)


@papers.command("remove")
def remove_papers(
    ctx: typer.Context,
    papers: References,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove papers from the library."""
    from bot.cli.paper_output import describe_paper
    from bot.cli.terminal import format_count, say

    with open_application(ctx, changes=True) as application:
        found = {p.paper_id: p.for_reading() for p in map(application.catalog.find, papers)}
        if not yes:
            say(*(describe_paper(paper) for paper in found.values()))
            if not sys.stdin.isatty() or as_json:
                raise CliError("Nothing was removed. Without a terminal to confirm at, add --yes.")
            if not typer.confirm(f"Remove {format_count(len(found), 'paper')}?", err=True):
                say("Nothing was removed.")
                return
        removed = application.catalog.remove(list(found))
        application.writer.drain()
        if as_json:
            print_json({"removed": list(found)})
        else:
            say(f"Removed {format_count(removed, 'paper')}.")
