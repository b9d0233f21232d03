"""`footnote chat`: greet, then read and reply until the reader leaves."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from bot.cli.chat.request import parse_request
from bot.cli.context import CliContext, context_of, open_library
from bot.cli.errors import failure_of
from bot.cli.receipt import keep_receipt
from bot.cli.terminal import plain, print_text
from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:  # so that `footnote --help` need not load them
    from bot.application import Application
    from bot.cli.chat.lines import Lines
    from retrieval.library.catalog.catalog import Catalog


def chat(ctx: typer.Context) -> None:
    """Talk with the library: ask, search, summarize and compare."""
    with open_library(ctx, writes=True) as application:
        from bot.cli.chat.lines import PlainLines, TypedLines
        from bot.cli.terminal import output

        if sys.stdin.isatty() and sys.stdout.isatty():
            lines: TypedLines | PlainLines = TypedLines(application)
        else:
            lines = PlainLines(sys.stdin.buffer, sys.stdout)
        session = Session(application, output(), context_of(ctx))
        asyncio.run(session.run(lines))


class Session:
    """A conversation of one reader with the library."""

    def __init__(self, application: Application, console: Console, context: CliContext) -> None:
        self._application = application
        self._console = console
        self._context = context
        from bot.cli.chat.replies import ChatMemory, Replies

        keep = partial(keep_receipt, context, application)
        self._replies = Replies(application, console, ChatMemory(), keep)

    async def run(self, lines: Lines) -> None:
        """Greet, then reply to each line until there are no more or one says `/quit`."""
        await print_greeting(self._application.catalog, self._console)
        while (line := await lines.read()) is not None:
            if not line.strip():
                continue
            try:
                request = parse_request(line)
                if request.command == "quit":
                    return
                await self._cancellable(self._replies.reply(request))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise
                self._console.print()
                print_text(self._console, plain("Stopped.", "yellow"))
            except BrokenPipeError:
                raise
            except Exception as error:
                print_text(self._console, plain(failure_of(error, self._context).message, "yellow"))
            self._console.print()

    async def _cancellable(self, reply: Coroutine[None, None, None]) -> None:
        """Run a reply that Ctrl-C cancels; where signals cannot be had, Ctrl-C ends the chat."""
        task = asyncio.ensure_future(reply)
        loop = asyncio.get_running_loop()
        try:
            loop.add_signal_handler(signal.SIGINT, task.cancel)
        except (NotImplementedError, RuntimeError, ValueError):
            await task
            return
        try:
            await task
        finally:
            loop.remove_signal_handler(signal.SIGINT)


_EXAMPLE_COUNT = 3


async def print_greeting(catalog: Catalog, console: Console) -> None:
    """Print a greeting with questions that this very library can answer."""
    count = await asyncio.to_thread(catalog.count, Filters())
    if not count:
        print_text(
            console, plain("The library is empty. Leave (/quit) and run: footnote ingest starter")
        )
        console.print()
        return
    newest = await asyncio.to_thread(
        catalog.page, Filters(), sort="published", offset=0, limit=_EXAMPLE_COUNT * 20
    )
    papers = "1 paper" if count == 1 else f"{count:,} papers"
    print_text(console, plain(f"Footnote, with {papers}. Ask, or type /help. For example:"))
    for question in example_questions(newest):
        print_text(console, plain(question, "cyan"), indent=2)
    console.print()


def example_questions(papers: Sequence[Paper]) -> list[str]:
    """Return questions about papers, by the name before a title's colon, else by the title."""
    forms = ("What is {}?", "How does {} work?", "How well does {} do?")
    names: list[str] = []
    for paper in papers:
        name, colon, _ = paper.for_reading().title.partition(": ")
        if colon and " " not in name and len(name) <= 24 and name not in names:
            names.append(name)
    # From different parts of the list, so that they are not all of one day's field.
    step = max(len(names) // _EXAMPLE_COUNT, 1)
    chosen = names[::step][:_EXAMPLE_COUNT]
    asked = [form.format(name) for form, name in zip(forms, chosen, strict=False)]
    others = [p.for_reading().title for p in papers if not p.title.startswith(tuple(chosen))]
    return asked + [f"What is “{title}” about?" for title in others[: _EXAMPLE_COUNT - len(asked)]]
