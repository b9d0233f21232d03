"""Have issues composed as their server has settled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.assistant.cost import dollars
from bot.assistant.language_model import Usage
from bot.community.budgets import Budgets, Spent
from bot.community.ports import ServerSettingsStore
from bot.digest.composing import Compose
from bot.digest.issue import Issue
from bot.digest.ports import PaperVotes
from bot.digest.subscription import Subscription
from bot.discord_front.budgeting import QUOTING

NOBODY = 0
"""Who has asked for a digest."""


class ComposeForServer:
    """Composes issues, as `Composing` has it, as their server has settled and can afford."""

    def __init__(
        self,
        compose: Compose,
        settings: ServerSettingsStore,
        budgets: Budgets | None = None,
        used: Callable[[str, Usage, float | None], None] = lambda model, usage, cost: None,
    ) -> None:
        self._compose = compose
        self._settings = settings
        self._budgets = budgets
        self._used = used

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
    ) -> Issue:
        """Return an issue; raise `KeepingFailed` too."""
        guild_id = subscription.guild_id
        settled = await asyncio.to_thread(self._settings.get, guild_id)
        manner = settled.manner
        budgets = self._budgets
        if budgets is not None:
            over = await asyncio.to_thread(budgets.used_up, guild_id, NOBODY)
            manner = manner if over is None else replace(manner, model=QUOTING)
        # A preview or an issue that somebody asked for is part of that request.
        request = get_contextvars().get("request", issue_id)
        with bound_contextvars(request=request, issue=issue_id):
            issue = await self._compose(
                subscription,
                issue_id=issue_id,
                now=now,
                given=given,
                votes=votes,
                manner=manner,
            )
        cost = dollars(issue.model, issue.usage)
        self._used(issue.model, issue.usage, cost)
        if budgets is not None:
            spent = Spent(issue.usage.total_tokens, cost or 0.0)
            await asyncio.to_thread(budgets.spend, guild_id, NOBODY, spent)
        return issue
