"""Read the lines of a chat from a person or a script, complete them, and parse the commands."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from bot.cli.errors import CliError
from bot.export.escape import one_line
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from bot.application import Application

COMMANDS: Mapping[str, str] = {
    "ask": "QUESTION: answer from the library; a line without a command does the same",
    "search": "WORDS: find papers; add --year-from, --year-to, --category, --author, --source",
    "paper": "PAPER: show a paper with its abstract",
    "summarize": "PAPER: summarize it; add --style tldr, key-points or abstract, or, with a "
    "language model, technical or plain",
    "compare": "PAPER PAPER …: compare two to five papers; add --aspect",
    "related": "PAPER: find related papers",
    "library": "show what is in the library",
    "export": "[PAPER …] --format bibtex, ris, csv, markdown or jsonl; add --out FILE",
    "help": "show this list",
    "quit": "leave; Ctrl-D does the same",
}
_FILTERS = ("year-from", "year-to", "category", "author", "source")
_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "ask": _FILTERS,
    "search": (*_FILTERS, "limit", "sort", "mode"),
    "summarize": ("style",),
    "compare": ("aspect",),
    "related": ("limit",),
    "export": ("format", "out"),
}
_OPTION = re.compile(
    r"""(?:^|\s)--([a-z-]+)(?:=|\s+)?("[^"]*"|'[^']*'|[^\s-]\S*|-(?:[^\s-]\S*)?)?"""
)

PROMPT = "› "
_PAPER_COMMANDS = frozenset({"paper", "summarize", "compare", "related", "export"})
_MULTI_PAPER_COMMANDS = frozenset({"compare", "export"})
_MIN_COMPLETION_CHARS = 2
_MAX_TITLES = 8
_MAX_LINE_BYTES = 64_000
"""The rest of a longer line, which is no question, is dropped."""

_MAX_ECHO_CHARS = 300


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A command, its text, and every value of its options."""

    command: str
    text: str = ""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def option(self, name: str) -> str | None:
        """Return the last value of an option, or None."""
        values = self.options.get(name, ())
        return values[-1] if values else None

    @property
    def words(self) -> list[str]:
        """The words of the text; text in quotation marks is one word."""
        try:
            return shlex.split(self.text)
        except ValueError:  # an apostrophe rather than a quotation mark
            return self.text.split()


def parse_request(line: str) -> ChatRequest:
    """Return the request of a line; raise `CliError` if it has an unknown command or option."""
    line = line.strip()
    if not line.startswith("/"):
        return ChatRequest("ask", line)
    command, _, text = line[1:].partition(" ")
    command = command.lower()
    if command not in COMMANDS:
        close = get_close_matches(command, COMMANDS, n=1)
        hint = f"Did you mean /{close[0]}?" if close else "/help lists the commands."
        raise CliError(f"There is no command /{command}. {hint}")
    allowed = _OPTIONS.get(command, ())
    options: dict[str, tuple[str, ...]] = {}
    for found in _OPTION.finditer(text):
        name, value = found.group(1), (found.group(2) or "").strip("\"'")
        if name not in allowed:
            known = ", ".join(f"--{option}" for option in allowed) or "none"
            raise CliError(f"/{command} has no option --{name}. Its options: {known}.")
        if not value:
            raise CliError(f"--{name} needs a value.")
        options[name] = (*options.get(name, ()), value)
    return ChatRequest(command, _OPTION.sub("", text).strip(), options)


class Lines(Protocol):
    """A source of lines."""

    async def read(self) -> str | None:
        """Return the next line: empty after Ctrl-C, None at the end."""


class PlainLines:
    """Lines of a pipe or file, echoed so that the output reads as a conversation."""

    def __init__(self, source: BinaryIO, echo: TextIO) -> None:
        self._source = source
        self._echo = echo

    async def read(self) -> str | None:
        """Read a line; it may block, as nothing else runs meanwhile."""
        raw = self._source.readline(_MAX_LINE_BYTES)
        rest = raw
        while len(rest) == _MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = self._source.readline(_MAX_LINE_BYTES)
        if not raw:
            return None
        # Bytes that are not UTF-8 become surrogates, which `check_question` refuses.
        line = raw.decode(errors="surrogateescape").rstrip("\r\n")
        shown = one_line(line)
        if len(shown) > _MAX_ECHO_CHARS:
            shown = f"{shown[:_MAX_ECHO_CHARS]}…"
        self._echo.write(f"{PROMPT}{shown}\n")
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
    """Completes `/commands`, and the titles of papers after a command that takes a paper."""

    def __init__(self, application: Application) -> None:
        self._catalog = application.catalog

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield completions; called in a thread, since the catalog blocks."""
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
            yield from self._complete_title(text, several=command in _MULTI_PAPER_COMMANDS)

    def _complete_title(self, text: str, *, several: bool) -> Iterable[Completion]:
        start = _last_reference(text) if several else text.lstrip()
        typed = start.strip('"')
        if len(typed) < _MIN_COMPLETION_CHARS or typed.startswith("--"):
            return
        for _paper_id, title in self._catalog.suggest_titles(typed, _MAX_TITLES):
            shown = one_line(title)
            inserted = '"' + shown.replace('"', "'") + '"' if several else shown
            yield Completion(inserted, start_position=-len(start), display=shown)


def _last_reference(text: str) -> str:
    """Return what is being typed: the text after an open quotation mark, or the last word."""
    if text.count('"') % 2:
        return text[text.rindex('"') :]
    return text.rpartition(" ")[2]
