"""Say who may tend the digests of a server, and find the one that is meant."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.digest.subscription import Subscription
from bot.discord_front.access import manages, settings_of
from bot.discord_front.errors import Refused
from bot.discord_front.reply.sending import personal_words
from bot.discord_front.services import services_of


async def tended(interaction: discord.Interaction[Any]) -> int:
    """Return the server; raise `Refused` for who neither manages it nor has one of its roles."""
    words = personal_words(interaction)
    if interaction.guild_id is None or not interaction.is_guild_integration():
        raise Refused(words("errors-server-only"))
    if manages(interaction):
        return interaction.guild_id
    settings = await settings_of(services_of(interaction), interaction.guild_id)
    own = {role.id for role in getattr(interaction.user, "roles", ())}
    if own.isdisjoint(settings.digest_roles):
        raise Refused(words("digest-not-yours"), words("digest-not-yours-todo"))
    return interaction.guild_id


async def of_guild(interaction: discord.Interaction[Any], guild_id: int) -> list[Subscription]:
    """Return the server's subscriptions, oldest first."""
    subscriptions = services_of(interaction).community.subscriptions
    return list(await asyncio.to_thread(subscriptions.of_guild, guild_id))


async def meant(
    interaction: discord.Interaction[Any], guild_id: int, subscription_id: str | None
) -> Subscription:
    """Return the subscription of an id, else the only one: of this channel, or of the server.

    Raises `Refused` where there is none, or more than one could be meant.
    """
    words = personal_words(interaction)
    every = await of_guild(interaction, guild_id)
    if subscription_id is not None:
        found = [each for each in every if each.subscription_id == subscription_id.strip()]
    else:
        here = [each for each in every if each.channel_id == interaction.channel_id]
        found = here or every
    if len(found) == 1:
        return found[0]
    if subscription_id is not None:
        raise Refused(words("digest-gone"), words("digest-gone-todo"))
    if not every:
        raise Refused(words("digest-none"), words("digest-none-todo"))
    raise Refused(words("digest-which"), words("digest-which-todo"))
