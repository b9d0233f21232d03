"""Tell whether the bot may post a digest in a channel, and open a thread there."""

from __future__ import annotations

from typing import Any

import discord

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
