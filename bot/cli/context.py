"""What the commands need from outside; `bot.__main__` fills it, tests fill it with fakes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:  # so that `footnote --help` need not load them
    from bot.application import Application
    from bot.grounding.checker import ClaimChecker
    from bot.settings import Settings
    from bot.storage.stores import Stores
    from retrieval.evaluation import EvaluationReport
    from retrieval.sources.records import Record, Rejected

SearchMode = Literal["hybrid", "lexical", "dense"]
Sort = Literal["relevance", "newest", "oldest"]
PaperSort = Literal["published", "title", "added"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CliContext:
    """The functions behind the commands.

    `open_application` takes the settings and `rebuilding=True` to open a library whose vectors
    another embedder made; it raises `RetrievalError`. `open_stores` opens what servers and
    people keep, also while the bot runs. `run_bot` blocks until the bot is stopped and raises
    `ConsoleError`. `evaluate_search` takes a BEIR folder with `mode`, `data_dir`, `run_out` and
    `on_progress`. `open_checker` gives the support check without a library. `read_file` and
    `read_starter` yield as they read and raise `SourceError`. `back_up` returns the bytes of each
    file; `restore` the moment of the backup, and where the previous data was moved. `log_event`
    appends an event to the log and returns where that is.
    """

    load_settings: Callable[[], Settings]
    open_application: Callable[..., AbstractContextManager[Application]]
    open_stores: Callable[[Settings], AbstractContextManager[Stores]]
    run_bot: Callable[[Settings], None]
    evaluate_search: Callable[..., EvaluationReport]
    open_checker: Callable[[Settings], AbstractContextManager[ClaimChecker]]
    read_file: Callable[[Path], Iterable[Record | Rejected]]
    read_starter: Callable[[], Iterable[Record | Rejected]]
    back_up: Callable[[Settings, Path, datetime], Mapping[str, int]]
    restore: Callable[[Settings, Path, datetime], tuple[datetime, Path | None]]
    log_event: Callable[[Settings, Mapping[str, Any]], str]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_incident: Callable[[], str]


def context_of(ctx: typer.Context) -> CliContext:
    """Return the context that `create_app()` was given."""
    found = ctx.find_object(CliContext)
    if found is None:
        raise LookupError("create_app() gives every command its context")
    return found


async def within_limits(
    application: Application, work: Callable[[], Awaitable[T]], question: str = ""
) -> T:
    """Have text written by `work`, charged to the budget of all.

    Raises `QuestionFlagged` if moderation objects to `question`. Beyond the budget the model is
    not called, and quotes replace its text.
    """
    from bot.answering.budgets import NOBODY

    async with application.open_guard() as guard:
        if question:
            await guard.check_moderation(question)
        async with guard.charge(None, NOBODY):
            return await work()


@contextmanager
def open_library(
    ctx: typer.Context, *, rebuilding: bool = False, writes: bool = False
) -> Iterator[Application]:
    """Open the library, and print its notices on standard error.

    With `writes`, the command has text written: say so if no language model does it.
    """
    from bot.cli.terminal import say

    context = context_of(ctx)
    with context.open_application(context.load_settings(), rebuilding=rebuilding) as application:
        say(*application.notices, application.model_notice if writes else "")
        yield application
