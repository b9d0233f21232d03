"""`footnote search` and `footnote related`: find papers."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.context import open_library
from bot.cli.json_output import print_json
from bot.cli.options import (
    AsJson,
    Author,
    Category,
    Limit,
    Offset,
    Reference,
    Source,
    YearFrom,
    YearTo,
    build_filters,
)
from bot.cli.options import read_question as checked_question

if TYPE_CHECKING:
    from bot.answering.answer import SearchPage


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
    filters = build_filters(year_from, year_to, category, author, source)
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
    _print_page(page, as_json=as_json, first=offset + 1, filtered=bool(filters))


def related(
    ctx: typer.Context, paper: Reference, limit: Limit = 10, as_json: AsJson = False
) -> None:
    """Find the papers nearest to one."""
    with open_library(ctx) as application:
        page = asyncio.run(application.related(paper, limit=limit))
    _print_page(page, as_json=as_json)


def _print_page(page: SearchPage, *, as_json: bool, first: int = 1, filtered: bool = False) -> None:
    from bot.cli.paper_output import print_hits, print_nothing_found, search_to_json
    from bot.cli.terminal import output

    if as_json:
        print_json(search_to_json(page))
    elif page.hits:
        print_hits(output(), page.hits, first=first)
    else:
        print_nothing_found(output(), filtered=filtered)
