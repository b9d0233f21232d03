"""Register the commands with Discord where they changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.errors import describe

if TYPE_CHECKING:
    from bot.storage.component_state import NoteStore

JSON = dict[str, Any]

_IN_SERVERS, _BY_PEOPLE, _PRIVATE = 0, 1, 2
_PORTAL: Final = "https://discord.com/developers/applications"


@dataclass(frozen=True, slots=True)
class Registration:
    """How Discord took the commands.

    `servers_only` is how many it does not let people use by an installation of their own.
    `refusal` says why it took none at all, and `before` how many of an earlier registration there
    are then. While it is `pending`, Discord has not answered.
    """

    servers_only: int = 0
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
                f"Discord refused to let people install {self.servers_only} of the commands "
                "for themselves, as User Install is off for this application. They work in servers "
                "that the bot is in and in its direct messages, not elsewhere. To change that, "
                f"switch on User Install at {_PORTAL} (Installation, Installation Contexts), and "
                "restart the bot."
            )


async def register(
    tree: app_commands.CommandTree[Any], notes: NoteStore, hidden: frozenset[str] = frozenset()
) -> Registration:
    """Register the tree's commands unless Discord has them already; return how it took them.

    Options in `hidden`, such as "ask model", are not offered.

    What was registered last is noted, as a hash, under the application's id. That Discord still
    has them is asked too: another installation with the same token may have replaced them. Where
    User Install is off, Discord refuses the commands that have it, and they are registered without.
    """
    name = f"commands:{tree.client.application_id}"
    payloads = await _build_payloads(tree)
    for command in payloads:
        if options := command.get("options"):
            command["options"] = [
                option for option in options if f"{command['name']} {option['name']}" not in hidden
            ]
    texts = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if await asyncio.to_thread(notes.read, name) == digest and await _is_registered(tree):
        return Registration()
    try:
        await _overwrite(tree, payloads)
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        servers_only = sum(map(_restrict_to_servers, payloads))
        if not servers_only or getattr(error, "status", 0) != 400:
            return await _refused(tree, error)
        try:
            await _overwrite(tree, payloads)
        except (discord.HTTPException, *CONNECTION_ERRORS) as again:
            return await _refused(tree, again)
        return Registration(servers_only)
    await asyncio.to_thread(notes.write, name, digest)
    return Registration()


async def find_command_ids(tree: app_commands.CommandTree[Any]) -> dict[str, int]:
    """Return the ids of the commands that Discord has, those in groups too, by their names.

    None where Discord does not say: what is written of commands then only names them.
    """
    known = await _fetch_commands(tree) or []
    ids = {command.name: command.id for command in known}
    subcommands = {
        option.qualified_name: command.id
        for command in known
        for option in command.options
        if isinstance(option, app_commands.AppCommandGroup)
    }
    return ids | subcommands


async def _fetch_commands(
    tree: app_commands.CommandTree[Any],
) -> list[app_commands.AppCommand] | None:
    """Return the commands that Discord has, None where it does not say."""
    try:
        return await tree.fetch_commands()
    except (discord.HTTPException, *CONNECTION_ERRORS):
        return None


async def _is_registered(tree: app_commands.CommandTree[Any]) -> bool:
    known = await _fetch_commands(tree)
    chat = discord.AppCommandType.chat_input
    ours = {(command.name, getattr(command, "type", chat)) for command in tree.get_commands()}
    return known is None or {(command.name, command.type) for command in known} == ours


async def _build_payloads(tree: app_commands.CommandTree[Any]) -> list[JSON]:
    if tree.translator is None:
        raise RuntimeError("The tree has no translator.")
    return [
        await command.get_translated_payload(tree, tree.translator)
        for command in tree.get_commands()
    ]


async def _overwrite(tree: app_commands.CommandTree[Any], payloads: list[JSON]) -> None:
    application_id = tree.client.application_id or 0
    await tree.client.http.bulk_upsert_global_commands(application_id, payload=payloads)


def _restrict_to_servers(command: JSON) -> bool:
    """Let a command be used only where the bot is; return whether that changes it."""
    if _BY_PEOPLE not in (command.get("integration_types") or ()):
        return False
    command["integration_types"] = [_IN_SERVERS]
    command["contexts"] = [each for each in command.get("contexts") or () if each != _PRIVATE]
    return True


async def _refused(tree: app_commands.CommandTree[Any], error: Exception) -> Registration:
    """Return that Discord took none of the commands, and why, in a sentence."""
    if isinstance(error, discord.HTTPException):
        said = " ".join((error.text or str(error.response.reason)).split())
        refusal = f"{said} ({error.status}, code {error.code})."
    else:
        refusal = f"the connection failed ({describe(error)})."
    return Registration(refusal=refusal, before=len(await _fetch_commands(tree) or ()))
