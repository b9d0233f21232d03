"""`footnote search`: the papers nearest to a query."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli import json_output, options
from bot.cli.context import open_library
from bot.cli.options import AsJson, Author, Category, Limit, Offset, Source, YearFrom, YearTo
from bot.cli.questions import question as checked_question


class SortBy(StrEnum):
    """The orders of a search."""

    relevance = "relevance"
    newest = "newest"
    oldest = "oldest"


class Leg(StrEnum):
    """The indexes that a search asks."""

    hybrid = "hybrid"
    lexical = "lexical"
    dense = "dense"


def search(
    ctx: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(help='Words, a "quoted phrase", a name, an id or link; - reads stdin.'),
    ],
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Annotated[SortBy, typer.Option(help="The order of the results.")] = SortBy.relevance,
    mode: Annotated[
        Leg, typer.Option(help="By words (lexical), by meaning (dense), or both.")
    ] = Leg.hybrid,
    as_json: AsJson = False,
) -> None:
    """Find papers by words and by meaning."""
    asked = checked_question(query, what="query")
    filters = options.filters(year_from, year_to, category, author, source)
    with open_library(ctx) as application:
        page = asyncio.run(
            application.search(
                asked,
                filters=filters,
                limit=limit,
                offset=offset,
                mode=mode.value,
                sort=sort.value,
            )
        )
        if as_json:
            json_output.emit(json_output.search(page))
            return
        from bot.cli.render import papers
        from bot.cli.terminal import output

        if page.hits:
            papers.hits(output(), page.hits, first=offset + 1)
        else:
            papers.nothing_found(output(), filtered=bool(filters))
