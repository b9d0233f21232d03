"""List the features of the bot: the commands, listeners, buttons and forms of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import discord

from bot.discord_bot import posting, privacy
from bot.discord_bot.admin import help, settings, status
from bot.discord_bot.ask import buttons as answer_buttons
from bot.discord_bot.ask import command as ask
from bot.discord_bot.ask.follow_up import follow_up_form
from bot.discord_bot.ask.messages import MessageListener
from bot.discord_bot.digest import buttons as issue_buttons
from bot.discord_bot.digest import controls as digest
from bot.discord_bot.digest import forms
from bot.discord_bot.digest.commands import DIGEST
from bot.discord_bot.library import listing, title_form, undo
from bot.discord_bot.library.commands import ADD_MENU, LIBRARY
from bot.discord_bot.library.posted_links import PostedLinkListener
from bot.discord_bot.papers import buttons as papers
from bot.discord_bot.papers import compare, explain, paper, search
from bot.discord_bot.shelves import shelf
from bot.discord_bot.shelves.commands import SHELF

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot, Setup

_COMMANDS = (
    ask.ask,
    ask.why,
    search.search,
    paper.show_paper,
    paper.summarize,
    paper.related,
    paper.trending,
    compare.compare,
    LIBRARY,
    ADD_MENU,
    SHELF,
    DIGEST,
    privacy.forget_me,
    settings.show_settings,
    status.status,
    help.show_help,
)
_CONTROLS = (
    answer_buttons.answer_button,
    follow_up_form,
    posting.post_button,
    search.turn_page,
    papers.select_papers,
    papers.selection_button,
    papers.aspects_form,
    papers.paper_button,
    papers.compare_with,
    explain.explain_button,
    explain.add_button,
    listing.list_page_button,
    undo.undo_button,
    title_form.title_button,
    title_form.title_form,
    shelf.shelf_page_button,
    privacy.forget_me_button,
    digest.subscription_control,
    issue_buttons.issue_button,
    forms.interests_form,
    forms.schedule_form,
    settings.setting_control,
)


async def setup_commands(bot: FootnoteBot) -> None:
    """Add the commands, and what buttons, menus and forms do."""
    for command in (*_COMMANDS, explain.build_explain_menu(bot.services.application.settings.mode)):
        bot.tree.add_command(command)
    bot.controls += _CONTROLS


async def setup_listeners(bot: FootnoteBot) -> None:
    """Add what listens to messages, and to their deletion."""
    me = cast(discord.ClientUser, bot.user)  # known once logged in
    await bot.add_cog(MessageListener(bot.answering, me))
    await bot.add_cog(PostedLinkListener(bot.services))
    await bot.add_cog(bot.deletions)


FEATURES: Final[tuple[Setup, ...]] = (setup_commands, setup_listeners)
