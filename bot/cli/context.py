"""What the commands need from outside; `bot.__main__` provides it, and tests provide fakes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from bot.application import Application
    from bot.cli.memory import ChatMemory
    from bot.grounding.checker import ClaimChecker
    from bot.settings import Settings
    from bot.storage.stores import Stores
    from retrieval.sources.records import Record, Rejected

PaperSort = Literal["published", "title", "added"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CliContext:
    """The functions behind the commands.

    `open_application` takes the settings, `rebuilding=True` to open a library that another embedder
    made, and `beside=True` to read a library that another process holds; it raises
    `RetrievalError`. `open_stores` opens the data of servers and people,
    even while the bot runs, and raises `StorageError`. `run_bot` blocks until the bot is stopped.
    `build_checker` returns the check of claims, which needs no library. `read_file` and
    `read_starter` yield records as they read, and raise `SourceError`. `back_up` returns the size
    of each file; `restore` the time of the backup, and where the previous data is now. `log_event`
    returns where the log is. `run_async` runs a coroutine; `chat` is set while a command runs in a
    chat.
    """

    load_settings: Callable[[], Settings]
    open_application: Callable[..., AbstractContextManager[Application]]
    open_stores: Callable[[Settings], AbstractContextManager[Stores]]
    run_bot: Callable[[Settings], None]
    build_checker: Callable[[Settings], ClaimChecker]
    read_file: Callable[[Path], Iterable[Record | Rejected]]
    read_starter: Callable[[], Iterable[Record | Rejected]]
    back_up: Callable[[Settings, Path, datetime], Mapping[str, int]]
    restore: Callable[[Settings, Path, datetime], tuple[datetime, Path | None]]
    log_event: Callable[[Settings, Mapping[str, Any]], str]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    new_incident: Callable[[], str]
    run_async: Callable[[Coroutine[Any, Any, Any]], Any] = asyncio.run
    chat: ChatMemory | None = None


def get_context(ctx: typer.Context) -> CliContext:
    """Return the context that `create_app()` was given."""
    found = ctx.find_object(CliContext)
    if found is None:
        raise LookupError("create_app() gives every command its context")
    return found


@contextmanager
def open_application(
    ctx: typer.Context, *, rebuilding: bool = False, changes: bool = False, writes: bool = False
) -> Iterator[Application]:
    """Open the application, and print its notices on standard error.

    A command that changes the library passes `changes`, and is refused while another process holds
    the library; others read beside it. One that generates text passes `writes`, to notify the user
    if there is no language model.
    """
    from bot.cli.terminal import say

    context = get_context(ctx)
    beside = not (rebuilding or changes)
    with context.open_application(
        context.load_settings(), rebuilding=rebuilding, beside=beside
    ) as application:
        if context.chat is None:  # which has printed them at its start
            say(*application.notices, application.model_notice if writes else "")
        yield application


def run_within_limits(
    ctx: typer.Context,
    application: Application,
    work: Callable[[], Awaitable[T]],
    question: str = "",
) -> T:
    """Run `work`, which may call a model, within the daily budget for everyone.

    Raises `QuestionFlagged` if moderation flags `question`. Once the budget is used up, answers
    are quotes.
    """
    from bot.records.spending import NOBODY

    async def run() -> T:
        async with application.open_guard() as guard:
            if question:
                await guard.check_moderation(question)
            async with guard.charge(None, NOBODY):
                return await work()

    found: T = get_context(ctx).run_async(run())
    return found


def number_papers(ctx: typer.Context, paper_ids: Iterable[str], first: int = 1) -> None:
    """In a chat, let numbers from `first` stand for these papers, which were just shown."""
    if (chat := get_context(ctx).chat) is not None:
        chat.remember_papers(paper_ids, first)
