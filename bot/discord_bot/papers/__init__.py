"""Read: search, look at one paper, summarise, compare, find related ones, see what is hot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.papers.buttons import CompareWith, OnPaper
from bot.discord_bot.papers.chosen import ASPECTS_SUBMITTED, OnChosen, Pick
from bot.discord_bot.papers.compare import CompareCommand
from bot.discord_bot.papers.explain import ExplainOne, explain_menu
from bot.discord_bot.papers.papers import PaperCommands
from bot.discord_bot.papers.search import SearchCommand, TurnPage
from bot.discord_bot.papers.trending import TrendingCommand

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add search, and what shows, summarizes and compares papers."""
    for cog in (
        SearchCommand(bot.services),
        PaperCommands(bot.services, bot.titles),
        CompareCommand(bot.services, bot.titles),
        TrendingCommand(bot.services),
    ):
        await bot.add_cog(cog)
    bot.tree.add_command(explain_menu())
    bot.add_controls(TurnPage, Pick, OnPaper, CompareWith, OnChosen, ExplainOne)
    bot.add_forms(ASPECTS_SUBMITTED)
