"""Fill in commands and forms, as Discord's client does before it sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from discord_playground.people.connection import JSON, File

CHAT_INPUT = 1
SUBCOMMAND, GROUP = 1, 2
ATTACHMENT = 11
ROW, TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO, CHECKBOX = 1, 4, 18, 19, 21, 23


def fill_command(
    commands: Sequence[JSON], path: str, values: Mapping[str, Any], *, focused: str | None = None
) -> tuple[JSON, JSON, list[File]]:
    """Return a slash command, the `data` of its use, and the files in it.

    `path` has the names of the command and its subcommands with spaces between them, plain or in
    the person's language. LookupError where there is no such command or option.
    """
    name, *below = path.split()
    found = _find_by_name([c for c in commands if c["type"] == CHAT_INPUT], name, "command")
    files: list[File] = []
    levels, defined = [], found.get("options", [])
    for part in below:
        level = _find_by_name(
            [o for o in defined if o["type"] in {SUBCOMMAND, GROUP}], part, "subcommand"
        )
        levels.append(level)
        defined = level.get("options", [])
    options = [
        _option(_find_by_name(defined, key, "option"), value, files, focused=focused in {key})
        for key, value in values.items()
        if value is not None
    ]
    for level in reversed(levels):
        options = [{"name": level["name"], "type": level["type"], "options": options}]
    data: JSON = {
        "id": found["id"],
        "name": found["name"],
        "type": found["type"],
        "version": found["version"],
        "options": options,
    }
    return found, data, files


def find_menu_command(commands: Sequence[JSON], name: str) -> JSON:
    """Return a command of a menu by name; LookupError where there is none."""
    return _find_by_name([c for c in commands if c["type"] != CHAT_INPUT], name, "menu command")


def fill_form(
    components: Sequence[JSON], values: Mapping[str, Any]
) -> tuple[list[JSON], list[File]]:
    """Return a form's components with values in them, and their files.

    Fields without a value keep their default. LookupError for a value without a field.
    """
    files: list[File] = []
    left = dict(values)
    filled = [_field(component, left, files) for component in components]
    if left:
        raise LookupError(f"the form has no field {', '.join(left)}")
    return filled, files


def _find_by_name(things: Sequence[JSON], name: str, what: str) -> JSON:
    for thing in things:
        if name in {thing["name"], thing.get("name_localized"), thing["name"].replace("-", "_")}:
            return thing
    raise LookupError(f"no {what} {name!r} among {[thing['name'] for thing in things]}")


def _option(option: JSON, value: Any, files: list[File], *, focused: bool) -> JSON:
    if option["type"] == ATTACHMENT:
        files.append(value)
        value = len(files) - 1
    elif isinstance(value, dict):
        value = value["id"]
    filled: JSON = {"name": option["name"], "type": option["type"], "value": value}
    return filled | ({"focused": True} if focused else {})


def _field(component: JSON, left: dict[str, Any], files: list[File]) -> JSON:
    kind = component["type"]
    filled: JSON = {"type": kind, "id": component.get("id")}
    if kind == ROW:
        filled["components"] = [_field(one, left, files) for one in component["components"]]
    elif kind == LABEL:
        filled["component"] = _field(component["component"], left, files)
    elif custom_id := component.get("custom_id"):
        filled["custom_id"] = custom_id
        if kind in {TEXT_INPUT, RADIO, CHECKBOX}:
            first = component.get("value", component.get("default"))
            filled["value"] = left.pop(custom_id, first)
        else:
            chosen = left.pop(custom_id, None)
            chosen = _defaults(component) if chosen is None else chosen
            chosen = [chosen] if isinstance(chosen, str | tuple) else list(chosen)
            if kind == FILE_UPLOAD:
                files += chosen
                chosen = [str(len(files) - len(chosen) + i) for i in range(len(chosen))]
            filled["values"] = chosen
    return filled


def _defaults(component: JSON) -> list[str]:
    options = [o["value"] for o in component.get("options") or () if o.get("default")]
    return options + [str(one["id"]) for one in component.get("default_values") or ()]
