"""Compute who may do what where, by the algorithm that Discord documents.

https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from enum import IntFlag

from discord_playground.world.channels import Channel
from discord_playground.world.guilds import Guild, Member


class Permission(IntFlag):
    """Discord's permission bits, those that text channels know."""

    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


P = Permission

EVERYTHING = (1 << 53) - 1

FOR_EVERYONE = int(
    P.ADD_REACTIONS | P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES
    | P.READ_MESSAGE_HISTORY | P.USE_EXTERNAL_EMOJIS | P.CHANGE_NICKNAME
    | P.USE_APPLICATION_COMMANDS | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS
    | P.SEND_MESSAGES_IN_THREADS | P.SEND_POLLS | P.USE_EXTERNAL_APPS
)  # fmt: skip
"""What @everyone may do in a new server."""

FOR_MANAGERS = int(
    P.MANAGE_GUILD | P.MANAGE_CHANNELS | P.MANAGE_MESSAGES | P.MANAGE_ROLES | P.MANAGE_THREADS
    | P.MANAGE_WEBHOOKS | P.MENTION_EVERYONE | P.KICK_MEMBERS | P.MODERATE_MEMBERS | P.PIN_MESSAGES
)  # fmt: skip
"""What those who look after a server may do on top."""

FOR_BOTS = int(
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS
    | P.ATTACH_FILES | P.READ_MESSAGE_HISTORY
)  # fmt: skip
"""What the link by which the bot was invited asks for: 309237746688."""

IN_DIRECT_MESSAGES = int(
    P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES | P.READ_MESSAGE_HISTORY
    | P.ADD_REACTIONS | P.USE_EXTERNAL_EMOJIS | P.USE_APPLICATION_COMMANDS | P.SEND_POLLS
    | P.MENTION_EVERYONE | P.USE_EXTERNAL_APPS
)  # fmt: skip

_WHILE_TIMED_OUT = int(P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY)
_NEEDS_SENDING = int(P.MENTION_EVERYONE | P.ATTACH_FILES | P.EMBED_LINKS | P.SEND_POLLS)


def in_guild(guild: Guild, member: Member) -> int:
    """Return what a member may do in a server, before any channel is looked at."""
    if member.user.id == guild.owner_id:
        return EVERYTHING
    allowed = guild.roles[guild.id].permissions
    for role_id in member.roles:
        allowed |= guild.roles[role_id].permissions
    return EVERYTHING if allowed & P.ADMINISTRATOR else allowed


def in_channel(
    guild: Guild, channel: Channel, member: Member, now: str, *, in_thread: bool = False
) -> int:
    """Return what a member may do in a channel; for a thread, give its parent and say so.

    `now` is compared with the end of a time-out, both as Discord writes times.
    """
    allowed = in_guild(guild, member)
    if allowed == EVERYTHING:
        return allowed
    overwrites = channel.overwrites
    if everyone := overwrites.get(guild.id):
        allowed = allowed & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        if overwrite := overwrites.get(role_id):
            allow |= overwrite.allow
            deny |= overwrite.deny
    allowed = allowed & ~deny | allow
    if own := overwrites.get(member.user.id):
        allowed = allowed & ~own.deny | own.allow
    if member.timed_out_until and member.timed_out_until > now:
        allowed &= _WHILE_TIMED_OUT
    if not allowed & P.VIEW_CHANNEL:
        return 0
    if not allowed & (P.SEND_MESSAGES_IN_THREADS if in_thread else P.SEND_MESSAGES):
        allowed &= ~_NEEDS_SENDING
    return allowed
