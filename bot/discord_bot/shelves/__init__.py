"""Keep: the shelves of people and servers, and forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.shelves.forgetting import Confirm, ForgetMe
from bot.discord_bot.shelves.shelf import ShelfCommands
from bot.discord_bot.shelves.shelves import TurnShelf

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add shelves and the deletion of one's data."""
    await bot.add_cog(ShelfCommands(bot.services, bot.titles))
    await bot.add_cog(ForgetMe(bot.services))
    bot.add_controls(TurnShelf, Confirm)
