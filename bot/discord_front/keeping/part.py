"""What keeping adds to the bot."""

from __future__ import annotations

from bot.discord_front.autocomplete import TitleCompletion
from bot.discord_front.controls import Part
from bot.discord_front.keeping.forgetting import Confirm, ForgetMe
from bot.discord_front.keeping.shelf import ShelfCommands
from bot.discord_front.keeping.shelves import TurnShelf
from bot.discord_front.services import Services


def keeping(services: Services, titles: TitleCompletion) -> Part:
    """Return the commands and controls of this package."""
    return Part(
        cogs=(ShelfCommands(services, titles), ForgetMe(services)),
        controls=(TurnShelf, Confirm),
    )
