"""What administration adds to the bot."""

from __future__ import annotations

from bot.discord_bot.admin.help import HelpCommand
from bot.discord_bot.admin.settings import CUTOFF_SUBMITTED, Setting, SettingsCommand
from bot.discord_bot.admin.status import StatusCommand
from bot.discord_bot.controls import Feature
from bot.discord_bot.services import Services


def administration(services: Services) -> Feature:
    """Return the commands, controls and forms of this package."""
    return Feature(
        cogs=(SettingsCommand(services), StatusCommand(services), HelpCommand(services)),
        controls=(Setting,),
        forms=(CUTOFF_SUBMITTED,),
    )
