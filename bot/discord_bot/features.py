"""List the features of the bot: the commands, listeners, buttons and forms of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import discord
from discord import app_commands

from bot.discord_bot import privacy
from bot.discord_bot.admin.help import HelpCommand
from bot.discord_bot.admin.settings import CUTOFF_FORM, SettingControl, SettingsCommand
from bot.discord_bot.admin.status import StatusCommand
from bot.discord_bot.ask import buttons as answer_buttons
from bot.discord_bot.ask.command import AskCommand, WhyCommand
from bot.discord_bot.ask.deletions import DeletionListener, DeletionReconciler
from bot.discord_bot.ask.follow_up import FOLLOW_UP_FORM
from bot.discord_bot.ask.messages import MessageListener
from bot.discord_bot.ask.session import AnswerService
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest import buttons as issue_buttons
from bot.discord_bot.digest.commands import DigestCommands
from bot.discord_bot.digest.controls import SubscriptionControl
from bot.discord_bot.digest.forms import INTERESTS_FORM, SCHEDULE_FORM, ReopenForm
from bot.discord_bot.library.commands import LibraryCommands
from bot.discord_bot.library.listing import ListPageButton
from bot.discord_bot.library.posted_links import PostedLinkListener
from bot.discord_bot.library.remove import KeepButton, RemoveButton
from bot.discord_bot.library.undo import UndoButton
from bot.discord_bot.locales.translations import localized
from bot.discord_bot.papers.buttons import CompareWith, PaperButton
from bot.discord_bot.papers.compare import CompareCommand
from bot.discord_bot.papers.explain import AddButton, ExplainButton, build_explain_menu
from bot.discord_bot.papers.paper import PaperCommands
from bot.discord_bot.papers.search import SearchCommand, TurnPage
from bot.discord_bot.papers.selection import ASPECTS_FORM, SelectionButton, SelectPapers
from bot.discord_bot.papers.trending import TrendingCommand
from bot.discord_bot.permissions import IN_SERVERS, ON_SERVERS
from bot.discord_bot.posting import PostButton
from bot.discord_bot.shelves.commands import ShelfCommands
from bot.discord_bot.shelves.shelf import ShelfPageButton, ShelfUndoButton

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot, Setup


async def setup_ask(bot: FootnoteBot) -> None:
    """Add `/ask`, `/why`, questions in messages, and what follows deletions."""
    services = bot.services
    answering = AnswerService(services, VoteRefresher(answer_buttons.show_votes, services.clock))
    forgetting = DeletionListener(answering, bot)
    for cog in (
        AskCommand(answering, bot.filters),
        WhyCommand(services),
        MessageListener(answering, cast(discord.ClientUser, bot.user)),  # known once logged in
        forgetting,
        DeletionReconciler(services, forgetting, bot),
    ):
        await bot.add_cog(cog)
    bot.add_controls(answer_buttons.AnswerButton, PostButton)
    bot.add_forms(FOLLOW_UP_FORM)


async def setup_papers(bot: FootnoteBot) -> None:
    """Add search, summaries and comparisons."""
    for cog in (
        SearchCommand(bot.services, bot.filters),
        PaperCommands(bot.services, bot.titles),
        CompareCommand(bot.services, bot.titles),
        TrendingCommand(bot.services),
    ):
        await bot.add_cog(cog)
    bot.tree.add_command(build_explain_menu(bot.services.application.settings.mode))
    bot.add_controls(
        TurnPage, SelectPapers, PaperButton, CompareWith, SelectionButton, ExplainButton, AddButton
    )
    bot.add_forms(ASPECTS_FORM)


async def setup_library(bot: FootnoteBot) -> None:
    """Add what lists and changes the library."""
    cog = LibraryCommands(bot.services, bot.titles, bot.filters)
    await bot.add_cog(cog)
    await bot.add_cog(PostedLinkListener(bot.services))
    bot.tree.add_command(
        app_commands.ContextMenu(
            name=localized("cmd-add-papers", "Add papers from this message"),
            callback=cog.add_from_message,
            allowed_contexts=IN_SERVERS,
            allowed_installs=ON_SERVERS,
        )
    )
    bot.add_controls(ListPageButton, RemoveButton, KeepButton, UndoButton)


async def setup_shelves(bot: FootnoteBot) -> None:
    """Add shelves, and `/forget-me`."""
    await bot.add_cog(ShelfCommands(bot.services, bot.titles))
    await bot.add_cog(privacy.ForgetMeCommand(bot.services))
    bot.add_controls(ShelfPageButton, ShelfUndoButton, privacy.ForgetMeButton)


async def setup_digest(bot: FootnoteBot) -> None:
    """Add digests, and votes on their papers."""
    services = bot.services
    votes = VoteRefresher(issue_buttons.show_votes, services.clock)
    await bot.add_cog(DigestCommands(services, votes))
    bot.add_controls(SubscriptionControl, issue_buttons.IssueButton, ReopenForm)
    bot.add_forms(INTERESTS_FORM, SCHEDULE_FORM)


async def setup_admin(bot: FootnoteBot) -> None:
    """Add `/settings`, `/status` and `/help`."""
    for command in (SettingsCommand, StatusCommand, HelpCommand):
        await bot.add_cog(command(bot.services))
    bot.add_controls(SettingControl)
    bot.add_forms(CUTOFF_FORM)


FEATURES: Final[tuple[Setup, ...]] = (
    setup_ask,
    setup_papers,
    setup_library,
    setup_shelves,
    setup_digest,
    setup_admin,
)
