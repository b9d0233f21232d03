"""Register the commands with Discord, only where they changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands

from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.registration import JSON, Registration, without_refused
from bot.errors import describe

if TYPE_CHECKING:
    from bot.storage.component_state import NoteStore

_TRIES: Final = 10


async def register(tree: app_commands.CommandTree[Any], notes: NoteStore) -> Registration:
    """Register the tree's commands unless Discord has them already; return how it took them.

    What was registered last is noted, as a hash, under the application's id. That Discord still
    has them is asked too: another installation with the same token may have replaced them. What
    Discord refuses is left out, and tried again at the next start.
    """
    name = f"commands:{tree.client.application_id}"
    payloads = await _payloads(tree)
    digest = _digest(payloads)
    if await asyncio.to_thread(notes.read, name) == digest and await _registered(tree):
        return Registration()
    servers_only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refusal = ""
    for _ in range(_TRIES):
        try:
            await _overwrite(tree, payloads)
        except (discord.HTTPException, *CONNECTION_ERRORS) as error:
            refusal = _reason(error)
            if not isinstance(error, discord.HTTPException) or error.status != 400:
                break
            remaining = without_refused(payloads, error._errors)
            if remaining is None:
                break
            payloads = remaining.payloads
            servers_only += remaining.servers_only
            left_out += remaining.left_out
        else:
            if not servers_only and not left_out:
                await asyncio.to_thread(notes.write, name, digest)
            return Registration(servers_only, left_out)
    return Registration(refusal=refusal, before=await _count(tree))


async def _overwrite(tree: app_commands.CommandTree[Any], payloads: list[JSON]) -> None:
    application_id = tree.client.application_id or 0
    await tree.client.http.bulk_upsert_global_commands(application_id, payload=payloads)


async def _payloads(tree: app_commands.CommandTree[Any]) -> list[JSON]:
    commands, translator = tree.get_commands(), tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, translator) for command in commands]


def _digest(payloads: list[JSON]) -> str:
    texts = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _reason(error: Exception) -> str:
    """Return why Discord took none of the commands, in a sentence."""
    if isinstance(error, discord.HTTPException):
        said = " ".join((error.text or str(error.response.reason)).split())
        return f"{said} ({error.status}, code {error.code})."
    return f"the connection failed ({describe(error)})."


async def _registered(tree: app_commands.CommandTree[Any]) -> bool:
    try:
        there = {(command.name, command.type) for command in await tree.fetch_commands()}
    except discord.HTTPException:
        return True  # nothing says that they are gone
    return there == {(command.name, _type(command)) for command in tree.get_commands()}


async def _count(tree: app_commands.CommandTree[Any]) -> int:
    """Return how many commands Discord has; 0 where it does not say."""
    try:
        return len(await tree.fetch_commands())
    except (discord.HTTPException, *CONNECTION_ERRORS):
        return 0


def _type(command: Any) -> discord.AppCommandType:
    if isinstance(command, app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input
