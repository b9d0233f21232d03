"""Put the commands of `footnote evaluate` together."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.evaluate.answers import answers
from bot.cli.evaluate.search import search

_HELP = ("-h", "--help")


class EvaluateGroup(TyperGroup):
    """Takes `footnote evaluate DIR` for `footnote evaluate search DIR`, as it once was."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `search` before what names none of the commands."""
        if args and args[0] not in self.commands and args[0] not in _HELP:
            args = ["search", *args]
        return super().parse_args(ctx, args)


evaluate = typer.Typer(
    cls=EvaluateGroup,
    help="Measure search, or answers. Without a command's name: search.",
    no_args_is_help=True,
)
evaluate.command("search")(search)
evaluate.command("answers")(answers)
