"""Read a line of the chat: which command, with which options, about what."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.cli.errors import ConsoleError

COMMANDS: Mapping[str, str] = {
    "ask": "QUESTION: answer from the library; a line without a command asks too",
    "search": "WORDS: find papers; add --year-from, --year-to, --category, --author, --source",
    "paper": "PAPER: show one with its abstract",
    "summarize": "PAPER: sum it up; add --style tldr, key-points, technical or plain",
    "compare": "PAPER PAPER …: two to five side by side; add --aspect",
    "related": "PAPER: the nearest papers",
    "library": "what the library holds",
    "export": "[PAPER …] --format bibtex, ris, csv, markdown or jsonl; add --out FILE",
    "help": "this list",
    "quit": "leave; Ctrl-D does too",
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
_OPTION = re.compile(r"""(?:^|\s)--([a-z-]+)(?:=|\s+)?("[^"]*"|'[^']*'|(?!--)\S+)?""")


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A command, what it is about, and its options with every value given."""

    command: str
    text: str = ""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def option(self, name: str) -> str | None:
        """Return the last value of an option, else None."""
        values = self.options.get(name, ())
        return values[-1] if values else None

    @property
    def words(self) -> list[str]:
        """The text as words; what stands in quotation marks is one."""
        try:
            return shlex.split(self.text)
        except ValueError:  # an apostrophe, not a quotation
            return self.text.split()


def parse_request(line: str) -> ChatRequest:
    """Return what the line asks for; raise `ConsoleError` where there is no such command."""
    line = line.strip()
    if not line.startswith("/"):
        return ChatRequest("ask", line)
    command, _, text = line[1:].partition(" ")
    command = command.lower()
    if command not in COMMANDS:
        close = get_close_matches(command, COMMANDS, n=1)
        hint = f"Did you mean /{close[0]}?" if close else "/help lists what there is."
        raise ConsoleError(f"There is no command /{command}. {hint}")
    return _parse_options(command, text)


def _parse_options(command: str, text: str) -> ChatRequest:
    allowed = _OPTIONS.get(command, ())
    options: dict[str, tuple[str, ...]] = {}
    for found in _OPTION.finditer(text):
        name, value = found.group(1), (found.group(2) or "").strip("\"'")
        if name not in allowed:
            known = ", ".join(f"--{option}" for option in allowed) or "none"
            raise ConsoleError(f"/{command} has no option --{name}; it has {known}.")
        if not value:
            raise ConsoleError(f"--{name} needs a value.")
        options[name] = (*options.get(name, ()), value)
    return ChatRequest(command, _OPTION.sub("", text).strip(), options)
