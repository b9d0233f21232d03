"""List the features that the bot is made of; apart from the bot, as each of them knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.discord_bot import admin, ask, digest, library, papers, shelves

if TYPE_CHECKING:
    from bot.discord_bot.bot import Setup

FEATURES: Final[tuple[Setup, ...]] = (
    ask.setup,
    papers.setup,
    library.setup,
    shelves.setup,
    digest.setup,
    admin.setup,
)
