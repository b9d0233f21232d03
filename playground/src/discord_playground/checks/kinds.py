"""Tell components apart: their types, their properties, what may stand where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

ROW = 1
BUTTON = 2
STRING_SELECT = 3
TEXT_INPUT = 4
USER_SELECT = 5
ROLE_SELECT = 6
MENTIONABLE_SELECT = 7
CHANNEL_SELECT = 8
SECTION = 9
TEXT = 10
THUMBNAIL = 11
GALLERY = 12
FILE = 13
SEPARATOR = 14
CONTAINER = 17
LABEL = 18
FILE_UPLOAD = 19
RADIO_GROUP = 21
CHECKBOX_GROUP = 22
CHECKBOX = 23

SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
CUSTOM_ID = 100

Check = Callable[[Body, Path], Problems]

_SELECT = "custom_id placeholder min_values max_values disabled required"
_PROPERTIES = {
    ROW: "components",
    BUTTON: "custom_id style label emoji url sku_id disabled",
    STRING_SELECT: f"{_SELECT} options",
    TEXT_INPUT: "custom_id style label min_length max_length required value placeholder",
    USER_SELECT: f"{_SELECT} default_values",
    ROLE_SELECT: f"{_SELECT} default_values",
    MENTIONABLE_SELECT: f"{_SELECT} default_values",
    CHANNEL_SELECT: f"{_SELECT} default_values channel_types",
    SECTION: "components accessory",
    TEXT: "content",
    THUMBNAIL: "media description spoiler",
    GALLERY: "items",
    FILE: "file spoiler",
    SEPARATOR: "divider spacing",
    CONTAINER: "components accent_color spoiler",
    LABEL: "label description component",
    FILE_UPLOAD: "custom_id min_values max_values required file_types",
    RADIO_GROUP: "custom_id options required",
    CHECKBOX_GROUP: "custom_id options min_values max_values required",
    CHECKBOX: "custom_id default",
}
_KNOWN = {kind: frozenset(f"type id {names}".split()) for kind, names in _PROPERTIES.items()}


def kind_of(component: Any) -> int:
    """Return a component's type, 0 where it has none."""
    return fields.integer(component, "type") if isinstance(component, dict) else 0


def each(components: Iterable[Any], path: Path, allowed: Mapping[int, Check]) -> Problems:
    """Check each component by its type, refusing types that may not stand here."""
    for index, component in enumerate(components):
        yield from check_component(component, (*path, index), allowed)


def check_component(component: Any, path: Path, allowed: Mapping[int, Check]) -> Problems:
    """Check one component by its type, refusing a type that may not stand here."""
    if not isinstance(component, dict):
        yield fields.not_an_object(path)
        return
    kind = kind_of(component)
    if kind not in allowed:
        kinds = ", ".join(str(kind) for kind in sorted(allowed))
        yield Problem(
            (*path, "type"),
            "UNION_TYPE_CHOICES",
            f'Value of field "type" must be one of ({kinds}).',
        )
        return
    yield from fields.unknown_fields(component, _KNOWN[kind], path)
    yield from fields.number(component, "id", path, minimum=0, maximum=2**31 - 1)
    yield from allowed[kind](component, path)


def walk(components: Iterable[Any], path: Path) -> Iterator[tuple[Path, Body]]:
    """Give every component, however deep, with its path, in the order of the message."""
    for place, component in fields.objects(components, path):
        yield place, component
        yield from walk(fields.get_list(component, "components"), (*place, "components"))
        for name in ("accessory", "component"):
            if isinstance(component.get(name), dict):
                yield (*place, name), component[name]


def find_duplicate_ids(components: Iterable[Any], path: Path) -> Problems:
    """Find custom ids and numeric ids that two components share."""
    custom_ids: set[str] = set()
    ids: set[int] = set()
    for place, component in walk(components, path):
        custom_id = component.get("custom_id")
        if isinstance(custom_id, str):
            if custom_id in custom_ids:
                yield Problem(
                    (*place, "custom_id"),
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated",
                )
            custom_ids.add(custom_id)
        number = component.get("id")
        if isinstance(number, int) and number:  # 0 asks Discord to choose
            if number in ids:
                yield Problem(
                    (*place, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"
                )
            ids.add(number)


def custom_id(component: Body, path: Path) -> Problems:
    """Check the `custom_id` that a control must have."""
    yield from fields.text(component, "custom_id", path, minimum=1, maximum=CUSTOM_ID, needed=True)
