"""Build the guard that the settings ask for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.answering.budgets import Budgets, Limit
from bot.answering.guard import Guard
from bot.bootstrap.clock import utc_now
from bot.bootstrap.state import StateUnusable, open_state
from bot.cli.terminal import say
from bot.llm.moderation import Moderation
from bot.llm.openai_compatible import OPENAI
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.discord_bot.services import Services
    from bot.storage.stores import Stores


def build_budgets(
    stores: Stores, settings: Settings, now: Callable[[], datetime] = utc_now
) -> Budgets | None:
    """Return the budgets, of days by `now`; None where no model writes.

    Without limits they only count.
    """
    if settings.mode == "extractive":
        return None
    longest_call = timedelta(seconds=3 * settings.model_timeout)  # see models.py
    budgets = Budgets(stores.spending, now=now, reserved_for=longest_call + timedelta(minutes=5))
    _limit(budgets, settings)
    return budgets


def configure_limits(services: Services, settings: Settings) -> None:
    """Set rates, budgets and concurrency; what was asked and spent before counts.

    Only a rate that changes starts from nothing.
    """
    services.queue.set_concurrency(settings.at_once)
    services.guard.rates.configure(
        user=settings.rate_user, channel=settings.rate_channel, server=settings.rate_server
    )
    services.adding.configure(user=settings.rate_add_papers)
    if services.guard.budgets is not None:
        _limit(services.guard.budgets, settings)


class Moderator:
    """Moderates by the model of the settings in force; without one, flags nothing."""

    def __init__(self, settings: Settings) -> None:
        self._made: list[Moderation] = []
        self.model = ""
        self._moderation: Moderation | None = None
        self.take(settings)

    async def __call__(self, text: str) -> tuple[str, ...]:
        """Return what a text is flagged for. Raises a `LanguageModelError`."""
        return () if self._moderation is None else await self._moderation(text)

    def take(self, settings: Settings) -> None:
        """Moderate by the model of other settings from the next question on."""
        model = settings.moderation if settings.mode == "model" else ""
        if model == self.model:
            return
        self.model = model
        self._moderation = _build_moderation(model, settings) if model else None
        if self._moderation is not None:
            self._made.append(self._moderation)

    async def aclose(self) -> None:
        """Close the connections."""
        for moderation in self._made:
            await moderation.close()


@asynccontextmanager
async def open_terminal_guard(
    settings: Settings, now: Callable[[], datetime] = utc_now
) -> AsyncIterator[Guard]:
    """Give the guard of the terminal.

    Raises `StateUnusable` where the budget of all cannot be read; without such a budget, it is
    only mentioned that nothing is counted.
    """
    if settings.mode == "extractive":
        yield Guard()
        return

    def report(error: Exception, doing: str) -> None:
        say(f"Failed while {doing}: {error}")

    limited = settings.daily_tokens is not None or settings.daily_dollars is not None
    moderator = Moderator(settings)
    with ExitStack() as opened:
        budgets = None
        try:
            stores = await asyncio.to_thread(opened.enter_context, open_state(settings))
            budgets = build_budgets(stores, settings, now)
        except StateUnusable as error:
            if limited:
                raise
            say(f"What the model uses is not counted. {error}")
        try:
            yield Guard(budgets=budgets, moderate=moderator, report=report)
        finally:
            await moderator.aclose()


def _limit(budgets: Budgets, settings: Settings) -> None:
    budgets.user = Limit(settings.daily_tokens_user, settings.daily_dollars_user)
    budgets.server = Limit(settings.daily_tokens_server, settings.daily_dollars_server)
    budgets.all = Limit(settings.daily_tokens, settings.daily_dollars)


def _build_moderation(model: str, settings: Settings) -> Moderation:
    key = settings.openai_api_key
    return Moderation(
        model, settings.openai_base_url or OPENAI, key.get_secret_value() if key else ""
    )
