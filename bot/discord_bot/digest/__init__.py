"""Let a server have digests, post them, and take votes on what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest.buttons import OnIssue, show_votes
from bot.discord_bot.digest.commands import DigestCommands
from bot.discord_bot.digest.controls import OnDigest
from bot.discord_bot.digest.forms import Again
from bot.discord_bot.digest.submitted import WHEN_SUBMITTED, WORDS_SUBMITTED

if TYPE_CHECKING:
    from bot.discord_bot.bot import FootnoteBot


async def setup(bot: FootnoteBot) -> None:
    """Add digests."""
    services = bot.services
    await bot.add_cog(DigestCommands(services, VoteRefresher(show_votes, services.clock)))
    bot.add_controls(OnDigest, OnIssue, Again)
    bot.add_forms(WORDS_SUBMITTED, WHEN_SUBMITTED)
