"""Check the options of a command: their types, their order, how they nest."""

from __future__ import annotations

from discord_playground.checks import choices, fields, file_types, localizations, naming
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

MAX_OPTIONS = 25
LENGTH = 6000
SUBCOMMAND = 1
GROUP = 2
CHANNEL = 7
ATTACHMENT = 11
_VALUES = frozenset(range(3, 12))
_NUMERIC = frozenset({choices.INTEGER, choices.NUMBER})
_COMPLETED = frozenset({choices.STRING, *_NUMERIC})
_MAX_SAFE_INTEGER = 2**53 - 1
_KNOWN = frozenset(
    "type name name_localizations description description_localizations required choices options"
    " channel_types file_types min_value max_value min_length max_length autocomplete".split()
)


def check(command: Body, path: Path) -> Problems:
    """Check the options of a command: values, or subcommands and groups, not both."""
    kinds = {fields.integer(option, "type") for _, option in fields.objects(_options(command), ())}
    yield from _each(command, path, _VALUES | {SUBCOMMAND, GROUP})
    if kinds & {SUBCOMMAND, GROUP} and kinds & _VALUES:
        yield Problem(
            (*path, "options"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are mutually exclusive to other types",
        )


def _each(parent: Body, path: Path, allowed: frozenset[int]) -> Problems:
    yield from fields.array(parent, "options", path, maximum=MAX_OPTIONS)
    options = _options(parent)
    path = (*path, "options")
    yield from fields.no_objects(options, path)
    yield from localizations.find_repeated(
        fields.objects(options, path),
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        "Option name already exists",
    )
    optional = False
    for place, option in fields.objects(options, path):
        yield from _option(option, place, allowed)
        if fields.integer(option, "type") in (SUBCOMMAND, GROUP):
            continue
        if option.get("required") and optional:
            yield Problem(
                place,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional = optional or not option.get("required")


def _option(option: Body, path: Path, allowed: frozenset[int]) -> Problems:
    yield from fields.unknown_fields(option, _KNOWN, path)
    yield from fields.one_of(option, "type", path, allowed, needed=True)
    yield from naming.check_name(option, path)
    yield from naming.described(option, path)
    yield from fields.boolean(option, "required", path)
    kind = fields.integer(option, "type")
    if kind == GROUP:
        yield from _each(option, path, frozenset({SUBCOMMAND}))
    elif kind == SUBCOMMAND:
        yield from _each(option, path, _VALUES)
    else:
        yield from _value(option, path, kind)


def _value(option: Body, path: Path, kind: int) -> Problems:
    for names, kinds in (
        (("options",), ()),
        (("choices", "autocomplete"), _COMPLETED),
        (("min_value", "max_value"), _NUMERIC),
        (("min_length", "max_length"), (choices.STRING,)),
        (("channel_types",), (CHANNEL,)),
        (("file_types",), (ATTACHMENT,)),
    ):
        for name in names:
            if option.get(name) not in (None, False, []) and kind not in kinds:
                yield Problem(
                    (*path, name),
                    "APPLICATION_COMMAND_OPTION_PROPERTY_NOT_ALLOWED",
                    f"An option of this type cannot have {name}",
                )
    yield from choices.check_option_choices(option, path)
    yield from file_types.check(option, path)
    yield from fields.boolean(option, "autocomplete", path)
    if option.get("autocomplete") and option.get("choices"):
        yield Problem(
            (*path, "autocomplete"),
            "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID",
            "Options with choices cannot use autocomplete",
        )
    whole = kind == choices.INTEGER
    for name in ("min_value", "max_value"):
        yield from fields.number(
            option, name, path, minimum=-_MAX_SAFE_INTEGER, maximum=_MAX_SAFE_INTEGER, whole=whole
        )
    yield from fields.number(option, "min_length", path, minimum=0, maximum=LENGTH)
    yield from fields.number(option, "max_length", path, minimum=1, maximum=LENGTH)
    for name in ("value", "length"):
        minimum, maximum = option.get(f"min_{name}"), option.get(f"max_{name}")
        if (
            isinstance(minimum, int | float)
            and isinstance(maximum, int | float)
            and minimum > maximum
        ):
            yield Problem(
                (*path, f"min_{name}"), "NUMBER_TYPE_MAX", f"min_{name} cannot exceed max_{name}"
            )


def _options(parent: Body) -> list[object]:
    return fields.get_list(parent, "options")
