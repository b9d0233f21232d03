"""List the parts that the bot is made of."""

from __future__ import annotations

from bot.discord_front.administration.part import administration
from bot.discord_front.asking.part import asking
from bot.discord_front.autocomplete import TitleCompletion
from bot.discord_front.controls import Part
from bot.discord_front.digest.part import digests
from bot.discord_front.keeping.part import keeping
from bot.discord_front.library.part import library
from bot.discord_front.reading.part import reading
from bot.discord_front.services import Services


def parts(services: Services) -> tuple[Part, ...]:
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
