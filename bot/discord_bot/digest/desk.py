"""What the buttons of this package share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.discord_bot.delivery.vote_refresh import VoteRefresher

COG = "Digest"


@dataclass(frozen=True, slots=True)
class DigestContext:
    """Where votes on digests are counted."""

    recounts: VoteRefresher


def desk_of(interaction: discord.Interaction[Any]) -> DigestContext:
    """Return the desk of the bot that an interaction came to."""
    return cast(DigestContext, interaction.client.get_cog(COG).desk)
