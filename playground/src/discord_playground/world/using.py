"""Read what a person did with a component or filled into a form, and check it as Discord does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord_playground.wire import JSON
from discord_playground.world import components as parts
from discord_playground.world.attachments import Upload
from discord_playground.world.errors import DiscordError, invalid
from discord_playground.world.options import Resolving


def read_component(component: JSON | None, given: JSON, resolving: Resolving, user_id: str) -> JSON:
    """Return `data` of a component's interaction; 50035 where it is gone, disabled or misused."""
    if component is None or component.get("disabled"):
        raise _refusal("data.custom_id", "Component validation failed")
    kind = component["type"]
    if kind == parts.BUTTON and component.get("style") in {parts.LINK, parts.PREMIUM}:
        raise _refusal("data.custom_id", "This button sends nothing to its application")
    if given.get("component_type", kind) != kind:
        raise _refusal("data.component_type", "Component validation failed")
    data: JSON = {"custom_id": component["custom_id"], "component_type": kind}
    data["id"] = component.get("id", 1)
    if kind in parts.SELECTS:
        values = [str(value) for value in given.get("values") or ()]
        _check_values(component, values, "data.values", resolving, user_id)
        data["values"] = values
        if resolving.found:
            data["resolved"] = resolving.found
    return data


def read_form(
    form: JSON, given: JSON, resolving: Resolving, user_id: str, uploads: Sequence[Upload]
) -> JSON:
    """Return `data` of a submitted form, by the form's own layout; 50035 at a wrong field."""
    filled = {
        one["custom_id"]: one
        for one in parts.walk(given.get("components") or ())
        if one.get("custom_id")
    }
    read = _Form(filled, resolving, user_id, {upload.index: upload for upload in uploads})
    components = [read(component) for component in form["components"]]
    data: JSON = {"custom_id": form["custom_id"], "components": components}
    if resolving.found:
        data["resolved"] = resolving.found
    return data


class _Form:
    def __init__(
        self,
        filled: dict[str, JSON],
        resolving: Resolving,
        user_id: str,
        uploads: dict[str, Upload],
    ) -> None:
        self._filled = filled
        self._resolving = resolving
        self._user_id = user_id
        self._uploads = uploads

    def __call__(self, component: JSON) -> JSON:
        kind = component["type"]
        read: JSON = {"type": kind, "id": component.get("id", 1)}
        if kind == parts.ROW:
            read["components"] = [self(inner) for inner in component["components"]]
        elif kind == parts.LABEL:
            read["component"] = self(component["component"])
        elif "custom_id" in component:
            given = self._filled.get(component["custom_id"], {})
            read["custom_id"] = component["custom_id"]
            read |= self._value(component, given)
        return read

    def _value(self, component: JSON, given: JSON) -> JSON:
        kind, path = component["type"], f"data.components.{component['custom_id']}"
        required = component.get("required", True)
        if kind == parts.TEXT_INPUT:
            text = str(given.get("value") or "")
            minimum, maximum = component.get("min_length") or 0, component.get("max_length") or 4000
            if (required and not text) or (text and not minimum <= len(text) <= maximum):
                raise invalid(
                    f"{path}.value",
                    "BASE_TYPE_BAD_LENGTH",
                    f"Must be between {max(minimum, int(required))} and {maximum} in length.",
                )
            return {"value": text}
        if kind in {parts.RADIO, parts.CHECKBOX}:
            value: Any = given.get("value", component.get("default"))
            options = {option["value"] for option in component.get("options", ())}
            if kind == parts.RADIO and (required or value) and value not in options:
                raise invalid(f"{path}.value", "BASE_TYPE_CHOICES", "Choose one")
            return {"value": bool(value) if kind == parts.CHECKBOX else value}
        values = [str(value) for value in given.get("values") or ()]
        if kind == parts.FILE_UPLOAD:
            _check_count(component, values, path, required=required)
            return {"values": [self._uploaded(value, path) for value in values]}
        if values or required:
            _check_values(component, values, path, self._resolving, self._user_id)
        return {"values": values}

    def _uploaded(self, index: str, path: str) -> str:
        if index not in self._uploads:
            raise invalid(f"{path}.values", "ATTACHMENT_NOT_FOUND", "No such file was sent")
        return self._resolving.upload(self._uploads[index])


def _check_values(
    component: JSON, values: Sequence[str], path: str, resolving: Resolving, user_id: str
) -> None:
    """Raise 50035 where the values of a menu are too few, too many, or not its own."""
    _check_count(component, values, path, required=True)
    kind = component["type"]
    own = {option["value"] for option in component.get("options", ())}
    for value in values:
        if kind in {parts.STRING_SELECT, parts.CHECKBOXES}:
            good = value in own
        elif kind == parts.CHANNEL_SELECT:
            good = resolving.channel(value, user_id, component.get("channel_types"))
        elif kind == parts.ROLE_SELECT:
            good = resolving.role(value)
        else:
            good = resolving.user(value)
            good = good or (kind == parts.MENTIONABLE_SELECT and resolving.role(value))
        if not good:
            raise _refusal(path, f"{value!r} cannot be chosen")


def _check_count(component: JSON, values: Sequence[str], path: str, *, required: bool) -> None:
    minimum = component.get("min_values", 1) if required else 0
    maximum = component.get("max_values", 1)
    if component["type"] == parts.CHECKBOXES:
        maximum = component.get("max_values", len(component.get("options", ())))
    if not minimum <= len(values) <= maximum or len(set(values)) < len(values):
        raise _refusal(path, f"Choose {minimum} to {maximum}")


def _refusal(path: str, message: str) -> DiscordError:
    return invalid(path, "COMPONENT_VALIDATION_FAILED", message)
