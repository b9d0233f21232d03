"""Open the terminal's two streams: what was asked for, and what is said beside it."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from bot.export.inert import escape_terminal


class Terminal(Console):
    """A rich console that takes no text for markup, and leaves a closed pipe to `errors`."""

    def on_broken_pipe(self) -> None:
        """Raise what rich would hide behind an exit code of its own."""
        raise BrokenPipeError


def output(width: int | None = None) -> Terminal:
    """Return standard output; the environment's `COLUMNS` and `NO_COLOR` hold."""
    return Terminal(file=sys.stdout, markup=False, highlight=False, emoji=False, width=width)


def remarks() -> Terminal:
    """Return standard error, for notices, progress and errors."""
    return Terminal(file=sys.stderr, markup=False, highlight=False, emoji=False)


def say(*notices: str) -> None:
    """Tell people something beside the output."""
    for notice in filter(None, notices):
        remarks().print(Text(escape_terminal(notice), style="dim"))
