"""`footnote related`: the papers nearest to one."""

from __future__ import annotations

import asyncio

import typer

from bot.cli import json_output
from bot.cli.context import open_library
from bot.cli.options import AsJson, Limit, Reference


def related(
    ctx: typer.Context, paper: Reference, limit: Limit = 10, as_json: AsJson = False
) -> None:
    """Find the papers nearest to one."""
    with open_library(ctx) as application:
        page = asyncio.run(application.related(paper, limit=limit))
        if as_json:
            json_output.emit(json_output.search(page))
            return
        from bot.cli.render import papers
        from bot.cli.terminal import output

        if page.hits:
            papers.hits(output(), page.hits)
        else:
            papers.nothing_found(output(), filtered=False)
