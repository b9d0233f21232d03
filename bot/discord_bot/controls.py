"""Buttons, menus and forms that are found by their ids, so that they survive restarts.

discord.py keeps forms by id in memory: one that two people open at once is lost for the second,
and one that is open over a restart for everybody. `Form`s are found by the pattern of their id
instead, as `DynamicItem`s are.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

import discord
from discord import ui

from bot.discord_bot import limits
from bot.discord_bot.errors import report, start_request
from bot.discord_bot.permissions import Rule, admit, allow_members
from bot.discord_bot.rendering.message import set_required
from bot.discord_bot.services import services_of
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from bot.discord_bot.limiters import SeenIds

_MATCHES_NOTHING = r"\Z."


class Control(ui.DynamicItem[ui.Item[Any]], template=_MATCHES_NOTHING):
    """A button or menu; a subclass gives the `template` of its ids and says what it does.

    `match` is what the template found in the id. Errors of `act` are shown to the presser.
    """

    pattern: ClassVar[re.Pattern]
    rule: ClassVar[Rule]

    def __init_subclass__(cls, *, template: str | re.Pattern, rule: Rule = allow_members) -> None:
        """Set the ids that the subclass handles, and the rule of who may use it."""
        cls.pattern = re.compile(template) if isinstance(template, str) else template
        cls.rule = rule
        super().__init_subclass__(template=cls.pattern.pattern)

    def __init__(self, item: ui.Item[Any], match: re.Match) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /
    ) -> Self:
        """Return the control of an id, which discord.py has matched by itself."""
        if (ours := cls.pattern.fullmatch(match.string)) is None:
            raise ValueError(f"{match.string!r} is no id of {cls.__name__}")
        return cls(item, ours)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Handle an interaction, once."""
        if not _seen_ids(interaction).add(interaction.id):
            return
        try:
            start_request(interaction, services_of(interaction))
            await admit(interaction, type(self).rule)
            await self.act(interaction)
        except Exception as error:
            await report(error, interaction, services_of(interaction))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the interaction."""
        raise NotImplementedError

    @property
    def values(self) -> Sequence[str]:
        """What was chosen in a menu; nothing for a button."""
        return self.item.values if isinstance(self.item, ui.Select) else ()


SubmitHandler = Callable[[discord.Interaction[Any], re.Match, Mapping[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Form:
    """What happens when a modal whose id matches is submitted: its texts come by their ids."""

    template: re.Pattern
    on_submit: SubmitHandler
    rule: Rule = allow_members


@dataclass(frozen=True, slots=True)
class Field:
    """A text field of a modal."""

    custom_id: str
    label: str
    value: str = ""
    placeholder: str = ""
    long: bool = False
    required: bool = True
    max_chars: int = limits.TEXT_INPUT


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of a modal; its value is a comma-separated text."""

    label: str
    select: ui.Select[Any] | ui.ChannelSelect[Any]


def build_modal(title: str, custom_id: str, fields: Sequence[Field | Menu]) -> ui.Modal:
    """Build a modal whose submission goes to the `Form` of its id."""
    made = ui.Modal(title=limits.cut(title, limits.MODAL_TITLE), custom_id=custom_id)
    for each in fields:
        if isinstance(each, Menu):
            set_required(each.select)
            label = limits.cut(each.label, limits.MODAL_LABEL)
            made.add_item(ui.Label(text=label, component=each.select))
            continue
        text: ui.TextInput[Any] = ui.TextInput(
            custom_id=each.custom_id,
            style=discord.TextStyle.long if each.long else discord.TextStyle.short,
            default=each.value or None,
            placeholder=limits.cut(each.placeholder, limits.TEXT_INPUT_PLACEHOLDER) or None,
            required=each.required,
            max_length=each.max_chars,
        )
        made.add_item(ui.Label(text=limits.cut(each.label, limits.MODAL_LABEL), component=text))
    made.stop()  # discord.py does not keep what is done
    return made


async def dispatch_form(interaction: discord.Interaction[Any], forms: Sequence[Form]) -> bool:
    """Hand a submitted modal to its form; return whether there is one."""
    data = cast("dict[str, Any]", interaction.data or {})
    for form in forms:
        match = form.template.fullmatch(str(data.get("custom_id", "")))
        if match:
            if _seen_ids(interaction).add(interaction.id):
                start_request(interaction, services_of(interaction))
                await admit(interaction, form.rule)
                texts = dict(_field_values(data.get("components", [])))
                await form.on_submit(interaction, match, texts)
            return True
    return False


def _field_values(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        inner = component.get("component")
        yield from _field_values([*component.get("components", ()), *([inner] if inner else ())])
        if "custom_id" in component and isinstance(component.get("value"), str):
            yield component["custom_id"], component["value"]
        if "custom_id" in component and isinstance(component.get("values"), list):
            yield component["custom_id"], ",".join(map(str, component["values"]))


def _seen_ids(interaction: discord.Interaction[Any]) -> SeenIds:
    return cast("SeenIds", interaction.client.seen_ids)
