"""`footnote related`: the papers nearest to one."""

from __future__ import annotations

import asyncio

import typer

from bot.console import json_output
from bot.console.options import AsJson, Limit, Reference
from bot.console.running import library


def related(
    ctx: typer.Context, paper: Reference, limit: Limit = 10, as_json: AsJson = False
) -> None:
    """Find the papers nearest to one."""
    with library(ctx) as application:
        page = asyncio.run(application.related(paper, limit=limit))
        if as_json:
            json_output.emit(json_output.search(page))
            return
        from bot.console.render import papers
        from bot.console.terminal import output

        if page.hits:
            papers.hits(output(), page.hits)
        else:
            papers.nothing_found(output(), filtered=False)
