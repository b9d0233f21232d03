"""Tell who may manage digests, and where the bot and a person may post."""

from __future__ import annotations

import asyncio
from typing import Any

import discord

from bot.digest.subscriptions import Subscription
from bot.discord_bot.delivery.respond import personal_translations
from bot.discord_bot.errors import UserError
from bot.discord_bot.permissions import can_manage, require_server
from bot.discord_bot.services import services_of, settings_at


async def tenders_only(interaction: discord.Interaction[Any]) -> None:
    """Admit who manages the server, or has one of the roles that tend its digests, wherever."""
    require_server(interaction)
    if can_manage(interaction):
        return
    settings = await settings_at(interaction)
    own = {role.id for role in getattr(interaction.user, "roles", ())}
    if own.isdisjoint(settings.digest_roles):
        t = personal_translations(interaction)
        raise UserError(t("digest-not-yours"), t("digest-not-yours-todo"))


async def of_server(interaction: discord.Interaction[Any]) -> list[Subscription]:
    """Return the server's subscriptions, oldest first."""
    subscriptions = services_of(interaction).stores.subscriptions
    return list(await asyncio.to_thread(subscriptions.of_guild, require_server(interaction)))


async def meant(interaction: discord.Interaction[Any], subscription_id: str | None) -> Subscription:
    """Return the subscription of an id, else the only one: of this channel, or of the server.

    Raises `UserError` where there is none, or more than one could be meant.
    """
    t = personal_translations(interaction)
    every = await of_server(interaction)
    if subscription_id is not None:
        found = [each for each in every if each.subscription_id == subscription_id.strip()]
    else:
        here = [each for each in every if each.channel_id == interaction.channel_id]
        found = here or every
    if len(found) == 1:
        return found[0]
    if subscription_id is not None:
        raise UserError(t("digest-gone"), t("digest-gone-todo"))
    if not every:
        raise UserError(t("digest-none"), t("digest-none-todo"))
    raise UserError(t("digest-which"), t("digest-which-todo"))


Channel = discord.abc.GuildChannel | discord.Thread

POSTABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.public_thread,
    discord.ChannelType.news_thread,
]
"""The kinds of channels that take messages."""


def known(client: discord.Client, channel_id: int) -> Channel | None:
    """Return a channel or thread that the bot has been told of."""
    found: Any = client.get_channel(channel_id)
    return found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None


def lacking(channel: Channel) -> list[str]:
    """Return the permissions, by Discord's names, that the bot lacks for posting there.

    It must read the history, or it could not tell after a crash whether an issue was sent.
    """
    may = _may(channel)
    if may is None:
        return []
    if not may.view_channel:
        return ["view_channel"]  # without it Discord counts all others as missing
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return [name for name in (send, "read_message_history") if not getattr(may, name)]


def may_write(channel: Channel, person: discord.abc.User) -> bool:
    """Say whether somebody may write in a channel."""
    if not isinstance(person, discord.Member):
        return False
    may = channel.permissions_for(person)
    in_thread = isinstance(channel, discord.Thread)
    return may.view_channel and (may.send_messages_in_threads if in_thread else may.send_messages)


def takes_threads(channel: Channel | None) -> bool:
    """Say whether a thread can be opened on a message there, and written in; yes if not known."""
    if channel is None:
        return True
    if not isinstance(channel, discord.TextChannel):
        return False
    may = _may(channel)
    return may is None or (may.create_public_threads and may.send_messages_in_threads)


def takes_files(channel: Channel | None) -> bool:
    """Say whether a picture can be posted there; yes if not known."""
    may = None if channel is None else _may(channel)
    return may is None or may.attach_files


def may_ping(channel: Channel, role: discord.Role) -> bool:
    """Say whether a mention of the role by the bot reaches who has it."""
    may = _may(channel)
    return role.mentionable or may is None or may.mention_everyone


def _may(channel: Channel) -> discord.Permissions | None:
    """Return what the bot may do there; None where its own membership is not known."""
    me: discord.Member | None = channel.guild.me
    return None if me is None else channel.permissions_for(me)
