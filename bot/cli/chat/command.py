"""`footnote chat`: open the library and talk until the reader leaves."""

from __future__ import annotations

import asyncio
import sys

import typer

from bot.cli.context import context_of, open_library


def chat(ctx: typer.Context) -> None:
    """Talk with the library: ask, search, summarise and compare, one after the other."""
    with open_library(ctx, writes=True) as application:
        from bot.cli.chat.lines import PlainLines, TypedLines
        from bot.cli.chat.session import Session
        from bot.cli.terminal import output

        if sys.stdin.isatty() and sys.stdout.isatty():
            lines: TypedLines | PlainLines = TypedLines(application)
        else:
            lines = PlainLines(sys.stdin.buffer, sys.stdout)
        session = Session(application, output(), context_of(ctx))
        asyncio.run(session.run(lines))
