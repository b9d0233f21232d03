"""`footnote search` and `footnote related`: find papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.context import get_context, number_papers, open_application
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
    read_question,
)

if TYPE_CHECKING:
    from bot.answering.answer import SearchPage


SortBy = Literal["relevance", "newest", "oldest"]


def search(
    ctx: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            help='Words, a "quoted phrase", an author, an id or a link, or - for standard input.'
        ),
    ],
    year_from: YearFrom = None,
    year_to: YearTo = None,
    category: Category = None,
    author: Author = None,
    source: Source = None,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Annotated[SortBy, typer.Option(help="The order of the results.")] = "relevance",
    as_json: AsJson = False,
) -> None:
    """Search papers by keywords and meaning."""
    asked = read_question(query)
    filters = build_filters(year_from, year_to, category, author, source)
    with open_application(ctx) as application:
        page = get_context(ctx).run_async(
            application.search(
                asked,
                filters=filters,
                limit=limit,
                offset=offset,
                sort=sort,
            )
        )
        papers = application.catalog.count()
    _print_page(ctx, page, papers, as_json=as_json, first=offset + 1, filtered=bool(filters))


def related(
    ctx: typer.Context, paper: Reference, limit: Limit = 10, as_json: AsJson = False
) -> None:
    """Find related papers."""
    with open_application(ctx) as application:
        page = get_context(ctx).run_async(application.related(paper, limit=limit))
        papers = application.catalog.count()
    _print_page(ctx, page, papers, as_json=as_json)


def _print_page(
    ctx: typer.Context,
    page: SearchPage,
    papers: int,
    *,
    as_json: bool,
    first: int = 1,
    filtered: bool = False,
) -> None:
    from bot.cli.paper_output import EMPTY_LIBRARY, print_hits
    from bot.cli.terminal import print_text, stdout_console

    number_papers(ctx, [hit.paper.paper_id for hit in page.hits], first)
    if as_json:
        print_json(page)
    elif page.hits:
        print_hits(stdout_console(), page.hits, first=first)
    else:
        advice = "Try other words, or fewer filters." if filtered else "Try other words."
        shown = f"Nothing found. {advice}" if papers else EMPTY_LIBRARY
        print_text(stdout_console(), shown, "yellow")
