"""The commands and menus of the bot, read off what it has registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands

from bot.discord_bot.bot import FootnoteBot
from tests.cli.samples import LASO

Command = app_commands.Command[Any, ..., Any]

FILLED: Mapping[str, object] = {
    "file": ("papers.bib", b"@article{a, title={A}}"),
    "paper": LASO.paper_id,
    "paper1": LASO.paper_id,
    "paper2": "2308.09953",
    "papers": LASO.paper_id,
    "question": "How well does LaSO do?",
}
"""What stands in options; others have their first choice, or a word."""


def commands_of(bot: FootnoteBot) -> list[Command]:
    """Return every slash command, those of groups too."""
    return [each for each in bot.tree.walk_commands() if isinstance(each, app_commands.Command)]


def menus_of(bot: FootnoteBot) -> list[app_commands.ContextMenu]:
    """Return the commands in the menus of messages and people."""
    kinds = (discord.AppCommandType.message, discord.AppCommandType.user)
    return [menu for kind in kinds for menu in bot.tree.get_commands(type=kind)]


def options_of(command: Command) -> dict[str, Any]:
    """Return something for each option that a command requires, and for those of `FILLED`."""
    return {
        str(parameter.display_name): _filled(parameter)
        for parameter in command.parameters
        if parameter.required or str(parameter.display_name) in FILLED
    }


def completed_of(bot: FootnoteBot) -> Iterator[tuple[Command, str]]:
    """Yield each option that is completed as one types, with its command."""
    for command in commands_of(bot):
        for parameter in command.parameters:
            if parameter.autocomplete:
                yield command, str(parameter.display_name)


def _filled(parameter: app_commands.Parameter) -> Any:
    name = str(parameter.display_name)
    if name in FILLED:
        return FILLED[name]
    return parameter.choices[0].value if parameter.choices else "word"
