"""Make an issue of what is new to a channel, knowing what it got before and how it voted."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, Protocol

from bot.digest.issue import Issue
from bot.digest.ledger import DigestVotes, Ledger, PaperVotes
from bot.digest.subscriptions import Subscription

_GIVEN: Final = 2_000  # a year and a half of a daily digest of five papers, at the least
_VOTED: Final = 500


class Composing(Protocol):
    """Makes an issue."""

    async def __call__(
        self,
        subscription: Subscription,
        *,
        issue_id: str,
        now: datetime,
        given: Collection[str],
        votes: Sequence[PaperVotes],
    ) -> Issue:
        """Return the issue of what is new to `subscription` at `now`.

        `given` are ids of papers the channel has got already, newest first, which are not shown
        again. A model that fails is replaced by quotes; raises `RetrievalError` where the library
        fails.
        """


class Make:
    """Makes issues; neither claims nor records anything, so that it serves for a preview too."""

    def __init__(self, compose: Composing, ledger: Ledger, votes: DigestVotes) -> None:
        self._compose = compose
        self._ledger = ledger
        self._votes = votes

    async def __call__(
        self, subscription: Subscription, *, issue_id: str, now: datetime, anew: bool = False
    ) -> Issue:
        """Return the issue that `subscription` would get at `now`; raise what composing raises.

        `anew`, it is as if the channel had been given nothing.
        """
        given, votes = await asyncio.to_thread(self._known, subscription)
        return await self._compose(
            subscription, issue_id=issue_id, now=now, given=() if anew else given, votes=votes
        )

    def _known(self, subscription: Subscription) -> tuple[Collection[str], Sequence[PaperVotes]]:
        return (
            tuple(self._ledger.sent_papers(subscription.channel_id, _GIVEN)),
            self._votes.of_subscription(subscription.subscription_id, _VOTED),
        )
