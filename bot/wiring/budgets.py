"""Set the budgets of language models as the settings say."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.community.budgets import Budgets, Limit
from bot.community.ports import Community
from bot.settings import Settings


def budgets_of(settings: Settings, community: Community) -> Budgets:
    """Return the budgets; without limits they only count."""
    return Budgets(
        community.spending,
        user=Limit(settings.daily_tokens_user, settings.daily_dollars_user),
        server=Limit(settings.daily_tokens_server, settings.daily_dollars_server),
        all=Limit(settings.daily_tokens, settings.daily_dollars),
        today=lambda: datetime.now(UTC).date(),
    )
