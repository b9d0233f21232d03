"""Register the commands with Discord where they changed, without what it refuses.

In an error about a list of commands, the keys are numbers of commands, then names of fields, down
to `_errors`: https://docs.discord.com/developers/reference#error-messages
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.errors import describe

if TYPE_CHECKING:
    from bot.storage.component_state import NoteStore

JSON = dict[str, Any]

_INSTALLS: Final = frozenset({"integration_types", "contexts"})
_LOCALIZED: Final = frozenset({"name_localizations", "description_localizations"})
_IN_SERVERS, _BY_PEOPLE, _PRIVATE = 0, 1, 2

_PORTAL: Final = "https://discord.com/developers/applications"

_MAX_TRIES: Final = 10


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

    def warnings(self) -> Iterator[str]:
        """Yield warnings for the operator."""
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
class RemainingCommands:
    """What is left of commands, by whose names, and what was left out of them."""

    payloads: list[JSON]
    servers_only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def drop_refused(
    payloads: Sequence[JSON], errors: Mapping[str, Any] | None
) -> RemainingCommands | None:
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
        for path, why in _error_paths(errors or {})
        if path and path[0].isdecimal() and int(path[0]) < len(kept)
    ]
    servers_only: tuple[str, ...] = ()
    if not refused or any(path and path[0] in _INSTALLS for _, path, _ in refused):
        servers_only = tuple(c["name"] for c in kept if _restrict_to_servers(c))
    if not refused:
        return RemainingCommands(kept, servers_only) if servers_only else None
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
    return RemainingCommands(remaining, servers_only, tuple(left_out)) if remaining else None


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


def _error_paths(
    errors: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the path of every field that an error is about, with why."""
    for key, inner in errors.items():
        if key == "_errors" and isinstance(inner, list):
            yield path, " ".join(str(each.get("message", "")) for each in inner)
        elif isinstance(inner, Mapping):
            yield from _error_paths(inner, (*path, key))


async def register(
    tree: app_commands.CommandTree[Any], notes: NoteStore, hidden: frozenset[str] = frozenset()
) -> Registration:
    """Register the tree's commands unless Discord has them already; return how it took them.

    Options in `hidden`, such as "ask model", are not offered.

    What was registered last is noted, as a hash, under the application's id. That Discord still
    has them is asked too: another installation with the same token may have replaced them. What
    Discord refuses is left out, and tried again at the next start.
    """
    name = f"commands:{tree.client.application_id}"
    payloads = await _build_payloads(tree)
    for command in payloads:
        if options := command.get("options"):
            command["options"] = [
                option for option in options if f"{command['name']} {option['name']}" not in hidden
            ]
    digest = _digest(payloads)
    if await asyncio.to_thread(notes.read, name) == digest and await _is_registered(tree):
        return Registration()
    servers_only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refusal = ""
    for _ in range(_MAX_TRIES):
        try:
            await _overwrite(tree, payloads)
        except (discord.HTTPException, *CONNECTION_ERRORS) as error:
            refusal = _describe_refusal(error)
            if not isinstance(error, discord.HTTPException) or error.status != 400:
                break
            remaining = drop_refused(payloads, error._errors)
            if remaining is None:
                break
            payloads = remaining.payloads
            servers_only += remaining.servers_only
            left_out += remaining.left_out
        else:
            if not servers_only and not left_out:
                await asyncio.to_thread(notes.write, name, digest)
            return Registration(servers_only, left_out)
    return Registration(refusal=refusal, before=await _count_registered(tree))


async def find_command_ids(tree: app_commands.CommandTree[Any]) -> dict[str, int]:
    """Return the ids of the commands that Discord has, those in groups too, by their names.

    None where Discord does not say: what is written of commands then only names them.
    """
    try:
        known = await tree.fetch_commands()
    except (discord.HTTPException, *CONNECTION_ERRORS):
        return {}
    ids = {command.name: command.id for command in known}
    subcommands = {
        option.qualified_name: command.id
        for command in known
        for option in command.options
        if isinstance(option, app_commands.AppCommandGroup)
    }
    return ids | subcommands


async def _overwrite(tree: app_commands.CommandTree[Any], payloads: list[JSON]) -> None:
    application_id = tree.client.application_id or 0
    await tree.client.http.bulk_upsert_global_commands(application_id, payload=payloads)


async def _build_payloads(tree: app_commands.CommandTree[Any]) -> list[JSON]:
    commands, translator = tree.get_commands(), tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, translator) for command in commands]


def _digest(payloads: list[JSON]) -> str:
    texts = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _describe_refusal(error: Exception) -> str:
    """Return why Discord took none of the commands, in a sentence."""
    if isinstance(error, discord.HTTPException):
        said = " ".join((error.text or str(error.response.reason)).split())
        return f"{said} ({error.status}, code {error.code})."
    return f"the connection failed ({describe(error)})."


async def _is_registered(tree: app_commands.CommandTree[Any]) -> bool:
    try:
        there = {(command.name, command.type) for command in await tree.fetch_commands()}
    except discord.HTTPException:
        return True  # nothing says that they are gone
    return there == {(command.name, _command_type(command)) for command in tree.get_commands()}


async def _count_registered(tree: app_commands.CommandTree[Any]) -> int:
    """Return how many commands Discord has; 0 where it does not say."""
    try:
        return len(await tree.fetch_commands())
    except (discord.HTTPException, *CONNECTION_ERRORS):
        return 0


def _command_type(command: Any) -> discord.AppCommandType:
    if isinstance(command, app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input
