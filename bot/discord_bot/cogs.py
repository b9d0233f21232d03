"""List the parts that the bot is made of."""

from __future__ import annotations

from bot.discord_bot.admin.part import administration
from bot.discord_bot.ask.part import asking
from bot.discord_bot.controls import Feature
from bot.discord_bot.digest.part import digests
from bot.discord_bot.library.part import library
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.papers.part import reading
from bot.discord_bot.services import Services
from bot.discord_bot.shelves.part import keeping


def parts(services: Services) -> tuple[Feature, ...]:
    """Return every part, over the same services."""
    titles = TitleCompletion(services)
    return (
        asking(services),
        reading(services, titles),
        library(services, titles),
        keeping(services, titles),
        digests(services),
        administration(services),
    )
