"""Where the lines of a chat come from: a person at a terminal, or a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from bot.cli.chat.request import COMMANDS
from bot.export.escape import one_line

if TYPE_CHECKING:
    from bot.application import Application

PROMPT = "› "
_PAPER_COMMANDS = frozenset({"paper", "summarize", "compare", "related", "export"})
_MULTI_PAPER_COMMANDS = frozenset({"compare", "export"})
_MAX_TITLES = 8
_MAX_LINE_BYTES = 64_000
"""Bytes of a line; what is longer is no question, and its rest is dropped."""

_MAX_ECHO_CHARS = 300


class Lines(Protocol):
    """Gives the lines that someone types."""

    async def read(self) -> str | None:
        """Return the next line; an empty one after Ctrl-C, None when there are no more."""


class PlainLines:
    """Lines of a pipe or file, echoed so that the output reads as a conversation."""

    def __init__(self, source: BinaryIO, echo: TextIO) -> None:
        self._source = source
        self._echo = echo

    async def read(self) -> str | None:
        """Read a line; nothing else runs meanwhile, so it may block."""
        raw = self._source.readline(_MAX_LINE_BYTES)
        rest = raw
        while len(rest) == _MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = self._source.readline(_MAX_LINE_BYTES)
        if not raw:
            return None
        # What is no text becomes surrogates, and is refused like any such question.
        line = raw.decode(errors="surrogateescape").rstrip("\r\n")
        shown = one_line(line)
        self._echo.write(
            f"{PROMPT}{shown if len(shown) <= _MAX_ECHO_CHARS else shown[:_MAX_ECHO_CHARS] + '…'}\n"
        )
        return line


class TypedLines:
    """Lines typed at a terminal, with completion of commands and titles."""

    def __init__(self, application: Application) -> None:
        self._session: PromptSession[str] = PromptSession(
            completer=ChatCompleter(application),
            complete_in_thread=True,
            complete_while_typing=True,
            history=InMemoryHistory(),
        )

    async def read(self) -> str | None:
        """Wait for a line."""
        try:
            return await self._session.prompt_async(PROMPT)
        except KeyboardInterrupt:
            return ""
        except EOFError:
            return None


class ChatCompleter(Completer):
    """Completes `/commands`, then the titles of papers where a command takes a paper."""

    def __init__(self, application: Application) -> None:
        self._catalog = application.catalog

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield what may follow; called in a thread, as the catalog blocks."""
        line = document.text_before_cursor
        if not line.startswith("/"):
            return
        command, space, text = line[1:].partition(" ")
        if not space:
            for name, help_text in COMMANDS.items():
                if name.startswith(command):
                    yield Completion(
                        f"/{name}",
                        start_position=-len(line),
                        display_meta=help_text.partition(";")[0],
                    )
            return
        if command in _PAPER_COMMANDS:
            yield from self._papers(text, several=command in _MULTI_PAPER_COMMANDS)

    def _papers(self, text: str, *, several: bool) -> Iterable[Completion]:
        start = _last_reference(text) if several else text.lstrip()
        typed = start.strip('"')
        if len(typed) < 2 or typed.startswith("--"):
            return
        for _paper_id, title in self._catalog.titles(typed, _MAX_TITLES):
            shown = one_line(title)
            inserted = '"' + shown.replace('"', "'") + '"' if several else shown
            yield Completion(inserted, start_position=-len(start), display=shown)


def _last_reference(text: str) -> str:
    """Return what is being typed: since an open quotation mark, else the last word."""
    if text.count('"') % 2:
        return text[text.rindex('"') :]
    return text.rpartition(" ")[2]
