"""Read the lines of a chat from a person, who gets completions, or from a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, BinaryIO, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from bot.export.escape import one_line

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

PROMPT = "› "
_PAPER_COMMANDS = frozenset({"paper", "summarize", "compare", "related", "export"})
_MULTI_PAPER_COMMANDS = frozenset({"compare", "export"})
_MIN_COMPLETION_CHARS = 2
_MAX_TITLES = 8
_MAX_LINE_BYTES = 64_000
"""The rest of a longer line, which is no question, is dropped."""

_MAX_ECHO_CHARS = 300


class PlainLines:
    """Lines of a pipe or file, echoed so that the output reads as a conversation."""

    def __init__(self, source: BinaryIO, echo: TextIO) -> None:
        self._source = source
        self._echo = echo

    def read(self) -> str | None:
        """Return the next line; None at the end."""
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

    def __init__(self, catalog: Catalog, commands: Mapping[str, str]) -> None:
        self._session: PromptSession[str] = PromptSession(
            completer=ChatCompleter(catalog, commands),
            complete_in_thread=True,
            complete_while_typing=True,
            history=InMemoryHistory(),
        )

    def read(self) -> str | None:
        """Return the next line: empty after Ctrl-C, None after Ctrl-D."""
        try:
            return self._session.prompt(PROMPT)
        except KeyboardInterrupt:
            return ""
        except EOFError:
            return None


class ChatCompleter(Completer):
    """Completes `commands`, shown with their help, and the titles of papers after some of them."""

    def __init__(self, catalog: Catalog, commands: Mapping[str, str]) -> None:
        self._catalog = catalog
        self._commands = commands

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield completions; called in a thread, since the catalog blocks."""
        line = document.text_before_cursor
        if not line.startswith("/"):
            return
        command, space, text = line[1:].partition(" ")
        if not space:
            for name, help_text in self._commands.items():
                if name.startswith(command):
                    yield Completion(f"/{name}", start_position=-len(line), display_meta=help_text)
        elif command in _PAPER_COMMANDS:
            yield from self._complete_title(text, several=command in _MULTI_PAPER_COMMANDS)

    def _complete_title(self, text: str, *, several: bool) -> Iterable[Completion]:
        """Complete the only paper, or of several, in quotation marks, the last one."""
        start = text.lstrip()
        if several:
            start = text[text.rindex('"') :] if text.count('"') % 2 else text.rpartition(" ")[2]
        typed = start.strip('"')
        if len(typed) < _MIN_COMPLETION_CHARS or typed.startswith("--"):
            return
        for _paper_id, title in self._catalog.suggest_titles(typed, _MAX_TITLES):
            shown = one_line(title)
            inserted = '"' + shown.replace('"', "'") + '"' if several else shown
            yield Completion(inserted, start_position=-len(start), display=shown)
