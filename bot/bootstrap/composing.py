"""Have issues composed as their server has settled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from structlog.contextvars import bound_contextvars, get_contextvars

from bot.answering.metering import metered_by
from bot.community.account import Account
from bot.community.budgets import NOBODY
from bot.digest.composing import Compose
from bot.digest.issue import Issue
from bot.digest.ports import PaperVotes
from bot.digest.subscription import Subscription
from bot.discord_bot.budgeting import QUOTING
from bot.storage.server_settings import ServerSettingsStore

Accounts = Callable[[int, int], Account]
"""Gives what meters the models that somebody, or nobody, has write in a server."""


class ComposeForServer:
    """Composes issues, as `Composing` has it, as their server has settled and can afford."""

    def __init__(
        self,
        compose: Compose,
        settings: ServerSettingsStore,
        accounts: Accounts | None = None,
    ) -> None:
        self._compose = compose
        self._settings = settings
        self._accounts = accounts

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
        settled = await asyncio.to_thread(self._settings.get, guild_id)
        manner = settled.manner
        account = None if self._accounts is None else self._accounts(guild_id, NOBODY)
        if account is not None and await asyncio.to_thread(account.used_up) is not None:
            manner = replace(manner, model=QUOTING)
        # A preview or an issue that somebody asked for is part of that request.
        request = get_contextvars().get("request", issue_id)
        with (
            bound_contextvars(request=request, issue=issue_id),
            nullcontext() if account is None else metered_by(account),
        ):
            return await self._compose(
                subscription,
                issue_id=issue_id,
                now=now,
                given=given,
                votes=votes,
                manner=manner,
            )
