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
    yield from fields.unknown(body, _KNOWN, path)
    yield from fields.text(body, "custom_id", path, least=1, most=kinds.CUSTOM_ID, needed=True)
    yield from fields.text(body, "title", path, least=1, most=TITLE, needed=True)
    yield from fields.array(body, "components", path, least=1, most=COMPONENTS, needed=True)
    components = fields.listed(body, "components")
    path = (*path, "components")
    yield from kinds.each(components, path, _IN_MODAL)
    yield from kinds.twice(components, path)


def _row(component: Body, path: Path) -> Problems:
    """Check the older form, a row with one text input that bears its own label."""
    yield from fields.array(component, "components", path, least=1, most=1, needed=True)
    inside = fields.listed(component, "components")
    path = (*path, "components")
    yield from kinds.each(inside, path, {kinds.TEXT_INPUT: _text_input})
    for place, child in fields.objects(inside, path):
        yield from fields.text(child, "label", place, least=1, most=LABEL, needed=True)


def _label(component: Body, path: Path) -> Problems:
    """Check a label and the one control that it names."""
    yield from fields.text(component, "label", path, least=1, most=LABEL, needed=True)
    yield from fields.text(component, "description", path, least=1, most=DESCRIPTION)
    control = component.get("component")
    path = (*path, "component")
    if control is None:
        yield fields.required(path)
        return
    yield from kinds.one(control, path, _IN_LABEL)
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
    yield from fields.text(component, "placeholder", path, most=PLACEHOLDER)
    yield from fields.text(component, "value", path, most=INPUT)
    yield from fields.truth(component, "required", path)
    yield from fields.number(component, "min_length", path, least=0, most=INPUT)
    yield from fields.number(component, "max_length", path, least=1, most=INPUT)
    least, most = component.get("min_length"), component.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Problem(
            (*path, "min_length"),
            "TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX_LENGTH",
            "min_length cannot exceed max_length",
        )
    value = component.get("value")
    # One who opened the modal could not send it.
    if isinstance(value, str) and isinstance(most, int) and most < len(value) <= INPUT:
        yield fields.bad_length((*path, "value"), 0, most)


def _file_upload(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from file_types.check(component, path)
    yield from _how_many(component, path)


def _checkbox_group(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from _how_many(component, path)
    yield from _choices(component, path, least=1)


def _radio_group(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from fields.truth(component, "required", path)
    yield from _choices(component, path, least=2)


def _checkbox(component: Body, path: Path) -> Problems:
    yield from kinds.custom_id(component, path)
    yield from fields.truth(component, "default", path)


def _how_many(component: Body, path: Path) -> Problems:
    yield from fields.truth(component, "required", path)
    yield from fields.number(component, "min_values", path, least=0, most=CHOICES)
    yield from fields.number(component, "max_values", path, least=1, most=CHOICES)


def _choices(component: Body, path: Path, *, least: int) -> Problems:
    yield from fields.array(component, "options", path, least=least, most=CHOICES, needed=True)
    options = fields.listed(component, "options")
    path = (*path, "options")
    yield from fields.no_objects(options, path)
    seen: set[str] = set()
    for place, option in fields.objects(options, path):
        yield from fields.unknown(option, _KNOWN_CHOICE, place)
        yield from fields.text(option, "label", place, least=1, most=100, needed=True)
        yield from fields.text(option, "value", place, least=1, most=100, needed=True)
        yield from fields.text(option, "description", place, most=100)
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
