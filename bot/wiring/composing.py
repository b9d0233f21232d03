"""Have issues composed as their server has settled."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.community.ports import ServerSettingsStore
from bot.digest.composing import Compose
from bot.digest.issue import Issue
from bot.digest.ports import PaperVotes
from bot.digest.subscription import Subscription


class ComposeForServer:
    """Composes issues, as `Composing` has it, in the language and by the model of their server."""

    def __init__(self, compose: Compose, settings: ServerSettingsStore) -> None:
        self._compose = compose
        self._settings = settings

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
        settled = await asyncio.to_thread(self._settings.get, subscription.guild_id)
        return await self._compose(
            subscription,
            issue_id=issue_id,
            now=now,
            given=given,
            votes=votes,
            manner=settled.manner,
        )
