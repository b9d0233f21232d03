"""Check a modal: the form that an interaction may open."""

from __future__ import annotations

from collections.abc import Mapping

from discord_playground.checks import controls, fields, file_types, kinds, layout
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.kinds import Check
from discord_playground.checks.problem import Path, Problem

TITLE = 45
COMPONENTS = 5
LABEL = 45
DESCRIPTION = 100
PLACEHOLDER = 100
INPUT = 4000
CHOICES = 10
_KNOWN = frozenset({"custom_id", "title", "components"})
_KNOWN_CHOICE = frozenset({"label", "value", "description", "default"})
_WITH_MIN_VALUES = kinds.SELECTS | {kinds.CHECKBOX_GROUP, kinds.FILE_UPLOAD}


def check(body: Body, path: Path) -> Problems:
    """Check the `data` of a callback that opens a modal."""
    yield from fields.unknown_fields(body, _KNOWN, path)
    yield from fields.text(body, "custom_id", path, minimum=1, maximum=kinds.CUSTOM_ID, needed=True)
    yield from fields.text(body, "title", path, minimum=1, maximum=TITLE, needed=True)
    yield from fields.array(body, "components", path, minimum=1, maximum=COMPONENTS, needed=True)
    components = fields.get_list(body, "components")
    path = (*path, "components")
    yield from kinds.each(components, path, _IN_MODAL)
    yield from kinds.find_duplicate_ids(components, path)


def _row(component: Body, path: Path) -> Problems:
    """Check the older form, a row with one text input that has its own label."""
    yield from fields.array(component, "components", path, minimum=1, maximum=1, needed=True)
    inside = fields.get_list(component, "components")
    path = (*path, "components")
    yield from kinds.each(inside, path, {kinds.TEXT_INPUT: _text_input})
    for place, child in fields.objects(inside, path):
        yield from fields.text(child, "label", place, minimum=1, maximum=LABEL, needed=True)


def _label(component: Body, path: Path) -> Problems:
    """Check a label and the one control that it names."""
    yield from fields.text(component, "label", path, minimum=1, maximum=LABEL, needed=True)
    yield from fields.text(component, "description", path, minimum=1, maximum=DESCRIPTION)
    control = component.get("component")
    path = (*path, "component")
    if control is None:
        yield fields.required_problem(path)
        return
    yield from kinds.check_component(control, path, _IN_LABEL)
    if kinds.kind_of(control) == kinds.TEXT_INPUT and control.get("label") is not None:
        yield Problem(
            (*path, "label"),
            "TEXT_INPUT_LABEL_NOT_ALLOWED",
            "A text input inside a label cannot have a label of its own",
        )
    # "`min_values` must be either omitted or at least 1 if `required` is omitted or true":
    # https://docs.discord.com/developers/components/reference, selects, groups and uploads alike.
    takes_none = kinds.kind_of(control) in _WITH_MIN_VALUES and controls.is_optional(control)
    if takes_none and control.get("required") is not False:
        yield Problem(
            (*path, "min_values"),
            "COMPONENT_REQUIRED_ZERO_MIN_VALUES",
            "Components marked as required cannot have a min_values of 0",
        )
    if kinds.kind_of(control) in kinds.SELECTS and control.get("disabled"):
        yield Problem(
            (*path, "disabled"),
            "COMPONENT_DISABLED_IN_MODAL",
            "No component of a modal is disabled",
        )


def _text_input(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from fields.one_of(component, "style", path, frozenset({1, 2}), needed=True)
    yield from fields.text(component, "placeholder", path, maximum=PLACEHOLDER)
    yield from fields.text(component, "value", path, maximum=INPUT)
    yield from fields.boolean(component, "required", path)
    yield from fields.number(component, "min_length", path, minimum=0, maximum=INPUT)
    yield from fields.number(component, "max_length", path, minimum=1, maximum=INPUT)
    minimum, maximum = component.get("min_length"), component.get("max_length")
    if isinstance(minimum, int) and isinstance(maximum, int) and minimum > maximum:
        yield Problem(
            (*path, "min_length"),
            "TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX_LENGTH",
            "min_length cannot exceed max_length",
        )
    value = component.get("value")
    # One who opened the modal could not send it.
    if isinstance(value, str) and isinstance(maximum, int) and maximum < len(value) <= INPUT:
        yield fields.bad_length((*path, "value"), 0, maximum)


def _file_upload(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from file_types.check(component, path)
    yield from _how_many(component, path)


def _checkbox_group(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from _how_many(component, path)
    yield from _choices(component, path, minimum=1)


def _radio_group(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from fields.boolean(component, "required", path)
    yield from _choices(component, path, minimum=2)


def _checkbox(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from fields.boolean(component, "default", path)


def _how_many(component: Body, path: Path) -> Problems:
    yield from fields.boolean(component, "required", path)
    yield from fields.number(component, "min_values", path, minimum=0, maximum=CHOICES)
    yield from fields.number(component, "max_values", path, minimum=1, maximum=CHOICES)


def _choices(component: Body, path: Path, *, minimum: int) -> Problems:
    yield from fields.array(
        component, "options", path, minimum=minimum, maximum=CHOICES, needed=True
    )
    options = fields.get_list(component, "options")
    path = (*path, "options")
    yield from fields.no_objects(options, path)
    seen: set[str] = set()
    for place, option in fields.objects(options, path):
        yield from fields.unknown_fields(option, _KNOWN_CHOICE, place)
        yield from fields.text(option, "label", place, minimum=1, maximum=100, needed=True)
        yield from fields.text(option, "value", place, minimum=1, maximum=100, needed=True)
        yield from fields.text(option, "description", place, maximum=100)
        value = option.get("value")
        if isinstance(value, str):
            if value in seen:
                yield fields.already_there((*place, "value"))
            seen.add(value)


_IN_LABEL: Mapping[int, Check] = {
    **controls.SELECTS,
    kinds.TEXT_INPUT: _text_input,
    kinds.FILE_UPLOAD: _file_upload,
    kinds.RADIO_GROUP: _radio_group,
    kinds.CHECKBOX_GROUP: _checkbox_group,
    kinds.CHECKBOX: _checkbox,
}
_IN_MODAL: Mapping[int, Check] = {kinds.ROW: _row, kinds.TEXT: layout.text, kinds.LABEL: _label}
