"""What reading adds to the bot."""

from __future__ import annotations

from bot.discord_front.autocomplete import TitleCompletion
from bot.discord_front.controls import Part
from bot.discord_front.reading.chosen import ASPECTS_SUBMITTED, OnChosen, Pick
from bot.discord_front.reading.compare import CompareCommand
from bot.discord_front.reading.explain import ExplainOne, explain_menu
from bot.discord_front.reading.on_paper import CompareWith, OnPaper
from bot.discord_front.reading.papers import PaperCommands
from bot.discord_front.reading.search import SearchCommand, TurnPage
from bot.discord_front.reading.trending import TrendingCommand
from bot.discord_front.services import Services


def reading(services: Services, titles: TitleCompletion) -> Part:
    """Return the commands, controls, forms and menus of this package."""
    return Part(
        cogs=(
            SearchCommand(services),
            PaperCommands(services, titles),
            CompareCommand(services, titles),
            TrendingCommand(services),
        ),
        controls=(TurnPage, Pick, OnPaper, CompareWith, OnChosen, ExplainOne),
        forms=(ASPECTS_SUBMITTED,),
        menus=(explain_menu(),),
    )
