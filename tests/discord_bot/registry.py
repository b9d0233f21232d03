"""Everything of the bot that a person can use, read off what it has registered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import discord
from discord import app_commands

from bot.discord_bot.bot import FootnoteBot
from bot.discord_bot.controls import Control
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


@dataclass(frozen=True, slots=True)
class Use:
    """Something to use: an id of a button and select, or of a form, with what it belongs to."""

    custom_id: str
    of: Control


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


def controls_of(bot: FootnoteBot, ids: Mapping[str, Mapping[str, str]]) -> list[Use]:
    """Return every button and select: each way that the pattern of its ids can go.

    `ids` are what stands in named groups of the pattern, by the name of the control: all must be
    there.
    """
    controls = {each.act.__name__: each for each in bot.controls if not _is_form(each)}
    missing = set(controls) - set(ids)
    assert not missing, f"say what the ids of {missing} are to name"
    return [
        Use(custom_id, control)
        for name, control in controls.items()
        for custom_id in written(control.pattern, ids[name])
    ]


def forms_of(bot: FootnoteBot, groups: Mapping[str, str]) -> list[Use]:
    """Return every form, as `controls_of` does; `groups` are those of all of them."""
    forms = filter(_is_form, bot.controls)
    return [Use(custom_id, form) for form in forms for custom_id in written(form.pattern, groups)]


def _is_form(control: Control) -> bool:
    return control.pattern.pattern.startswith(("fn:m:", "fn:f:follow:"))


def written(pattern: re.Pattern[str], groups: Mapping[str, str]) -> list[str]:
    """Return a text for each way that a pattern can go; `groups` stand in its named groups."""
    named = {number: name for name, number in pattern.groupindex.items()}
    found = dict.fromkeys(_written(parser.parse(pattern.pattern, pattern.flags), named, groups))
    texts = [text for text in found if pattern.fullmatch(text)]
    assert texts, f"no text for {pattern.pattern}"
    return texts


def _filled(parameter: app_commands.Parameter) -> Any:
    name = str(parameter.display_name)
    if name in FILLED:
        return FILLED[name]
    return parameter.choices[0].value if parameter.choices else "word"


def _written(tree: Any, named: Mapping[int, str], groups: Mapping[str, str]) -> Iterator[str]:
    ways = [list(_ways(op, value, named, groups)) for op, value in tree]
    for way in product(*ways):
        yield "".join(way)


def _ways(
    op: Any, value: Any, named: Mapping[int, str], groups: Mapping[str, str]
) -> Iterator[str]:
    if op is codes.LITERAL:
        yield chr(value)
    elif op is codes.IN:
        yield _of_class(value)
    elif op in (codes.ANY, codes.NOT_LITERAL):
        yield "x"
    elif op is codes.BRANCH:
        for branch in value[1]:
            yield from _written(branch, named, groups)
    elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = value
        if least == 0:
            yield ""
        if most > 0:
            for text in _written(inner, named, groups):
                yield text * max(least, 1)
    elif op is codes.SUBPATTERN:
        name = named.get(value[0], "")
        if name in groups:
            yield groups[name]
        else:
            yield from _written(value[-1], named, groups)
    else:  # a look ahead, which takes no room
        yield ""


def _of_class(members: Any) -> str:
    op, value = members[0]
    if op is codes.RANGE:
        return chr(value[0])
    if op is codes.LITERAL:
        return chr(value)
    return {codes.CATEGORY_DIGIT: "1"}.get(value, "x")
