"""Open the library for a command and close it again, saying what there is to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.cli.ports import Application
from bot.cli.program import Program


def program(ctx: typer.Context) -> Program:
    """Return what the commands take from outside."""
    found = ctx.find_object(Program)
    if found is None:
        raise LookupError("create_app() gives every command its program")
    return found


@contextmanager
def library(
    ctx: typer.Context, *, rebuilding: bool = False, writes: bool = False
) -> Iterator[Application]:
    """Open the library; tell its notices on standard error.

    `writes` tells that the command has text written, so that how it will be is worth saying.
    """
    from bot.cli.terminal import say

    outside = program(ctx)
    with outside.open(outside.settings(), rebuilding=rebuilding) as application:
        say(*application.notices, application.model_notice if writes else "")
        yield application
