"""Register the commands with Discord, only where they changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any

import discord
from discord import app_commands

from bot.community.ports import Notes


async def sync_where_changed(tree: app_commands.CommandTree[Any], notes: Notes) -> bool:
    """Register the tree's commands unless Discord has them already; return whether it was needed.

    What was registered last is noted, as a hash, under the application's id. That Discord still
    has them is asked too: another installation with the same token may have replaced them.
    Raises `discord.HTTPException`.
    """
    name = f"commands:{tree.client.application_id}"
    digest = await _digest(tree)
    if await asyncio.to_thread(notes.read, name) == digest and await _registered(tree):
        return False
    await tree.sync()
    await asyncio.to_thread(notes.write, name, digest)
    return True


async def _digest(tree: app_commands.CommandTree[Any]) -> str:
    commands = tree.get_commands()
    if tree.translator is None:
        payloads = [command.to_dict(tree) for command in commands]
    else:
        payloads = [await c.get_translated_payload(tree, tree.translator) for c in commands]
    texts = sorted(json.dumps(payload, sort_keys=True) for payload in payloads)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


async def _registered(tree: app_commands.CommandTree[Any]) -> bool:
    try:
        there = {(command.name, command.type) for command in await tree.fetch_commands()}
    except discord.HTTPException:
        return True  # nothing says that they are gone
    return there == {(command.name, _type(command)) for command in tree.get_commands()}


def _type(command: Any) -> discord.AppCommandType:
    if isinstance(command, app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input
