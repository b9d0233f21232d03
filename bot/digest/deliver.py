"""Deliver a claimed issue: compose it, post it, fill its thread, and end it.

Each step is recorded before the next begins, so that the next process to claim the issue after a
crash resumes there. Only posting cannot be recorded in the same instant. So the channel's last
message is recorded before, and after a crash the channel is searched from there on. Discord rejects
an immediate second message by its nonce.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.digest.compose import Compose
from bot.records.digest_ledger import LedgerEntry
from bot.records.issues import Issue
from bot.records.schedule import latest_slot
from bot.records.subscriptions import PauseReason, Subscription

if TYPE_CHECKING:
    from bot.storage.digest_ledger import DigestLedger
    from bot.storage.subscriptions import SubscriptionStore

CLAIM_DURATION: Final = timedelta(minutes=20)
"""How long a claim lasts; each step below takes less."""

_COMPOSE_SECONDS: Final = 600.0
_REQUEST_SECONDS: Final = 120.0
_SEARCH_SECONDS: Final = 600.0  # enough for some 50,000 messages
_FINISH_SECONDS: Final = 300.0
_MIN_RETRY_DELAY: Final = timedelta(minutes=1)
_MAX_RETRY_DELAY: Final = timedelta(minutes=30)
_MAX_THREAD_TRIES: Final = 48  # a day: the message is posted, only its thread is missing


class CannotPost(Exception):
    """Nothing can be posted in the channel until somebody fixes `reason`."""

    def __init__(self, reason: PauseReason) -> None:
        super().__init__(reason)
        self.reason: PauseReason = reason


class RecipientLeft(Exception):
    """The member whose personal digest it is has left the server."""


class NotNow(Exception):
    """Discord is unreachable or overloaded; retry later."""


class Publisher(Protocol):
    """Posts issues in channels and direct messages.

    Every method translates Discord's errors to `CannotPost` and `NotNow`.
    """

    async def find_last_message(self, subscription: Subscription) -> int:
        """Return the id of the channel's last message, 0 if it has none.

        Raises `RecipientLeft` if the digest was for a member who has left.
        """

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of the message that shows the issue, if it was sent before a crash.

        Search all messages from `entry.posting` on.
        """

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        """Send the message, with an enforced nonce made of the issue's id; return its id."""

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        """Open the message's thread and post the rest there; safe to repeat at any point."""

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        """Try to tell who can resume it, a manager or the recipient, that a digest is paused."""


class _ClaimLost(Exception):
    """Another process continues the issue, or its subscription is gone."""


@dataclass
class Deliver:
    """Delivers claimed issues.

    `report` logs an error with what it affected, and returns the incident's id. `on_end` is called
    with how each issue ended: done, empty or given up.
    """

    compose: Compose
    subscriptions: SubscriptionStore
    ledger: DigestLedger
    publisher: Publisher
    _: KW_ONLY
    now: Callable[[], datetime]
    report: Callable[[BaseException, str], str]
    on_end: Callable[[str], None] = lambda outcome: None

    async def __call__(self, entry: LedgerEntry) -> None:
        """Continue an issue; defer it if a step fails. Raises what the stores raise."""
        try:
            await self._continue(entry)
        except _ClaimLost:
            return
        except (NotNow, TimeoutError) as error:
            await self._defer(entry, type(error).__name__)
        except Exception as error:
            incident = self.report(error, f"the digest {entry.subscription_id}")
            await self._defer(entry, f"incident {incident}")

    async def _continue(self, entry: LedgerEntry) -> None:
        subscription = await asyncio.to_thread(self._load_subscription, entry)
        if entry.issue is not None and entry.message_id is not None:
            await self._finish(entry, subscription, entry.issue, entry.message_id, entry.tries)
            return
        try:
            await self._send(entry, subscription)
        except RecipientLeft:
            await asyncio.to_thread(self.subscriptions.remove, subscription.subscription_id)
        except CannotPost as error:
            paused = await asyncio.to_thread(
                self.subscriptions.pause, subscription.subscription_id, error.reason
            )
            if paused or _was_paused_by_failure(subscription, entry):
                await self._notify_manager(subscription, error.reason)
            await self._end(entry, "given up", error.reason)

    async def _send(self, entry: LedgerEntry, subscription: Subscription) -> None:
        issue = entry.issue
        if issue is not None and entry.posting is not None:
            # It may have been posted but not recorded.
            async with asyncio.timeout(_SEARCH_SECONDS):
                found = await self.publisher.find(subscription, entry)
            if found is not None:
                await self._record_sent(entry, subscription, issue, found)
                return
        if await self._give_up_if_stale(entry, subscription):
            return
        if issue is None:
            async with asyncio.timeout(_COMPOSE_SECONDS):
                issue = await self.compose(subscription, issue_id=entry.issue_id, now=self.now())
            await self._record(self.ledger.save_issue, entry, issue)
        if not _should_post(issue, subscription, entry):
            await self._end(entry, "empty", "")
            return
        subscription = await asyncio.to_thread(self._load_subscription, entry)
        if await self._give_up_if_stale(entry, subscription):
            return
        async with asyncio.timeout(_REQUEST_SECONDS):
            last = await self.publisher.find_last_message(subscription)
        now = self.now()
        await self._record(self.ledger.begin_posting, entry, last, now, now + CLAIM_DURATION)
        async with asyncio.timeout(_REQUEST_SECONDS):
            message_id = await self.publisher.post(subscription, issue)
        await self._record_sent(entry, subscription, issue, message_id)

    async def _record_sent(
        self, entry: LedgerEntry, subscription: Subscription, issue: Issue, message_id: int
    ) -> None:
        channel_id = subscription.channel_id
        await self._record(self.ledger.record_sent, entry, channel_id, message_id, self.now())
        await self._finish(entry, subscription, issue, message_id, 0)

    async def _finish(
        self,
        entry: LedgerEntry,
        subscription: Subscription,
        issue: Issue,
        message_id: int,
        tries: int,
    ) -> None:
        note = ""
        try:
            async with asyncio.timeout(_FINISH_SECONDS):
                await self.publisher.finish(subscription, issue, message_id)
        except CannotPost as error:
            note = error.reason  # if it persists, the next issue fails on it
        except Exception:
            if tries < _MAX_THREAD_TRIES:
                raise
            note = "without its thread"
        await self._end(entry, "done", note)

    async def _give_up_if_stale(self, entry: LedgerEntry, subscription: Subscription) -> bool:
        """Give up an issue that is no longer wanted; return whether it was.

        Its subscription is paused, or the next issue is already due and includes its papers.
        """
        if subscription.paused and not entry.is_on_demand:
            if _was_paused_by_failure(subscription, entry):
                await self._notify_manager(subscription, subscription.paused)
            await self._end(entry, "given up", subscription.paused)
            return True
        slot = latest_slot(subscription.schedule, self.now())
        if slot.key != entry.scheduled_for and slot.at > entry.due:
            await self._end(entry, "given up", f"in the issue of {slot.key}")
            return True
        return False

    async def _notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                await self.publisher.notify_manager(subscription, reason)
        except (NotNow, TimeoutError):
            raise  # notified when the issue is continued
        except Exception as error:
            self.report(error, f"notifying a manager of the digest {subscription.subscription_id}")

    def _load_subscription(self, entry: LedgerEntry) -> Subscription:
        """Return the subscription as it is now, with the channel its issue was composed for."""
        subscription = self.subscriptions.get(entry.subscription_id)
        current = self.ledger.entry(entry.issue_id)
        if subscription is None or current is None:
            raise _ClaimLost
        return replace(subscription, channel_id=current.channel_id or subscription.channel_id)

    async def _record(self, record: Callable[..., bool], *arguments: object) -> None:
        if not await asyncio.to_thread(record, *arguments):
            raise _ClaimLost

    async def _end(self, entry: LedgerEntry, outcome: str, note: str) -> None:
        await self._record(self.ledger.end, entry, outcome, self.now(), note)
        self.on_end(outcome)

    async def _defer(self, entry: LedgerEntry, note: str) -> None:
        delay = min(_MIN_RETRY_DELAY * 2 ** min(entry.tries, 10), _MAX_RETRY_DELAY)
        await asyncio.to_thread(self.ledger.defer, entry, self.now() + delay, note)


def _should_post(issue: Issue, subscription: Subscription, entry: LedgerEntry) -> bool:
    """Return whether to post an issue; the command reports an empty one on demand by itself."""
    return bool(issue.picks) or (subscription.empty_day == "say" and not entry.is_on_demand)


def _was_paused_by_failure(subscription: Subscription, entry: LedgerEntry) -> bool:
    """Return whether this issue's failure paused the subscription before a crash.

    If so, it is unknown whether a manager was notified.
    """
    return subscription.paused not in ("", "asked") and not entry.is_on_demand
