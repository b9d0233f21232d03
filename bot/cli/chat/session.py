"""Read, answer, repeat; no single request ends the chat, and Ctrl-C stops only the request."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console

from bot.cli.chat.greeting import greet
from bot.cli.chat.lines import Lines
from bot.cli.chat.memory import Memory
from bot.cli.chat.replies import Replies
from bot.cli.chat.request import parse
from bot.cli.context import CliContext
from bot.cli.errors import failure_of
from bot.cli.receipts import keep_receipt
from bot.cli.render.page import plain, show

if TYPE_CHECKING:
    from bot.application import Application


class Session:
    """A conversation of one reader with the library."""

    def __init__(self, application: Application, console: Console, context: CliContext) -> None:
        self._application = application
        self._console = console
        self._context = context
        keep = partial(keep_receipt, context, application)
        self._replies = Replies(application, console, Memory(), keep)

    async def run(self, lines: Lines) -> None:
        """Greet, then reply to each line until there are no more or one says `/quit`."""
        await greet(self._application.catalog, self._console)
        while (line := await lines.read()) is not None:
            if not line.strip():
                continue
            try:
                request = parse(line)
                if request.command == "quit":
                    return
                await self._cancellable(self._replies.reply(request))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if task is not None and task.cancelling():
                    raise
                self._console.print()
                show(self._console, plain("Stopped.", "yellow"))
            except BrokenPipeError:
                raise
            except Exception as error:
                show(self._console, plain(failure_of(error, self._context).message, "yellow"))
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
