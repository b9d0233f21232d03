"""Build the guard of the settings: rate limits, budgets and moderation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.bootstrap.state import open_state
from bot.cli.terminal import say
from bot.errors import StorageError
from bot.limits.budgets import Budgets, Limit
from bot.limits.guard import Guard
from bot.models.moderation import Moderation
from bot.models.openai_server import OPENAI_URL
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.storage.stores import Stores


def build_budgets(
    stores: Stores, settings: Settings, now: Callable[[], datetime]
) -> Budgets | None:
    """Return the daily budgets, which only count if there are no limits; None without a model."""
    if settings.mode == "extractive":
        return None
    longest_call = timedelta(seconds=3 * settings.model_timeout)  # as in openai_compatible.py
    return Budgets(
        stores.spending,
        user=Limit(settings.daily_tokens_user, settings.daily_dollars_user),
        server=Limit(settings.daily_tokens_server, settings.daily_dollars_server),
        all=Limit(settings.daily_tokens, settings.daily_dollars),
        now=now,
        reserved_for=longest_call + timedelta(minutes=5),
    )


@asynccontextmanager
async def open_moderation(settings: Settings) -> AsyncIterator[Moderation | None]:
    """Give the moderation of the settings; None if they name no model."""
    if settings.mode == "extractive" or not settings.moderation:
        yield None
        return
    key = settings.openai_api_key
    moderation = Moderation(
        settings.moderation,
        settings.openai_base_url or OPENAI_URL,
        key.get_secret_value() if key else "",
    )
    try:
        yield moderation
    finally:
        await moderation.close()


@asynccontextmanager
async def open_terminal_guard(
    settings: Settings, now: Callable[[], datetime]
) -> AsyncIterator[Guard]:
    """Give the guard of the command line.

    If the stores cannot be read, raises `StorageError` if there is a total budget, and otherwise
    says that nothing is counted.
    """
    if settings.mode == "extractive":
        yield Guard()
        return

    def report(error: Exception, doing: str) -> None:
        say(f"Failed while {doing}: {error}")

    limited = settings.daily_tokens is not None or settings.daily_dollars is not None
    async with open_moderation(settings) as moderation:
        with ExitStack() as opened:
            budgets = None
            try:
                stores = await asyncio.to_thread(opened.enter_context, open_state(settings))
                budgets = build_budgets(stores, settings, now)
            except StorageError as error:
                if limited:
                    raise
                say(f"The model's usage is not counted. {error}")
            yield Guard(budgets=budgets, moderate=moderation, report=report)
