"""Check application commands: each one, and all that are registered together."""

from __future__ import annotations

from collections.abc import Mapping

from discord_playground.checks import fields, localizations, naming, options
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

CHAT_INPUT = 1
USER = 2
MESSAGE = 3
ENTRY_POINT = 4

SIZE = 8000  # raised from 4,000 in 2024
# 100 + 15 + 15 = 130 is what the description allows in one PUT. The menus had 5 each until 2025;
# discord.py still refuses a sixth by itself.
MAX_COMMANDS: Mapping[int, int] = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15, ENTRY_POINT: 1}

_KNOWN = frozenset(
    "id type name name_localizations description description_localizations options"
    " default_member_permissions dm_permission default_permission contexts integration_types"
    " nsfw handler application_id guild_id version".split()
)
_PERMISSIONS = 2**54 - 1
_USER_INSTALL, _PRIVATE = 1, 2


def check_all(body: object) -> Problems:
    """Check the body of a bulk overwrite: every command, how many of a kind, no name twice."""
    if not isinstance(body, list):
        yield Problem((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    yield from fields.no_objects(body, ())
    of_kind: dict[int, list[tuple[Path, Body]]] = {}
    for path, command in fields.objects(body, ()):
        yield from check(command, path)
        of_kind.setdefault(_kind(command), []).append((path, command))
    for kind, found in of_kind.items():
        yield from localizations.find_repeated(
            found,
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
            "Application command names must be unique",
        )
        maximum = MAX_COMMANDS.get(kind, len(found))
        if len(found) > maximum:
            yield Problem(
                (), "30032", f"Maximum number of application commands reached ({maximum})."
            )


def check(command: Body, path: Path, *, partial: bool = False) -> Problems:
    """Check one command; `partial` is an edit, in which nothing is required."""
    yield from fields.unknown_fields(command, _KNOWN, path)
    yield from fields.one_of(command, "type", path, MAX_COMMANDS)
    kind = _kind(command)
    if kind in {USER, MESSAGE}:
        yield from fields.text(
            command, "name", path, minimum=1, maximum=naming.NAME, needed=not partial
        )
        yield from localizations.texts(command, "name", path, maximum=naming.NAME)
        yield from _bare(command, path)
    else:
        yield from naming.check_name(command, path, needed=not partial)
        needed = kind == CHAT_INPUT and not partial
        yield from naming.described(command, path, needed=needed)
        yield from options.check(command, path)
    yield from _contexts(command, path)
    for name in ("nsfw", "dm_permission", "default_permission"):
        yield from fields.boolean(command, name, path)
    yield from _permissions(command, path)
    if size(command) > SIZE:
        yield Problem(
            path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({SIZE})"
        )


def size(command: Body) -> int:
    """Count names, descriptions and values, each in the language where it is longest."""
    total = localizations.longest(command, "name") + localizations.longest(command, "description")
    for _, choice in fields.objects(fields.get_list(command, "choices"), ()):
        total += localizations.longest(choice, "name") + len(str(choice.get("value", "")))
    for _, option in fields.objects(fields.get_list(command, "options"), ()):
        total += size(option)
    return total


def _bare(command: Body, path: Path) -> Problems:
    """Check that a menu's command has neither description nor options."""
    if command.get("description"):
        yield Problem(
            (*path, "description"),
            "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
            "Context menu commands cannot have description",
        )
    if command.get("options"):
        yield Problem(
            (*path, "options"),
            "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED",
            "Context menu commands cannot have options",
        )


def _contexts(command: Body, path: Path) -> Problems:
    for name, allowed in (("contexts", range(3)), ("integration_types", range(2))):
        yield from fields.array(command, name, path, minimum=1, maximum=len(allowed))
        seen: list[object] = []
        for index, value in enumerate(fields.get_list(command, name)):
            if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
                yield fields.bad_choice((*path, name, index), allowed)
            elif value in seen:
                yield fields.already_there((*path, name, index))
            seen.append(value)
    installs, contexts = command.get("integration_types"), fields.get_list(command, "contexts")
    # "Only meaningful for commands installed to a user (when the command's `integration_types`
    # includes `USER_INSTALL`)"; left out, those are whatever the application has.
    if isinstance(installs, list) and _USER_INSTALL not in installs and _PRIVATE in contexts:
        yield fields.bad_choice((*path, "contexts", contexts.index(_PRIVATE)), range(_PRIVATE))


def _permissions(command: Body, path: Path) -> Problems:
    """Check a set of permissions, which clients write as digits or as a number."""
    value = command.get("default_member_permissions")
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        value = int(value)
    if value is not None:
        yield from fields.number(
            {"default_member_permissions": value},
            "default_member_permissions",
            path,
            minimum=0,
            maximum=_PERMISSIONS,
        )


def _kind(command: Body) -> int:
    return fields.integer(command, "type") or CHAT_INPUT
