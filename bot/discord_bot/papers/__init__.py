"""Search papers; show, summarize, compare and explain them; list related and trending ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.papers.buttons import CompareWith, PaperButton
from bot.discord_bot.papers.compare import CompareCommand
from bot.discord_bot.papers.explain import ExplainButton, build_explain_menu
from bot.discord_bot.papers.paper import PaperCommands
from bot.discord_bot.papers.search import SearchCommand, TurnPage
from bot.discord_bot.papers.selection import ASPECTS_FORM, SelectionButton, SelectPapers
from bot.discord_bot.papers.trending import TrendingCommand

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add the commands, menus and buttons for papers."""
    for cog in (
        SearchCommand(bot.services),
        PaperCommands(bot.services, bot.titles),
        CompareCommand(bot.services, bot.titles),
        TrendingCommand(bot.services),
    ):
        await bot.add_cog(cog)
    bot.tree.add_command(build_explain_menu())
    bot.add_controls(
        TurnPage, SelectPapers, PaperButton, CompareWith, SelectionButton, ExplainButton
    )
    bot.add_forms(ASPECTS_FORM)
