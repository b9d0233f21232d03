"""What the library adds to the bot."""

from __future__ import annotations

from discord import app_commands

from bot.discord_bot.controls import Feature
from bot.discord_bot.library.commands import LibraryCommands
from bot.discord_bot.library.listing import TurnList
from bot.discord_bot.library.posted import PostedLinks
from bot.discord_bot.library.removing import Keep, Remove
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.permissions import IN_SERVERS, ON_SERVERS
from bot.discord_bot.services import Services


def library(services: Services, titles: TitleCompletion) -> Feature:
    """Return the commands, controls and menus of this package."""
    cog = LibraryCommands(services, titles)
    posted = PostedLinks(services)
    menu = app_commands.ContextMenu(
        name=localized("cmd-add-papers", "Add papers from this message"),
        callback=cog.add_from_message,
        allowed_contexts=IN_SERVERS,
        allowed_installs=ON_SERVERS,
    )
    return Feature(cogs=(cog, posted), controls=(TurnList, Remove, Keep), menus=(menu,))
