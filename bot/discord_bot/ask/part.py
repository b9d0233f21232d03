"""Put this package together."""

from __future__ import annotations

from discord.ext import commands

from bot.discord_bot.ask import follow_up
from bot.discord_bot.ask.buttons import AnswerButton, show_votes
from bot.discord_bot.ask.command import AskCommand, WhyCommand
from bot.discord_bot.ask.deletions import Forgetting, Reconciling
from bot.discord_bot.ask.desk import AskContext
from bot.discord_bot.ask.messages import Messages
from bot.discord_bot.ask.session import Answering
from bot.discord_bot.controls import Feature
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.services import Services


def asking(services: Services) -> Feature:
    """Return what answers questions."""
    desk = AskContext(services, Answering(services), VoteRefresher(show_votes, services.clock))
    messages, forgetting = Messages(desk), Forgetting(desk)
    reconciling = Reconciling(desk, forgetting)

    async def begin(bot: commands.AutoShardedBot) -> None:
        messages.begin(bot)
        forgetting.begin(bot)
        reconciling.begin(bot)

    return Feature(
        cogs=(AskCommand(desk), WhyCommand(desk), messages, forgetting, reconciling),
        controls=(AnswerButton,),
        forms=(follow_up.form(),),
        begin=begin,
    )
