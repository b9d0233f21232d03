"""Decide who may use the bot, and where: every interaction passes one check."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, cast

import discord
from discord import app_commands

from bot.discord_bot.errors import UserError
from bot.discord_bot.services import load_settings, services_of
from bot.limits.guard import RateLimited
from bot.records.server_settings import ServerSettings

_MAX_NAMES = 10  # channels or roles named in a refusal
_RULE = "footnote-rule"


Rule = Callable[[discord.Interaction[Any]], Awaitable[None]]
"""Raises `UserError` where an interaction is not to be answered."""


async def admit(interaction: discord.Interaction[Any], rule: Rule) -> None:
    """Admit an interaction, or raise `UserError`, also if the person uses too much too fast.

    Commands, menus and completions come here by `FootnoteTree`, buttons, selects and modals by
    `dispatch`, each before anything is made or announced. Completions have no rate: Discord asks
    for one whenever somebody types.
    """
    services = services_of(interaction)
    with services.pending_acks.track():
        await rule(interaction)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        person, channel = interaction.user.id, interaction.channel_id or 0
        try:
            await services.command_rates.acquire(person, channel, interaction.guild_id)
        except RateLimited as error:
            services.counts.count_refusal("commands")
            raise UserError("errors-rate") from error


async def allow_members(interaction: discord.Interaction[Any]) -> None:
    """Admit people by the server's channels and roles: the default rule.

    Outside of servers everything is as the operator set it.
    """
    require_access(interaction, await load_settings(interaction))


async def allow_members_below_digest(interaction: discord.Interaction[Any]) -> None:
    """Admit by roles alone in channels that have a digest, so that its buttons work there."""
    settings = await load_settings(interaction)
    if settings.channels and await _has_digest(interaction):
        settings = replace(settings, channels=())
    require_access(interaction, settings)


async def require_manager(interaction: discord.Interaction[Any]) -> None:
    """Admit managers of the server in any channel, so that they can undo a restriction.

    Discord asks for the permission too, but a server may grant a command to anyone.
    """
    require_server(interaction)
    if not can_manage(interaction):
        raise UserError("admin-not-yours")


async def allow_anyone(interaction: discord.Interaction[Any]) -> None:
    """Admit everyone everywhere."""


def with_rule(rule: Rule) -> dict[Any, Any]:
    """Return the `extras` of a command, or of a group of them, that has another rule."""
    return {_RULE: rule}


def find_rule(
    command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None,
) -> Rule:
    """Return the rule of a command or its group; by default `allow_members`."""
    found: Any = command
    while found is not None:
        if rule := found.extras.get(_RULE):
            return cast(Rule, rule)
        found = getattr(found, "parent", None)
    return allow_members


def require_server(interaction: discord.Interaction[Any]) -> int:
    """Return the server's id; raise `UserError` if the bot was not added to the server."""
    if interaction.guild_id is None or not interaction.is_guild_integration():
        raise UserError("errors-server-only")
    return interaction.guild_id


def is_from_here(interaction: discord.Interaction[Any], channel_id: int | None) -> bool:
    """Say whether a message of a channel may be meant: of this one, or of the thread's parent."""
    return channel_id is not None and is_in_channels(interaction.channel, (channel_id,))


def require_access(
    source: discord.Interaction[Any] | discord.Message, settings: ServerSettings
) -> None:
    """Raise `UserError` if the bot does not answer in that channel or to that person.

    A thread counts as the channel it is in. Managers of the server are answered whatever their
    roles are.
    """
    guild = source.guild
    if guild is None:
        return
    if settings.channels and not is_in_channels(source.channel, settings.channels):
        named = _format_names("#", [guild.get_channel(channel) for channel in settings.channels])
        raise UserError("errors-channel", channels=named or "none")
    if settings.roles and not _has_role(source, settings.roles):
        named = _format_names("@", [guild.get_role(role) for role in settings.roles])
        raise UserError("errors-role", roles=named or "none")


def can_manage(interaction: discord.Interaction[Any]) -> bool:
    """Say whether the person may manage the server."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def is_in_channels(channel: object, channels: tuple[int, ...]) -> bool:
    """Say whether a channel is one of `channels`, or a thread in one."""
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    return not ids.isdisjoint(channels)


async def _has_digest(interaction: discord.Interaction[Any]) -> bool:
    if interaction.guild_id is None:
        return False
    of_guild = services_of(interaction).stores.subscriptions.list_for_guild
    digests = await asyncio.to_thread(of_guild, interaction.guild_id)
    return is_in_channels(interaction.channel, tuple(each.channel_id for each in digests))


def _format_names(
    sign: str, known: Sequence[discord.abc.GuildChannel | discord.Role | None]
) -> str:
    """Return the names of those that there still are, the first few."""
    return ", ".join(
        f"{sign}{one.name}" for one in islice((one for one in known if one), _MAX_NAMES)
    )


def _has_role(source: discord.Interaction[Any] | discord.Message, roles: tuple[int, ...]) -> bool:
    person = source.user if isinstance(source, discord.Interaction) else source.author
    if not isinstance(person, discord.Member):
        return False
    if not {role.id for role in person.roles}.isdisjoint(roles):
        return True
    if isinstance(source, discord.Interaction):
        return can_manage(source)
    return person.guild_permissions.manage_guild
