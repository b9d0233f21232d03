"""Check single fields of an object: the few kinds that Discord's bodies are made of.

Every function yields problems and never raises, whatever JSON it is given. A field that is absent
or null passes unless it is `needed`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from discord_playground.checks.problem import Path, Problem

Body = Mapping[str, Any]
Problems = Iterator[Problem]

_SNOWFLAKE = re.compile(r"0|[1-9][0-9]{0,19}")


def text(
    body: Body,
    name: str,
    path: Path,
    *,
    maximum: int,
    minimum: int = 0,
    needed: bool = False,
    trimmed: bool = False,
) -> Problems:
    """Check a string's length in code points; `trimmed` leaves out space at both ends."""
    value = body.get(name)
    if value is None:
        yield from _missing(needed, (*path, name))
    elif not isinstance(value, str):
        yield Problem(
            (*path, name), "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.'
        )
    else:
        length = len(value.strip() if trimmed else value)
        if needed and minimum and not length:
            yield required_problem((*path, name))
        elif not minimum <= length <= maximum:
            yield bad_length((*path, name), minimum, maximum)


def number(
    body: Body,
    name: str,
    path: Path,
    *,
    minimum: float,
    maximum: float,
    needed: bool = False,
    whole: bool = True,
) -> Problems:
    """Check a number's range."""
    value = body.get(name)
    if value is None:
        yield from _missing(needed, (*path, name))
    elif isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        yield Problem((*path, name), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    elif value < minimum:
        yield Problem(
            (*path, name),
            "NUMBER_TYPE_MIN",
            f"int value should be greater than or equal to {minimum}.",
        )
    elif value > maximum:
        yield Problem(
            (*path, name),
            "NUMBER_TYPE_MAX",
            f"int value should be less than or equal to {maximum}.",
        )


def boolean(body: Body, name: str, path: Path) -> Problems:
    """Check that a field is true or false."""
    if not isinstance(body.get(name), bool | None):
        yield Problem((*path, name), "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def one_of(
    body: Body, name: str, path: Path, allowed: Collection[Any], *, needed: bool = False
) -> Problems:
    """Check that a field is one of a few values."""
    value = body.get(name)
    if value is None:
        yield from _missing(needed, (*path, name))
    elif isinstance(value, bool | list | dict) or value not in allowed:
        yield bad_choice((*path, name), allowed)


def array(
    body: Body, name: str, path: Path, *, maximum: int, minimum: int = 0, needed: bool = False
) -> Problems:
    """Check that a field is an array of an allowed length."""
    value = body.get(name)
    if value is None:
        yield from _missing(needed, (*path, name))
    elif not isinstance(value, list):
        yield Problem(
            (*path, name), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"
        )
    elif not minimum <= len(value) <= maximum:
        yield bad_length((*path, name), minimum, maximum)


def snowflake(body: Body, name: str, path: Path, *, needed: bool = False) -> Problems:
    """Check an id; Discord takes it as a string or as a number."""
    value = body.get(name)
    if value is None:
        yield from _missing(needed, (*path, name))
    elif not is_snowflake(value):
        yield not_snowflake((*path, name), value)


def snowflakes(body: Body, name: str, path: Path, *, maximum: int, minimum: int = 0) -> Problems:
    """Check an array of ids that differ."""
    yield from array(body, name, path, maximum=maximum, minimum=minimum)
    seen: set[str] = set()
    for index, value in enumerate(get_list(body, name)):
        if not is_snowflake(value):
            yield not_snowflake((*path, name, index), value)
        elif str(value) in seen:
            yield already_there((*path, name, index))
        else:
            seen.add(str(value))


def url(
    body: Body,
    name: str,
    path: Path,
    *,
    maximum: int = 2048,
    schemes: Sequence[str] = ("http", "https"),
    needed: bool = False,
) -> Problems:
    """Check an address: its length and its scheme."""
    value = body.get(name)
    yield from text(body, name, path, maximum=maximum, minimum=int(needed), needed=needed)
    if isinstance(value, str) and value:
        scheme, separator, rest = value.partition("://")
        if not separator or not rest or any(character.isspace() for character in value):
            yield Problem((*path, name), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        elif scheme.lower() not in schemes:
            yield Problem(
                (*path, name),
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{scheme}" is not supported. Scheme must be one of {tuple(schemes)}.',
            )


def unknown_fields(body: Body, known: Collection[str], path: Path) -> Problems:
    """Name the properties that Discord does not have there (it would silently drop them)."""
    for name in body:
        if name not in known:
            yield Problem(
                (*path, name), "UNKNOWN_PROPERTY", "Discord knows no property of this name here."
            )


def get_list(body: Body, name: str) -> list[Any]:
    """Return the array at `name`, or an empty one."""
    value = body.get(name)
    return value if isinstance(value, list) else []


def integer(body: Body, name: str) -> int:
    """Return the whole number at `name`, or 0."""
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def objects(values: Iterable[Any], path: Path) -> Iterator[tuple[Path, Body]]:
    """Give each object of an array with its path, leaving out what is no object."""
    for index, value in enumerate(values):
        if isinstance(value, dict):
            yield (*path, index), value


def no_objects(values: Iterable[Any], path: Path) -> Problems:
    """Name the entries of an array that should be objects and are not."""
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            yield not_an_object((*path, index))


def is_snowflake(value: Any) -> bool:
    """Tell whether `value` is an id."""
    return not isinstance(value, bool) and (
        (isinstance(value, int) and 0 <= value < 2**64)
        or (isinstance(value, str) and _SNOWFLAKE.fullmatch(value) is not None)
    )


def required_problem(path: Path) -> Problem:
    """Return the problem of a field that is missing."""
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")


def bad_length(path: Path, minimum: int, maximum: int) -> Problem:
    """Return the problem of a wrong length, in Discord's two wordings."""
    if minimum:
        return Problem(
            path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length."
        )
    return Problem(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")


def bad_choice(path: Path, allowed: Iterable[Any]) -> Problem:
    """Return the problem of a value outside its set."""
    values = "(" + ", ".join(repr(value) for value in sorted(allowed)) + ")"
    return Problem(path, "BASE_TYPE_CHOICES", f"Value must be one of {values}.")


def already_there(path: Path) -> Problem:
    """Return the problem of a value that a set has twice."""
    return Problem(path, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The Set already contains this value")


def not_an_object(path: Path) -> Problem:
    """Return the problem of something else where an object belongs."""
    return Problem(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")


def not_snowflake(path: Path, value: Any) -> Problem:
    """Return the problem of an id that is none."""
    return Problem(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')


def _missing(needed: bool, path: Path) -> Problems:
    if needed:
        yield required_problem(path)
