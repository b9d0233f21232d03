"""Questions and their answers: `/ask`, messages, follow-ups, the buttons under an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import discord

from bot.discord_bot.ask import follow_up
from bot.discord_bot.ask.buttons import AnswerButton, show_votes
from bot.discord_bot.ask.command import AskCommand, WhyCommand
from bot.discord_bot.ask.deletions import Forgetting, Reconciling
from bot.discord_bot.ask.messages import Messages
from bot.discord_bot.ask.session import Answering
from bot.discord_bot.delivery.vote_refresh import VoteRefresher

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add what answers questions."""
    services = bot.services
    answering = Answering(services, VoteRefresher(show_votes, services.clock))
    forgetting = Forgetting(answering, bot)
    for cog in (
        AskCommand(answering),
        WhyCommand(services),
        Messages(answering, cast(discord.ClientUser, bot.user)),  # known once logged in
        forgetting,
        Reconciling(services, forgetting, bot),
    ):
        await bot.add_cog(cog)
    bot.add_controls(AnswerButton)
    bot.add_forms(follow_up.form())
