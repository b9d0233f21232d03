"""`footnote run`: the bot in Discord, until it is told to stop."""

from __future__ import annotations

import typer

from bot.cli.context import context_of
from bot.cli.errors import ConsoleError


def run(ctx: typer.Context) -> None:
    """Answer in Discord until stopped; DISCORD_TOKEN is the bot's token."""
    context = context_of(ctx)
    settings = context.load_settings()
    if settings.discord_token is None:
        raise ConsoleError(
            "DISCORD_TOKEN is not set, so Discord would not let the bot in. Make an application at "
            "https://discord.com/developers/applications, copy its bot's token, and set "
            "DISCORD_TOKEN in the environment or in .env. To try Footnote without Discord, run: "
            "make demo"
        )
    context.run_bot(settings)
