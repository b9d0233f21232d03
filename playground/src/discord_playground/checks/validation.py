"""Run jsonschema, and say what it found in Discord's codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from discord_playground.checks import fields
from discord_playground.checks.problem import Path, Problem
from discord_playground.checks.schemas import BY_TYPE, UNLESS_NULL


class _Descending(Protocol):
    """What a keyword's check needs of the validator that calls it."""

    def descend(
        self, instance: Any, schema: Any, path: str | None = None
    ) -> Iterator[ValidationError]: ...


def validator(schema: Mapping[str, Any]) -> Validator:
    """Return a validator of a schema that `Schemas` rewrote."""
    made: Validator = _VALIDATOR(schema)
    return made


def problems(validator: Validator, body: Any) -> list[Problem]:
    """Return all that is wrong with `body`."""
    return [_problem(error) for error in validator.iter_errors(body)]


def _problem(error: ValidationError) -> Problem:
    path: Path = tuple(error.absolute_path)
    said = _SAID.get(str(error.validator))
    return said(path, error) if said else Problem(path, "SCHEMA", error.message)


def _wrong_type(path: Path, error: ValidationError) -> Problem:
    if error.instance is None:
        return fields.required_problem(path)
    kinds: Any = error.validator_value
    kind = kinds if isinstance(kinds, str) else next(iter(kinds))
    code = {
        "string": "STRING_TYPE_CONVERT",
        "boolean": "BOOLEAN_TYPE_CONVERT",
        "array": "LIST_TYPE_CONVERT",
        "object": "DICT_TYPE_CONVERT",
    }.get(kind, "NUMBER_TYPE_COERCE")
    return Problem(path, code, f'Value "{str(error.instance)[:60]}" is not {kind}.')


def _length(path: Path, error: ValidationError) -> Problem:
    schema: Any = error.schema
    minimum = schema.get("minLength", schema.get("minItems", 0))
    maximum = schema.get("maxLength", schema.get("maxItems", schema.get("maxProperties", 0)))
    if isinstance(error.instance, str) and not error.instance and minimum:
        return fields.required_problem(path)
    return fields.bad_length(path, minimum, maximum)


def _not_in_enum(path: Path, error: ValidationError) -> Problem:
    allowed: Any = error.validator_value
    return fields.bad_choice(path, allowed)


_SAID: Mapping[str, Callable[[Path, ValidationError], Problem]] = {
    "required": lambda path, _: fields.required_problem(path),
    "type": _wrong_type,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "maxProperties": _length,
    "minimum": lambda path, error: Problem(path, "NUMBER_TYPE_MIN", error.message),
    "maximum": lambda path, error: Problem(path, "NUMBER_TYPE_MAX", error.message),
    "enum": _not_in_enum,
    "pattern": lambda path, error: fields.not_snowflake(path, error.instance),
    "uniqueItems": lambda path, _: fields.already_there(path),
    BY_TYPE: lambda path, error: Problem(path, "UNION_TYPE_CHOICES", error.message),
    "additionalProperties": lambda path, error: Problem(
        path, "UNKNOWN_PROPERTY", "Discord's description has no such property."
    ),
}


def _by_type(
    validator: _Descending, branches: Mapping[Any, Any], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """Check an object by the branch that its `type` names."""
    if not isinstance(instance, dict):
        yield ValidationError(
            f"{instance!r} is no object", validator="type", validator_value="object"
        )
        return
    kind = instance.get("type")
    if not isinstance(kind, int | str) or isinstance(kind, bool) or kind not in branches:
        yield ValidationError(
            f'Value of field "type" must be one of {tuple(branches)}.', path=("type",)
        )
        return
    yield from validator.descend(instance, branches[kind])


def _unless_null(
    validator: _Descending, inner: Any, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    if instance is not None:
        yield from validator.descend(instance, inner)


def _any_of(
    validator: _Descending, branches: list[Any], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """Check against each branch; where none fits, tell of the one that is nearest."""
    nearest: list[ValidationError] | None = None
    for branch in branches:
        errors = list(validator.descend(instance, branch))
        if not errors:
            return
        if nearest is None or len(errors) < len(nearest):
            nearest = errors
    yield from nearest or ()


def _required(
    validator: _Descending, names: list[str], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    if isinstance(instance, dict):
        for name in names:
            if name not in instance:
                yield ValidationError(f"{name!r} is required", path=(name,))


def _additional(
    validator: _Descending, allowed: Any, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    described = schema.get("properties", {})
    for name, value in instance.items():
        if name in described:
            continue
        if allowed is False:
            yield ValidationError(f"{name!r} is not described", path=(name,))
        elif isinstance(allowed, dict):
            yield from validator.descend(value, allowed, path=name)


_VALIDATOR: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        BY_TYPE: _by_type,
        UNLESS_NULL: _unless_null,
        "anyOf": _any_of,
        "required": _required,
        "additionalProperties": _additional,
    },
)
