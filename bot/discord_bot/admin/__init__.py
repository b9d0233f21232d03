"""Administration: what a server settles, how the bot is, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.admin.help import HelpCommand
from bot.discord_bot.admin.settings import CUTOFF_SUBMITTED, Setting, SettingsCommand
from bot.discord_bot.admin.status import StatusCommand

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add settings, status and help."""
    for cog in (
        SettingsCommand(bot.services),
        StatusCommand(bot.services),
        HelpCommand(bot.services),
    ):
        await bot.add_cog(cog)
    bot.add_controls(Setting)
    bot.add_forms(CUTOFF_SUBMITTED)
