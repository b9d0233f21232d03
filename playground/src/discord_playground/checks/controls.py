"""Check action rows, buttons and select menus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord_playground.checks import fields, kinds
from discord_playground.checks.emoji import is_emoji
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.kinds import Check
from discord_playground.checks.problem import Path, Problem

ROW_WIDTH = 5
LABEL = 80
BUTTON_URL = 512
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
VALUES = 25

_LINK = 5
_PREMIUM = 6
_STYLES = frozenset(range(1, 7))
_KNOWN_OPTION = frozenset({"label", "value", "description", "emoji", "default"})
_KNOWN_EMOJI = frozenset({"id", "name", "animated"})
_DEFAULTS: Mapping[int, frozenset[str]] = {
    kinds.USER_SELECT: frozenset({"user"}),
    kinds.ROLE_SELECT: frozenset({"role"}),
    kinds.MENTIONABLE_SELECT: frozenset({"user", "role"}),
    kinds.CHANNEL_SELECT: frozenset({"channel"}),
}


def row(component: Body, path: Path) -> Problems:
    """Check a row of a message: up to five buttons, or one select menu."""
    yield from fields.array(
        component, "components", path, minimum=1, maximum=ROW_WIDTH, needed=True
    )
    inside = fields.get_list(component, "components")
    path = (*path, "components")
    yield from kinds.each(inside, path, {kinds.BUTTON: button, **SELECTS})
    for place, child in fields.objects(inside, path):
        # Documented as ignored in messages, and refused there all the same:
        # https://github.com/discord/discord-api-docs/issues/7800
        if child.get("required") is True and is_optional(child):
            yield Problem(
                (*place, "min_values"),
                "SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES",
                "Select menus marked as required cannot have a min_values of 0",
            )
    if len(inside) > 1 and any(kinds.kind_of(child) in kinds.SELECTS for child in inside):
        yield Problem(
            path,
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        )


def button(component: Body, path: Path) -> Problems:
    """Check a button: its style says which of custom id, address and SKU it has."""
    yield from fields.one_of(component, "style", path, _STYLES, needed=True)
    yield from fields.text(component, "label", path, maximum=LABEL)
    yield from fields.boolean(component, "disabled", path)
    yield from _emoji(component, path)
    style = component.get("style")
    if style == _PREMIUM:
        yield from fields.snowflake(component, "sku_id", path, needed=True)
        yield from _without(component, ("custom_id", "url", "label", "emoji"), path)
        return
    if not component.get("label") and not component.get("emoji"):
        yield Problem(
            (*path, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", "A label or an emoji is required"
        )
    if style == _LINK:
        schemes = ("http", "https", "discord")
        yield from fields.url(
            component, "url", path, maximum=BUTTON_URL, schemes=schemes, needed=True
        )
        yield from _without(component, ("custom_id", "sku_id"), path)
    else:
        if not component.get("custom_id"):
            yield Problem(
                (*path, "custom_id"),
                "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
                "A custom id is required",
            )
        else:
            yield from kinds.custom_id(component, path)
        yield from _without(component, ("url", "sku_id"), path)


def select(component: Body, path: Path) -> Problems:
    """Check a select menu of any kind."""
    yield from kinds.custom_id(component, path)
    yield from fields.text(component, "placeholder", path, maximum=PLACEHOLDER)
    yield from fields.boolean(component, "disabled", path)
    yield from fields.boolean(component, "required", path)
    yield from fields.number(component, "min_values", path, minimum=0, maximum=VALUES)
    yield from fields.number(component, "max_values", path, minimum=1, maximum=VALUES)
    minimum, maximum = _count(component, "min_values"), _count(component, "max_values")
    if minimum > maximum:
        yield Problem(
            (*path, "min_values"),
            "SELECT_COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES",
            "min_values cannot exceed max_values",
        )
    if kinds.kind_of(component) == kinds.STRING_SELECT:
        yield from _options(component, path, max(minimum, maximum, 1), maximum)
    else:
        yield from _default_values(component, path, maximum)


SELECTS: Mapping[int, Check] = dict.fromkeys(kinds.SELECTS, select)


def is_optional(component: Body) -> bool:
    """Tell whether one may choose nothing: `min_values` is 0, whatever `required` says."""
    return component.get("min_values") is not None and not _count(component, "min_values")


def _options(component: Body, path: Path, minimum: int, maximum: int) -> Problems:
    """Check what can be chosen; there must be as many as may be chosen at once."""
    yield from fields.array(
        component, "options", path, minimum=min(minimum, OPTIONS), maximum=OPTIONS, needed=True
    )
    options = fields.get_list(component, "options")
    path = (*path, "options")
    yield from fields.no_objects(options, path)
    seen: set[str] = set()
    for place, option in fields.objects(options, path):
        yield from fields.unknown_fields(option, _KNOWN_OPTION, place)
        for name, shortest in (("label", 1), ("value", 1), ("description", 0)):
            yield from fields.text(
                option, name, place, minimum=shortest, maximum=OPTION_TEXT, needed=bool(shortest)
            )
        yield from fields.boolean(option, "default", place)
        yield from _emoji(option, place)
        value = option.get("value")
        if isinstance(value, str):
            if value in seen:
                yield Problem(
                    (*place, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                )
            seen.add(value)
    chosen = sum(1 for _, option in fields.objects(options, path) if option.get("default") is True)
    if chosen > maximum:
        yield _too_many_defaults(path)


def _default_values(component: Body, path: Path, maximum: int) -> Problems:
    yield from fields.array(component, "default_values", path, maximum=VALUES)
    values = fields.get_list(component, "default_values")
    path = (*path, "default_values")
    yield from fields.no_objects(values, path)
    for place, value in fields.objects(values, path):
        yield from fields.snowflake(value, "id", place, needed=True)
        allowed = _DEFAULTS[kinds.kind_of(component)]
        yield from fields.one_of(value, "type", place, allowed, needed=True)
    if len(values) > maximum:
        yield _too_many_defaults(path)


def _emoji(body: Body, path: Path) -> Problems:
    emoji = body.get("emoji")
    path = (*path, "emoji")
    if emoji is None:
        return
    if not isinstance(emoji, dict):
        yield fields.not_an_object(path)
        return
    yield from fields.unknown_fields(emoji, _KNOWN_EMOJI, path)
    yield from fields.snowflake(emoji, "id", path)
    yield from fields.text(emoji, "name", path, maximum=32)
    name = emoji.get("name")
    # A custom emoji goes by its id, and its name is what it was called.
    if not emoji.get("id") and not (isinstance(name, str) and is_emoji(name)):
        yield Problem((*path, "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")


def _without(component: Body, names: tuple[str, ...], path: Path) -> Problems:
    for name in names:
        if component.get(name) is not None:
            yield Problem(
                (*path, name),
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                f"A button of this style cannot have {name}",
            )


def _count(component: Body, name: str) -> int:
    value: Any = component.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def _too_many_defaults(path: Path) -> Problem:
    return Problem(
        path,
        "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
        "There are more default values than can be chosen",
    )
