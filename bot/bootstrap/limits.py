"""Set how much may be asked and spent, as the settings in force say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.bootstrap.clock import utc_now
from bot.community.budgets import Budgets, Limit
from bot.discord_bot.services import Services
from bot.settings import Settings
from bot.storage.stores import Stores


def budgets_of(
    community: Stores, settings: Settings, now: Callable[[], datetime] = utc_now
) -> Budgets:
    """Return the budgets, of days by `now`; they only count until they have limits."""
    longest = timedelta(seconds=3 * settings.model_timeout)  # of one call: see models.py
    return Budgets(community.spending, now=now, reserved_for=longest + timedelta(minutes=5))


def limits_of(services: Services) -> Callable[[Settings], None]:
    """Return what sets rates, budgets and the questions at once from settings.

    What was asked and spent before counts, but where a rate has changed.
    """

    def take(settings: Settings) -> None:
        services.turnstile.let(settings.at_once)
        services.rates.limit(
            user=settings.rate_user, channel=settings.rate_channel, server=settings.rate_server
        )
        services.adding.limit(user=settings.rate_add)
        if (budgets := services.budgets) is not None:
            budgets.user = Limit(settings.daily_tokens_user, settings.daily_dollars_user)
            budgets.server = Limit(settings.daily_tokens_server, settings.daily_dollars_server)
            budgets.all = Limit(settings.daily_tokens, settings.daily_dollars)

    return take
