"""`footnote chat`: greet, then read and reply until the user leaves."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from bot.cli.context import CliContext, get_context, open_application
from bot.cli.errors import to_failure
from bot.cli.receipt import keep_receipt
from bot.cli.terminal import print_text
from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from bot.application import Application
    from bot.cli.chat.input import Lines
    from retrieval.library.catalog.catalog import Catalog


def chat(ctx: typer.Context) -> None:
    """Start an interactive session: ask with follow-ups, search, summarize, compare and export."""
    with open_application(ctx, writes=True) as application:
        from bot.cli.chat.input import PlainLines, TypedLines
        from bot.cli.terminal import stdout_console

        if sys.stdin.isatty() and sys.stdout.isatty():
            lines: TypedLines | PlainLines = TypedLines(application)
        else:
            lines = PlainLines(sys.stdin.buffer, sys.stdout)
        session = Session(application, stdout_console(), get_context(ctx))
        asyncio.run(session.run(lines))


class Session:
    """A conversation with the library."""

    def __init__(self, application: Application, console: Console, context: CliContext) -> None:
        self._application = application
        self._console = console
        self._context = context
        from bot.cli.chat.replies import ChatMemory, Replies

        keep = partial(keep_receipt, context, application)
        self._replies = Replies(application, console, ChatMemory(), keep)

    async def run(self, lines: Lines) -> None:
        """Greet, then reply to each line until the last or `/quit`."""
        from bot.cli.chat.input import parse_request

        await print_greeting(self._application.catalog, self._console)
        while (line := await lines.read()) is not None:
            if not line.strip():
                continue
            try:
                request = parse_request(line)
                if request.command == "quit":
                    return
                await self._run_cancellable(self._replies.reply(request))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise
                self._console.print()
                print_text(self._console, "Stopped.", "yellow")
            except BrokenPipeError:
                raise
            except Exception as error:
                print_text(self._console, to_failure(error, self._context).message, "yellow")
            self._console.print()

    async def _run_cancellable(self, reply: Coroutine[None, None, None]) -> None:
        """Run a reply that Ctrl-C cancels; without signal handlers, Ctrl-C ends the chat."""
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


_EXAMPLES = 3


async def print_greeting(catalog: Catalog, console: Console) -> None:
    """Print a greeting with example questions that this library can answer."""
    count = await asyncio.to_thread(catalog.count, Filters())
    if not count:
        print_text(console, "The library is empty. Enter /quit, then run: footnote ingest starter")
        console.print()
        return
    newest = await asyncio.to_thread(
        catalog.page, Filters(), sort="published", offset=0, limit=_EXAMPLES * 20
    )
    papers = "1 paper" if count == 1 else f"{count:,} papers"
    print_text(console, f"Footnote, with {papers}. Ask a question, or type /help. For example:")
    for question in example_questions(newest):
        print_text(console, question, "cyan", indent=2)
    console.print()


def example_questions(papers: Sequence[Paper]) -> list[str]:
    """Return questions about papers, named by what precedes the title's colon or by the title."""
    forms = ("What is {}?", "How does {} work?", "How well does {} do?")
    names: list[str] = []
    for paper in papers:
        name, colon, _ = paper.for_reading().title.partition(": ")
        if colon and " " not in name and len(name) <= 24 and name not in names:
            names.append(name)
    # From different parts of the list, since papers of one day may share a topic.
    step = max(len(names) // _EXAMPLES, 1)
    chosen = names[::step][:_EXAMPLES]
    asked = [form.format(name) for form, name in zip(forms, chosen, strict=False)]
    others = [p.for_reading().title for p in papers if not p.title.startswith(tuple(chosen))]
    return asked + [f"What is “{title}” about?" for title in others[: _EXAMPLES - len(asked)]]
