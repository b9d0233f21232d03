"""Say how Discord took the commands, and find what is left of them without what it refused.

What an error of Discord's says of a list of commands: its keys are numbers of commands, then names
of fields, down to `_errors`.
https://docs.discord.com/developers/reference#error-messages
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

JSON = dict[str, Any]

_INSTALLS: Final = frozenset({"integration_types", "contexts"})
_LOCALIZED: Final = frozenset({"name_localizations", "description_localizations"})
_IN_SERVERS, _BY_PEOPLE, _PRIVATE = 0, 1, 2

_PORTAL: Final = "https://discord.com/developers/applications"


@dataclass(frozen=True, slots=True)
class Registration:
    """How Discord took the commands.

    `servers_only` are those that it does not let people use by an installation of their own;
    `left_out` says of each further thing that it refused what and why. `refusal` says why it took
    none at all, and `before` how many of an earlier registration there are then. While it is
    `pending`, Discord has not answered.
    """

    servers_only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refusal: str = ""
    before: int = 0
    pending: bool = False

    def lines(self) -> Iterator[str]:
        """Yield what to tell whoever runs the bot; nothing where all is well."""
        if self.pending:
            yield (
                "Discord has not registered the commands yet: it may have had too many new ones "
                "today (200). The bot keeps trying; until then those registered before are in use."
            )
        if self.refusal:
            there = f"The {self.before} registered before stay." if self.before else (
                "There are no commands; mentions and direct messages are answered."
            )  # fmt: skip
            yield (
                f"Discord refused to register the commands: {self.refusal} {there} Once that is "
                "fixed, restart the bot to try again."
            )
        if self.servers_only:
            yield (
                f"Discord refused to let people install {len(self.servers_only)} of the commands "
                "for themselves, as User Install is off for this application. They work in servers "
                "that the bot is in and in its direct messages, not elsewhere. To change that, "
                f"switch on User Install at {_PORTAL} (Installation, Installation Contexts), and "
                "restart the bot."
            )
        for what in self.left_out:
            yield f"Discord refused a part of the commands, which is left out: {what}"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of commands, by whose names, and what was left out of them."""

    payloads: list[JSON]
    servers_only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def without_refused(payloads: Sequence[JSON], errors: Mapping[str, Any] | None) -> Remaining | None:
    """Return commands without what an error refuses of them; None where nothing can be left out.

    Installations for oneself are left out of all commands at once, as it is the application that
    has none; an error that names no field may be about them. Translations are left out alone; for
    anything else, the command.
    """
    kept = deepcopy(list(payloads))
    left_out: list[str] = []
    gone: set[int] = set()
    refused = [
        (int(path[0]), path[1:], why)
        for path, why in _leaves(errors or {})
        if path and path[0].isdecimal() and int(path[0]) < len(kept)
    ]
    servers_only: tuple[str, ...] = ()
    if not refused or any(path and path[0] in _INSTALLS for _, path, _ in refused):
        servers_only = tuple(c["name"] for c in kept if _restrict_to_servers(c))
    if not refused:
        return Remaining(kept, servers_only) if servers_only else None
    for number, path, why in refused:
        command = kept[number]
        if path and path[0] in _INSTALLS:
            if command["name"] in servers_only:
                continue
        elif _drop_localization(command, path):
            left_out.append(f"/{command['name']}, {'.'.join(path)}: {why}")
            continue
        if number not in gone:
            gone.add(number)
            left_out.append(f"/{command['name']} ({'.'.join(path) or 'all of it'}): {why}")
    remaining = [command for number, command in enumerate(kept) if number not in gone]
    return Remaining(remaining, servers_only, tuple(left_out)) if remaining else None


def _restrict_to_servers(command: JSON) -> bool:
    """Let a command be used only where the bot is; return whether that changes it."""
    installs, contexts = command.get("integration_types"), command.get("contexts")
    if _BY_PEOPLE not in (installs or ()) and _PRIVATE not in (contexts or ()):
        return False
    command["integration_types"] = [_IN_SERVERS]
    if contexts is not None:
        command["contexts"] = [context for context in contexts if context != _PRIVATE]
    return True


def _drop_localization(command: JSON, path: Sequence[str]) -> bool:
    """Leave out a translation that a path leads to, or all of a text's; return whether it does."""
    place: Any = command
    for depth, part in enumerate(path):
        if part in _LOCALIZED and isinstance(place, dict) and place.get(part):
            if len(path) > depth + 1:
                place[part].pop(path[depth + 1], None)
            else:
                place[part] = None
            return True
        if isinstance(place, list) and part.isdecimal() and int(part) < len(place):
            place = place[int(part)]
        elif isinstance(place, dict):
            place = place.get(part)
        else:
            return False
    return False


def _leaves(
    errors: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of every field that an error is about, with why."""
    for key, inner in errors.items():
        if key == "_errors" and isinstance(inner, list):
            yield path, " ".join(str(each.get("message", "")) for each in inner)
        elif isinstance(inner, Mapping):
            yield from _leaves(inner, (*path, key))
