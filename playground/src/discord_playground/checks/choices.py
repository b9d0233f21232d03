"""Check the choices of an option: those of a command, and those suggested while one types."""

from __future__ import annotations

from discord_playground.checks import fields, localizations
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path

MAX_CHOICES = 25
NAME = 100
VALUE = 100
_MAX_SAFE_INTEGER = 2**53 - 1
_KNOWN = frozenset({"name", "name_localizations", "value"})

STRING = 3
INTEGER = 4
NUMBER = 10


def check_autocomplete(data: Body, path: Path) -> Problems:
    """Check the `data` of an autocomplete callback."""
    yield from fields.unknown_fields(data, frozenset({"choices"}), path)
    yield from _choices(data, path, None)


def check_option_choices(option: Body, path: Path) -> Problems:
    """Check the choices of a command's option: values of its type, no name twice."""
    yield from _choices(option, path, fields.integer(option, "type"))
    yield from localizations.find_repeated(
        fields.objects(fields.get_list(option, "choices"), (*path, "choices")),
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        "Option choice name already exists",
    )


def _choices(body: Body, path: Path, kind: int | None) -> Problems:
    yield from fields.array(body, "choices", path, maximum=MAX_CHOICES)
    choices = fields.get_list(body, "choices")
    path = (*path, "choices")
    yield from fields.no_objects(choices, path)
    for place, choice in fields.objects(choices, path):
        yield from fields.unknown_fields(choice, _KNOWN, place)
        yield from fields.text(choice, "name", place, minimum=1, maximum=NAME, needed=True)
        yield from localizations.texts(choice, "name", place, maximum=NAME)
        yield from _value(choice, place, kind)


def _value(choice: Body, path: Path, kind: int | None) -> Problems:
    value = choice.get("value")
    if kind == STRING or (kind is None and isinstance(value, str)):
        yield from fields.text(choice, "value", path, maximum=VALUE, needed=True)
    else:
        yield from fields.number(
            choice,
            "value",
            path,
            minimum=-_MAX_SAFE_INTEGER,
            maximum=_MAX_SAFE_INTEGER,
            needed=True,
            whole=kind == INTEGER,
        )
