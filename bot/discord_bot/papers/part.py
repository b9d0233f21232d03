"""What reading adds to the bot."""

from __future__ import annotations

from bot.discord_bot.controls import Feature
from bot.discord_bot.options import TitleCompletion
from bot.discord_bot.papers.buttons import CompareWith, OnPaper
from bot.discord_bot.papers.chosen import ASPECTS_SUBMITTED, OnChosen, Pick
from bot.discord_bot.papers.compare import CompareCommand
from bot.discord_bot.papers.explain import ExplainOne, explain_menu
from bot.discord_bot.papers.papers import PaperCommands
from bot.discord_bot.papers.search import SearchCommand, TurnPage
from bot.discord_bot.papers.trending import TrendingCommand
from bot.discord_bot.services import Services


def reading(services: Services, titles: TitleCompletion) -> Feature:
    """Return the commands, controls, forms and menus of this package."""
    return Feature(
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
