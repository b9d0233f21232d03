"""What digests add to the bot."""

from __future__ import annotations

from bot.discord_bot.controls import Feature
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest.buttons import OnIssue, show_votes
from bot.discord_bot.digest.commands import DigestCommands
from bot.discord_bot.digest.controls import OnDigest
from bot.discord_bot.digest.desk import DigestContext
from bot.discord_bot.digest.forms import Again
from bot.discord_bot.digest.submitted import WHEN_SUBMITTED, WORDS_SUBMITTED
from bot.discord_bot.services import Services


def digests(services: Services) -> Feature:
    """Return the commands, controls and forms of this package."""
    desk = DigestContext(VoteRefresher(show_votes, services.clock))
    return Feature(
        cogs=(DigestCommands(services, desk),),
        controls=(OnDigest, OnIssue, Again),
        forms=(WORDS_SUBMITTED, WHEN_SUBMITTED),
    )
