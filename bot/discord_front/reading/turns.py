"""Let so much be written at once, and everybody in turn."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, cast

import discord

from bot.discord_front.asking.turnstile import Turnstile

COG = "Reading"


class HasTurnstile(Protocol):
    """The cog that summaries and comparisons go through."""

    turnstile: Turnstile


def in_turn(interaction: discord.Interaction[Any]) -> AbstractAsyncContextManager[None]:
    """Wait until it is the person's turn to have something written; take it until the end.

    Many may press at once; neither a model nor this machine writes for all of them at once.
    """
    cog = cast(HasTurnstile, interaction.client.get_cog(COG))
    return cog.turnstile.through(interaction.user.id)
