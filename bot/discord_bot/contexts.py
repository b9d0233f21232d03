"""Say where a command may be used: https://docs.discord.com/developers/interactions/application-commands."""

from __future__ import annotations

from typing import TypeVar

from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType

T = TypeVar("T")

ALL_CONTEXTS = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
ALL_INSTALLS = AppInstallationType(guild=True, user=True)
IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
ON_SERVERS = AppInstallationType(guild=True, user=False)


def everywhere(command: T) -> T:
    """Let a command be used in servers, direct messages and private channels, however installed."""
    command = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)


def servers_only(command: T) -> T:
    """Let a command be used only in servers that the bot was added to."""
    command = app_commands.allowed_installs(guilds=True, users=False)(command)
    return app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
