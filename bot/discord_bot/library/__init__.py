"""Grow and tend the library: add papers, list them, count them, remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_bot.library.commands import LibraryCommands
from bot.discord_bot.library.listing import TurnList
from bot.discord_bot.library.posted import PostedLinks
from bot.discord_bot.library.removing import Keep, Remove
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.permissions import IN_SERVERS, ON_SERVERS

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add what changes and lists the library."""
    cog = LibraryCommands(bot.services, bot.titles)
    await bot.add_cog(cog)
    await bot.add_cog(PostedLinks(bot.services))
    bot.tree.add_command(
        app_commands.ContextMenu(
            name=localized("cmd-add-papers", "Add papers from this message"),
            callback=cog.add_from_message,
            allowed_contexts=IN_SERVERS,
            allowed_installs=ON_SERVERS,
        )
    )
    bot.add_controls(TurnList, Remove, Keep)
