"""Buttons, menus and forms that are found by their ids, so that they survive restarts.

discord.py keeps views and forms in memory: a form that two people open at once is lost for the
second, and what is open over a restart for everybody. A `Control` is found by the pattern of its id
instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord import ui

from bot.discord_bot import limits
from bot.discord_bot.errors import start_request
from bot.discord_bot.permissions import Rule, admit, allow_members
from bot.discord_bot.rendering.message import option, set_required
from bot.discord_bot.services import services_of
from retrieval.text import patterns as re

Act = Callable[[discord.Interaction[Any], re.Match], Awaitable[None]]
"""Answers an interaction, whose id matched."""


@dataclass(frozen=True, slots=True)
class Control:
    """What a press of a button, a choice in a menu or the submission of a form does.

    `pattern` is that of its ids, `rule` says who may use it.
    """

    pattern: re.Pattern
    act: Act
    rule: Rule


def control(pattern: re.Pattern, rule: Rule = allow_members) -> Callable[[Act], Control]:
    """Make a function the `Control` of the ids that match a pattern."""
    return lambda act: Control(pattern, act, rule)


async def dispatch(interaction: discord.Interaction[Any], controls: Sequence[Control]) -> bool:
    """Hand an interaction to the control of its id, once; return whether there is one."""
    custom_id = str(_data(interaction).get("custom_id", ""))
    for each in controls:
        if match := each.pattern.fullmatch(custom_id):
            if interaction.client.seen_ids.add(interaction.id):
                start_request(interaction, services_of(interaction))
                await admit(interaction, each.rule)
                await each.act(interaction, match)
            return True
    return False


def selected_values(interaction: discord.Interaction[Any]) -> list[str]:
    """Return what was chosen in a menu, ids for channels and roles; nothing for a button."""
    return [str(value) for value in _data(interaction).get("values", ())]


def entered_texts(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """Return what was entered in a form, by the ids of its fields."""
    return dict(_field_values(_data(interaction).get("components", ())))


def text_field(
    custom_id: str,
    label: str,
    value: str = "",
    placeholder: str = "",
    *,
    long: bool = False,
    required: bool = True,
    max_chars: int = limits.TEXT_INPUT,
) -> ui.Label[Any]:
    """Build a text field of a form."""
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=custom_id,
        style=discord.TextStyle.long if long else discord.TextStyle.short,
        default=value or None,
        placeholder=limits.cut(placeholder, limits.TEXT_INPUT_PLACEHOLDER) or None,
        required=required,
        max_length=max_chars,
    )
    return ui.Label(text=limits.cut(label, limits.MODAL_LABEL), component=field)


def menu_field(label: str, menu: ui.Select[Any] | ui.ChannelSelect[Any]) -> ui.Label[Any]:
    """Build a menu of a form; what is entered there is a comma-separated text."""
    set_required(menu)
    return ui.Label(text=limits.cut(label, limits.MODAL_LABEL), component=menu)


def build_modal(title: str, custom_id: str, fields: Sequence[ui.Label[Any]]) -> ui.Modal:
    """Build a form whose submission goes to the `Control` of its id."""
    made = ui.Modal(title=limits.cut(title, limits.MODAL_TITLE), custom_id=custom_id)
    for field in fields:
        made.add_item(field)
    made.stop()  # discord.py does not keep what is done
    return made


def choice_menu(
    custom_id: str,
    choices: Mapping[str, str],
    chosen: Container[str],
    placeholder: str = "",
) -> ui.Select[Any]:
    """Build a menu of values with their names; with a placeholder, any number may be chosen."""
    any_number: dict[str, Any] = {
        "placeholder": limits.cut(placeholder, limits.PLACEHOLDER),
        "min_values": 0,
        "max_values": len(choices),
    }
    options = [option(name, value, chosen=value in chosen) for value, name in choices.items()]
    return ui.Select(
        custom_id=custom_id,
        options=options[: limits.SELECT_OPTIONS],
        **(any_number if placeholder else {}),
    )


def id_menu(
    select: type[ui.RoleSelect[Any]] | type[ui.ChannelSelect[Any]],
    custom_id: str,
    chosen: Sequence[int],
    **options: Any,
) -> Any:
    """Build a menu of roles or channels, with the ids of those that are chosen."""
    kinds = discord.SelectDefaultValueType
    kind = kinds.role if select is ui.RoleSelect else kinds.channel
    values = [discord.SelectDefaultValue(id=each, type=kind) for each in chosen]
    return select(custom_id=custom_id, default_values=values, **options)


def _data(interaction: discord.Interaction[Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})


def _field_values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        inner = component.get("component")
        yield from _field_values([*component.get("components", ()), *([inner] if inner else ())])
        if "custom_id" in component:
            value = component.get("value", component.get("values", ()))
            yield component["custom_id"], value if isinstance(value, str) else ",".join(value)
