"""Check who may manage which digests and post where; find the digest that a command is for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot.errors import NothingYet, UserError
from bot.discord_bot.permissions import allow_members, can_manage, require_server
from bot.discord_bot.services import load_settings, services_of
from bot.records.server_settings import ServerSettings
from bot.records.subscriptions import Subscription


async def require_digest_manager(interaction: discord.Interaction[Any]) -> None:
    """Admit server managers and members with a digest role, in any channel."""
    require_server(interaction)
    if not await _manages_digests(interaction):
        raise UserError("digest-not-yours")


async def allow_subscribers(interaction: discord.Interaction[Any]) -> None:
    """Admit those who manage digests, in any channel, and others by its channels and roles.

    `find_subscription` says which digests each may manage.
    """
    require_server(interaction)
    if not await _manages_digests(interaction):
        await allow_members(interaction)


def may_receive(member: discord.Member, settings: ServerSettings) -> bool:
    """Return whether a server lets a member have a personal digest."""
    if not settings.roles or member.guild_permissions.manage_guild:
        return True
    own = {role.id for role in member.roles}
    return not own.isdisjoint((*settings.roles, *settings.digest_roles))


async def _manages_digests(interaction: discord.Interaction[Any]) -> bool:
    if can_manage(interaction):
        return True
    settings = await load_settings(interaction)
    own = {role.id for role in getattr(interaction.user, "roles", ())}
    return not own.isdisjoint(settings.digest_roles)


async def load_all_subscriptions(interaction: discord.Interaction[Any]) -> Sequence[Subscription]:
    """Return the subscriptions of the server and its members, oldest first."""
    subscriptions = services_of(interaction).stores.subscriptions
    return await asyncio.to_thread(subscriptions.list_for_guild, require_server(interaction))


async def load_subscriptions(interaction: discord.Interaction[Any]) -> list[Subscription]:
    """Return the subscriptions that the person may manage, oldest first.

    That is, their own, and with the right to manage digests those of the server's channels.
    """
    own: list[int | None] = [interaction.user.id]
    if await _manages_digests(interaction):
        own.append(None)
    return [each for each in await load_all_subscriptions(interaction) if each.recipient_id in own]


async def require_subscriptions(interaction: discord.Interaction[Any]) -> list[Subscription]:
    """Return the subscriptions that the person may manage; raise `NothingYet` if there are none."""
    found = await load_subscriptions(interaction)
    if not found:
        manages = await _manages_digests(interaction)
        raise NothingYet("digest-none" if manages else "digest-none-yours")
    return found


async def find_subscription(
    interaction: discord.Interaction[Any], subscription_id: str | None
) -> Subscription:
    """Return the subscription of an id; without one, the channel's only one or the person's.

    Raises `NothingYet` if there is none, `UserError` if there is more than one, or if the one of
    the id is gone or not the person's to manage.
    """
    if subscription_id is not None:
        for each in await load_all_subscriptions(interaction):
            if each.subscription_id == subscription_id.strip():
                if each.recipient_id is None:
                    await require_digest_manager(interaction)
                if each.recipient_id in (None, interaction.user.id):
                    return each
        raise UserError("digest-gone")
    every = await require_subscriptions(interaction)
    here = [each for each in every if each.channel_id == interaction.channel_id]
    found = here or every
    if len(found) > 1:
        raise UserError("digest-which")
    return found[0]


Channel = discord.abc.GuildChannel | discord.Thread

POSTABLE_CHANNEL_TYPES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.public_thread,
    discord.ChannelType.news_thread,
]
"""The types of channels that take messages."""


def find_channel(client: discord.Client, channel_id: int) -> Channel | None:
    """Return a channel or thread that the bot knows."""
    found: Any = client.get_channel(channel_id)
    return found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None


def missing_permissions(channel: Channel) -> list[str]:
    """Return the permissions, by Discord's names, that the bot lacks for posting in a channel.

    It must read the history, or it could not tell after a crash whether an issue was posted.
    """
    may = _bot_permissions(channel)
    if may is None:
        return []
    if not may.view_channel:
        return ["view_channel"]  # without it Discord reports all others as missing
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return [name for name in (send, "read_message_history") if not getattr(may, name)]


def can_write(channel: Channel, person: discord.abc.User) -> bool:
    """Return whether a person may write in a channel."""
    if not isinstance(person, discord.Member):
        return False
    may = channel.permissions_for(person)
    in_thread = isinstance(channel, discord.Thread)
    return may.view_channel and (may.send_messages_in_threads if in_thread else may.send_messages)


def can_open_threads(channel: Channel | None) -> bool:
    """Return whether the bot may open threads there and write in them; True if unknown."""
    if channel is None:
        return True
    if not isinstance(channel, discord.TextChannel):
        return False
    may = _bot_permissions(channel)
    return may is None or (may.create_public_threads and may.send_messages_in_threads)


def has_threads(client: discord.Client, subscription: Subscription) -> bool:
    """Return whether the bot may open threads below a digest's posts; True if unknown."""
    if subscription.recipient_id is not None:
        return False
    return can_open_threads(find_channel(client, subscription.channel_id))


def can_mention(channel: Channel, role: discord.Role) -> bool:
    """Return whether the bot's mention of a role notifies its members."""
    may = _bot_permissions(channel)
    return role.mentionable or may is None or may.mention_everyone


def _bot_permissions(channel: Channel) -> discord.Permissions | None:
    """Return what the bot may do in a channel; None if its own membership is not known."""
    me: discord.Member | None = channel.guild.me
    return None if me is None else channel.permissions_for(me)
