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

_IN_SERVERS, _BY_PEOPLE, _PRIVATE = 0, 1, 2
_PORTAL: Final = "https://discord.com/developers/applications"


@dataclass(frozen=True, slots=True)
class Registration:
    """How Discord took the commands.

    `servers_only` is how many people cannot use by an installation of their own.
    `refusal` says why it took none at all. While it is `pending`, Discord has not answered.
    """

    servers_only: int = 0
    refusal: str = ""
    pending: bool = False

    def warnings(self) -> Iterator[str]:
        """Yield warnings for the operator."""
        if self.pending:
            yield (
                "Discord has not registered the commands yet: it may have had too many new ones "
                "today (200). The bot keeps trying; until then those registered before are in use."
            )
        if self.refusal:
            yield (
                f"Discord refused to register the commands: {self.refusal} Those registered "
                "before, if any, stay. Once that is fixed, restart the bot to try again."
            )
        if self.servers_only:
            yield (
                "User Install is off for this application: commands work in servers that the bot "
                "is in and in its direct messages, not elsewhere. To change that, switch on User "
                f"Install at {_PORTAL} (Installation, Installation Contexts), and restart the bot."
            )


async def register(
    tree: app_commands.CommandTree[Any], notes: NoteStore, hidden: frozenset[str] = frozenset()
) -> Registration:
    """Register the tree's commands unless Discord has them already; return how it took them.

    Options in `hidden`, such as "ask model", are not offered.

    What was registered last is noted, as a hash, under the application's id. That Discord still
    has them is asked too: another installation with the same token may have replaced them. Where
    User Install is off, Discord would refuse the commands that have it: they are only for servers.
    """
    client, name = tree.client, f"commands:{tree.client.application_id}"
    payloads = await _build_payloads(tree, hidden)
    application, servers_only = client.application, 0
    if (
        application is not None
        and application.guild_integration_config is not None
        and application.user_integration_config is None
    ):
        servers_only = sum(map(_restrict_to_servers, payloads))
    texts = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if await asyncio.to_thread(notes.read, name) == digest and await _is_registered(tree):
        return Registration(servers_only)
    try:
        await client.http.bulk_upsert_global_commands(client.application_id or 0, payload=payloads)
    except (discord.HTTPException, *CONNECTION_ERRORS) as error:
        refusal = f"the connection failed ({describe(error)})."
        if isinstance(error, discord.HTTPException):
            said = " ".join((error.text or str(error.response.reason)).split())
            refusal = f"{said} ({error.status}, code {error.code})."
        return Registration(refusal=refusal)
    await asyncio.to_thread(notes.write, name, digest)
    return Registration(servers_only)


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


async def _build_payloads(
    tree: app_commands.CommandTree[Any], hidden: frozenset[str]
) -> list[dict[str, Any]]:
    if tree.translator is None:
        raise RuntimeError("The tree has no translator.")
    payloads = []
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, tree.translator)
        if options := payload.get("options"):
            payload["options"] = [
                option for option in options if f"{command.name} {option['name']}" not in hidden
            ]
        payloads.append(payload)
    return payloads


def _restrict_to_servers(command: dict[str, Any]) -> bool:
    """Let a command be used only where the bot is; return whether that changes it."""
    if _BY_PEOPLE not in (command.get("integration_types") or ()):
        return False
    command["integration_types"] = [_IN_SERVERS]
    command["contexts"] = [each for each in command.get("contexts") or () if each != _PRIVATE]
    return True
