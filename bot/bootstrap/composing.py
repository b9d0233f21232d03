"""Compose issues with the options of their server, within its budget."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.answering.budgets import NOBODY
from bot.answering.guard import Guard
from bot.digest.composing import Compose
from bot.digest.issue import Issue
from bot.digest.ledger import PaperVotes
from bot.digest.subscriptions import Subscription
from bot.storage.servers import ServerSettingsStore


class ComposeForServer:
    """Composes issues as `Compose` does, with the options and the budget of their server."""

    def __init__(self, compose: Compose, settings: ServerSettingsStore, guard: Guard) -> None:
        self._compose = compose
        self._settings = settings
        self._guard = guard

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
    ) -> Issue:
        """Return an issue; raise `StorageError` too."""
        guild_id = subscription.guild_id
        settings = await asyncio.to_thread(self._settings.get, guild_id)
        # A preview or an issue that somebody asked for is part of that request.
        request = get_contextvars().get("request", issue_id)
        with bound_contextvars(request=request, issue=issue_id):
            async with self._guard.charge(guild_id, NOBODY) as account:
                return await self._compose(
                    subscription,
                    issue_id=issue_id,
                    now=now,
                    given=given,
                    votes=votes,
                    options=account.allowed_options(settings.options),
                )
