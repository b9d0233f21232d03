"""Take a claimed issue as far as it goes: composed, sent, its thread filled, ended.

Each step is recorded before the next begins, so that whoever claims the issue after a crash goes
on where it was left. Only sending cannot be recorded as it is done: before it, the channel's last
message is recorded, and after a crash the channel is searched from there on; Discord drops a second
message that comes at once by its nonce.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.digest.compose import Compose
from bot.digest.issue import Issue
from bot.digest.ledger import IssueClaim, Ledger, LedgerEntry
from bot.digest.schedule import latest_slot
from bot.digest.subscriptions import PauseReason, Subscription, SubscriptionStore

CLAIM_DURATION: Final = timedelta(minutes=20)
"""How long an issue is claimed for; each step below ends well before."""

ON_DEMAND: Final = "now-"
"""What the slot of an issue begins with that a manager asked for."""

_COMPOSE_SECONDS: Final = 600.0  # seconds
_REQUEST_SECONDS: Final = 120.0
_SEARCH_SECONDS: Final = 600.0  # seconds: some 50,000 messages
_FINISH_SECONDS: Final = 300.0
_MIN_RETRY_DELAY: Final = timedelta(minutes=1)
_MAX_RETRY_DELAY: Final = timedelta(minutes=30)
_MAX_THREAD_TRIES: Final = 48  # tries, a day: the message stands, only its thread does not


class CannotPost(Exception):
    """Nothing can be posted there until somebody changes that: `reason` says what is wrong."""

    def __init__(self, reason: PauseReason) -> None:
        super().__init__(reason)
        self.reason: PauseReason = reason


class NotNow(Exception):
    """Discord cannot be reached or is overloaded; it may work in a while."""


class Publisher(Protocol):
    """Posts issues in channels.

    Every method raises `CannotPost` and `NotNow`, and no other error of Discord's.
    """

    async def find_last_message(self, subscription: Subscription) -> int:
        """Return the id of the channel's last message, 0 where it has none."""

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of the message that shows the issue, if it was sent before a crash.

        All is looked through that was written from `entry.posting` on.
        """

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        """Send the message, with an enforced nonce made of the issue's id; return its id."""

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        """Open the message's thread and put the rest there; may be called again at any point."""

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        """Tell who manages the server, as well as can be, that and why a digest rests."""


class _ClaimLost(Exception):
    """Somebody else goes on with the issue, or its subscription is gone."""


class Deliver:
    """Delivers claimed issues.

    `report` logs an error, with what it was an error of, and returns its incident's id. `ended` is
    told how each issue ends: done, empty, given up.
    """

    def __init__(
        self,
        compose: Compose,
        subscriptions: SubscriptionStore,
        ledger: Ledger,
        publisher: Publisher,
        *,
        now: Callable[[], datetime],
        report: Callable[[BaseException, str], str],
        ended: Callable[[str], None] = lambda outcome: None,
    ) -> None:
        self._compose = compose
        self._subscriptions = subscriptions
        self._ledger = ledger
        self._publisher = publisher
        self._now = now
        self._report = report
        self._ended = ended

    async def __call__(self, claim: IssueClaim, entry: LedgerEntry) -> None:
        """Go on with an issue; what fails for now is put off. Raises what the stores raise."""
        try:
            await self._continue(claim, entry)
        except _ClaimLost:
            return
        except (NotNow, TimeoutError) as error:
            await self._defer(claim, entry, type(error).__name__)
        except Exception as error:
            incident = self._report(error, f"the digest {claim.subscription_id}")
            await self._defer(claim, entry, f"incident {incident}")

    async def _continue(self, claim: IssueClaim, entry: LedgerEntry) -> None:
        subscription = await self._subscription(entry)
        if entry.issue is not None and entry.message_id is not None:
            await self._finish(claim, subscription, entry.issue, entry.message_id, entry.tries)
            return
        try:
            await self._send(claim, entry, subscription)
        except CannotPost as error:
            pause, whose = self._subscriptions.pause, subscription.subscription_id
            if await asyncio.to_thread(pause, whose, error.reason) or _was_paused_by_failure(
                subscription, entry
            ):
                await self._notify_manager(subscription, error.reason)
            await self._end(claim, "given up", error.reason)

    async def _send(
        self, claim: IssueClaim, entry: LedgerEntry, subscription: Subscription
    ) -> None:
        issue = entry.issue
        if issue is not None and entry.posting is not None:
            # It may have been sent without our having recorded it.
            async with asyncio.timeout(_SEARCH_SECONDS):
                found = await self._publisher.find(subscription, entry)
            if found is not None:
                await self._record_sent(claim, subscription, issue, found)
                return
        if await self._gave_up(claim, entry, subscription):
            return
        if issue is None:
            async with asyncio.timeout(_COMPOSE_SECONDS):
                issue = await self._compose(subscription, issue_id=entry.issue_id, now=self._now())
            await self._record(self._ledger.save_issue, claim, issue)
        if not _should_post(issue, subscription, entry.scheduled_for):
            await self._end(claim, "empty", "")
            return
        subscription = await asyncio.to_thread(self._reload, claim)
        if await self._gave_up(claim, entry, subscription):
            return
        async with asyncio.timeout(_REQUEST_SECONDS):
            last = await self._publisher.find_last_message(subscription)
        now = self._now()
        await self._record(self._ledger.begin_posting, claim, last, now, now + CLAIM_DURATION)
        async with asyncio.timeout(_REQUEST_SECONDS):
            message_id = await self._publisher.post(subscription, issue)
        await self._record_sent(claim, subscription, issue, message_id)

    async def _record_sent(
        self, claim: IssueClaim, subscription: Subscription, issue: Issue, message_id: int
    ) -> None:
        channel_id = subscription.channel_id
        await self._record(self._ledger.record_sent, claim, channel_id, message_id, self._now())
        await self._finish(claim, subscription, issue, message_id, 0)

    async def _finish(
        self,
        claim: IssueClaim,
        subscription: Subscription,
        issue: Issue,
        message_id: int,
        tries: int,
    ) -> None:
        note = ""
        try:
            async with asyncio.timeout(_FINISH_SECONDS):
                await self._publisher.finish(subscription, issue, message_id)
        except CannotPost as error:
            note = error.reason  # should it last, the next issue finds out
        except Exception:
            if tries < _MAX_THREAD_TRIES:
                raise
            note = "without its thread"
        await self._end(claim, "done", note)

    async def _gave_up(
        self, claim: IssueClaim, entry: LedgerEntry, subscription: Subscription
    ) -> bool:
        """Give an issue up that is not wanted any more, and say whether it was.

        That is one of a subscription that rests, or one that was left for so long that the next is
        due, which has all that is in it.
        """
        if subscription.paused and not entry.scheduled_for.startswith(ON_DEMAND):
            if _was_paused_by_failure(subscription, entry):
                await self._notify_manager(subscription, subscription.paused)
            await self._end(claim, "given up", subscription.paused)
            return True
        slot = latest_slot(subscription.schedule, self._now())
        if slot.key != entry.scheduled_for and slot.at > entry.due:
            await self._end(claim, "given up", f"in the issue of {slot.key}")
            return True
        return False

    async def _notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                await self._publisher.notify_manager(subscription, reason)
        except (NotNow, TimeoutError):
            raise  # told when the issue is taken up again
        except Exception as error:
            self._report(error, f"telling that the digest {subscription.subscription_id} rests")

    async def _subscription(self, entry: LedgerEntry) -> Subscription:
        """Return whose issue it is, in the channel where the issue belongs."""
        found = await asyncio.to_thread(self._subscriptions.get, entry.subscription_id)
        if found is None:
            raise _ClaimLost
        return _with_channel_of(found, entry)

    def _reload(self, claim: IssueClaim) -> Subscription:
        """Read once more what may have changed while composing; block."""
        subscription = self._subscriptions.get(claim.subscription_id)
        entry = self._ledger.entry(claim.issue_id)
        if subscription is None or entry is None:
            raise _ClaimLost
        return _with_channel_of(subscription, entry)

    async def _record(self, record: Callable[..., bool], *arguments: object) -> None:
        if not await asyncio.to_thread(record, *arguments):
            raise _ClaimLost

    async def _end(self, claim: IssueClaim, outcome: str, note: str) -> None:
        await self._record(self._ledger.end, claim, outcome, self._now(), note)
        self._ended(outcome)

    async def _defer(self, claim: IssueClaim, entry: LedgerEntry, note: str) -> None:
        pause = min(_MIN_RETRY_DELAY * 2 ** min(entry.tries, 10), _MAX_RETRY_DELAY)
        await asyncio.to_thread(self._ledger.defer, claim, self._now() + pause, note)


def _should_post(issue: Issue, subscription: Subscription, slot: str) -> bool:
    """Say whether an issue is posted: whoever asked for one hears that it is empty otherwise."""
    return bool(issue.picks) or (subscription.empty_day == "say" and not slot.startswith(ON_DEMAND))


def _was_paused_by_failure(subscription: Subscription, entry: LedgerEntry) -> bool:
    """Say whether the issue's own failure had paused the subscription before a crash.

    Whether a manager was told is then not known.
    """
    return subscription.paused not in ("", "asked") and not entry.scheduled_for.startswith(
        ON_DEMAND
    )


def _with_channel_of(subscription: Subscription, entry: LedgerEntry) -> Subscription:
    """Return the subscription with the channel that the issue was composed for."""
    if entry.channel_id is None:
        return subscription
    return replace(subscription, channel_id=entry.channel_id)
