"""Open the library for a command and close it again, saying what there is to say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer

from bot.cli.ports import Application
from bot.cli.program import Program

T = TypeVar("T")


def program(ctx: typer.Context) -> Program:
    """Return what the commands take from outside."""
    found = ctx.find_object(Program)
    if found is None:
        raise LookupError("create_app() gives every command its program")
    return found


async def within_limits(
    application: Application, work: Callable[[], Awaitable[T]], question: str = ""
) -> T:
    """Do what has text written, charged to the budget of all.

    Raises `QuestionFlagged` where moderation objects to `question`. Beyond the budget the model is
    not called, and quotes replace its text.
    """
    from bot.answering.budgets import NOBODY

    async with application.guard() as guard:
        if question:
            await guard.check_moderation(question)
        async with guard.charge(None, NOBODY):
            return await work()


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
