"""Hold to what a server has settled: in which channels, and whom, the bot answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import discord

from bot.community.server_settings import ServerSettings
from bot.discord_front.errors import Refused, words_at
from bot.discord_front.services import Services, services_of

_SHOWN = 10  # channels or roles named in a refusal


async def allowed(interaction: discord.Interaction[Any]) -> ServerSettings:
    """Return the settings of the server that an interaction is from; raise `Refused`.

    Outside of servers everything is as the operator set it. What is pressed under a digest is
    answered: who subscribed the channel wants it there.
    """
    services = services_of(interaction)
    settings = await settings_of(services, interaction.guild_id)
    if settings.channels and await _under_a_digest(services, interaction):
        check(interaction, replace(settings, channels=()))
    else:
        check(interaction, settings)
    return settings


async def settings_of(services: Services, guild_id: int | None) -> ServerSettings:
    """Return what a server has settled; the defaults for direct messages."""
    if guild_id is None:
        return ServerSettings()
    return await asyncio.to_thread(services.community.settings.get, guild_id)


def check(where: discord.Interaction[Any] | discord.Message, settings: ServerSettings) -> None:
    """Raise `Refused` where the bot does not answer there, or not to that person.

    A thread counts as the channel it is in. Who manages the server is answered whatever its
    roles are.
    """
    if where.guild is None:
        return
    words = words_at(where)
    if settings.channels and not within(where.channel, settings.channels):
        named = _named("#", [where.guild.get_channel(channel) for channel in settings.channels])
        raise Refused(
            words("errors-channel"), words("errors-channel-todo", channels=named or "none")
        )
    if settings.roles and not _may(where, settings.roles):
        named = _named("@", [where.guild.get_role(role) for role in settings.roles])
        raise Refused(words("errors-role"), words("errors-role-todo", roles=named or "none"))


def manages(interaction: discord.Interaction[Any]) -> bool:
    """Say whether the person may manage the server."""
    return interaction.guild_id is not None and interaction.permissions.manage_guild


def within(channel: object, channels: tuple[int, ...]) -> bool:
    """Say whether a channel is one of `channels`, or a thread in one."""
    ids = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    return not ids.isdisjoint(channels)


async def _under_a_digest(services: Services, interaction: discord.Interaction[Any]) -> bool:
    """Say whether a button or menu was used in a channel that has a digest."""
    pressed = interaction.type is discord.InteractionType.component
    if not pressed or interaction.guild_id is None:
        return False
    of_guild = services.community.subscriptions.of_guild
    digests = await asyncio.to_thread(of_guild, interaction.guild_id)
    return within(interaction.channel, tuple(each.channel_id for each in digests))


def _named(sign: str, known: Sequence[discord.abc.GuildChannel | discord.Role | None]) -> str:
    """Return the names of those that there still are, the first few."""
    return ", ".join(f"{sign}{one.name}" for one in islice((one for one in known if one), _SHOWN))


def _may(where: discord.Interaction[Any] | discord.Message, roles: tuple[int, ...]) -> bool:
    person = where.user if isinstance(where, discord.Interaction) else where.author
    if not isinstance(person, discord.Member):
        return False
    if not {role.id for role in person.roles}.isdisjoint(roles):
        return True
    if isinstance(where, discord.Interaction):
        return manages(where)
    return person.guild_permissions.manage_guild
