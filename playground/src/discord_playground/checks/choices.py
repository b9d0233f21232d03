"""Check the choices of an option: those of a command, and those suggested while one types."""

from __future__ import annotations

from discord_playground.checks import fields, localizations
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path

MOST = 25
NAME = 100
VALUE = 100
_LARGEST = 2**53 - 1
_KNOWN = frozenset({"name", "name_localizations", "value"})

STRING = 3
INTEGER = 4
NUMBER = 10


def suggested(data: Body, path: Path) -> Problems:
    """Check the `data` of an autocomplete callback."""
    yield from fields.unknown(data, frozenset({"choices"}), path)
    yield from _choices(data, path, None)


def offered(option: Body, path: Path) -> Problems:
    """Check the choices of a command's option: values of its type, no name twice."""
    yield from _choices(option, path, fields.integer(option, "type"))
    yield from localizations.repeated(
        fields.objects(fields.listed(option, "choices"), (*path, "choices")),
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        "Option choice name already exists",
    )


def _choices(body: Body, path: Path, kind: int | None) -> Problems:
    yield from fields.array(body, "choices", path, most=MOST)
    choices = fields.listed(body, "choices")
    path = (*path, "choices")
    yield from fields.no_objects(choices, path)
    for place, choice in fields.objects(choices, path):
        yield from fields.unknown(choice, _KNOWN, place)
        yield from fields.text(choice, "name", place, least=1, most=NAME, needed=True)
        yield from localizations.texts(choice, "name", place, most=NAME)
        yield from _value(choice, place, kind)


def _value(choice: Body, path: Path, kind: int | None) -> Problems:
    value = choice.get("value")
    if kind == STRING or (kind is None and isinstance(value, str)):
        yield from fields.text(choice, "value", path, most=VALUE, needed=True)
    else:
        yield from fields.number(
            choice,
            "value",
            path,
            least=-_LARGEST,
            most=_LARGEST,
            needed=True,
            whole=kind == INTEGER,
        )
