"""What keeping adds to the bot."""

from __future__ import annotations

from bot.discord_bot.controls import Feature
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.services import Services
from bot.discord_bot.shelves.forgetting import Confirm, ForgetMe
from bot.discord_bot.shelves.shelf import ShelfCommands
from bot.discord_bot.shelves.shelves import TurnShelf


def keeping(services: Services, titles: TitleCompletion) -> Feature:
    """Return the commands and controls of this package."""
    return Feature(
        cogs=(ShelfCommands(services, titles), ForgetMe(services)),
        controls=(TurnShelf, Confirm),
    )
