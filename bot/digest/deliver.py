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
from typing import Final

from bot.digest.issue import Issue
from bot.digest.making import Make
from bot.digest.ports import (
    CannotPost,
    Claim,
    Entry,
    Ledger,
    NotNow,
    Publisher,
    Subscriptions,
)
from bot.digest.schedule import latest
from bot.digest.subscription import PauseReason, Subscription

CLAIM: Final = timedelta(minutes=20)
"""How long an issue is claimed for; each step below ends well before."""

NOW: Final = "now-"
"""What the slot of an issue begins with that a manager asked for."""

_COMPOSING: Final = 600.0  # seconds
_REACHING: Final = 120.0
_SEARCHING: Final = 600.0  # seconds: some 50,000 messages
_FINISHING: Final = 300.0
_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(minutes=30)
_FINISHED_ANYHOW: Final = 48  # tries, a day: the message stands, only its thread does not


class _ClaimLost(Exception):
    """Somebody else goes on with the issue, or its subscription is gone."""


class Deliver:
    """Delivers claimed issues.

    `report` logs an error, with what it was an error of, and returns its incident's id. `ended` is
    told how each issue ends: done, empty, given up.
    """

    def __init__(
        self,
        make: Make,
        subscriptions: Subscriptions,
        ledger: Ledger,
        publisher: Publisher,
        *,
        now: Callable[[], datetime],
        report: Callable[[BaseException, str], str],
        ended: Callable[[str], None] = lambda outcome: None,
    ) -> None:
        self._make = make
        self._subscriptions = subscriptions
        self._ledger = ledger
        self._publisher = publisher
        self._now = now
        self._report = report
        self._ended = ended

    async def __call__(self, claim: Claim, entry: Entry) -> None:
        """Go on with an issue; what fails for now is put off. Raises what the stores raise."""
        try:
            await self._go_on(claim, entry)
        except _ClaimLost:
            return
        except (NotNow, TimeoutError) as error:
            await self._put_off(claim, entry, type(error).__name__)
        except Exception as error:
            incident = self._report(error, f"the digest {claim.subscription_id}")
            await self._put_off(claim, entry, f"incident {incident}")

    async def _go_on(self, claim: Claim, entry: Entry) -> None:
        subscription = await self._subscription(entry)
        if entry.issue is not None and entry.message_id is not None:
            await self._finish(claim, subscription, entry.issue, entry.message_id, entry.tries)
            return
        try:
            await self._send(claim, entry, subscription)
        except CannotPost as error:
            pause, whose = self._subscriptions.pause, subscription.subscription_id
            if await asyncio.to_thread(pause, whose, error.reason) or _rests(subscription, entry):
                await self._tell(subscription, error.reason)
            await self._end(claim, "given up", error.reason)

    async def _send(self, claim: Claim, entry: Entry, subscription: Subscription) -> None:
        issue = entry.issue
        if issue is not None and entry.posting is not None:
            # It may have been sent without our having recorded it.
            async with asyncio.timeout(_SEARCHING):
                found = await self._publisher.find(subscription, entry)
            if found is not None:
                await self._sent(claim, subscription, issue, found)
                return
        if await self._is_off(claim, entry, subscription):
            return
        if issue is None:
            async with asyncio.timeout(_COMPOSING):
                issue = await self._make(subscription, issue_id=entry.issue_id, now=self._now())
            await self._kept(self._ledger.composed, claim, issue)
        if not _shows(issue, subscription, entry.slot):
            await self._end(claim, "empty", "")
            return
        subscription = await asyncio.to_thread(self._as_it_is_now, claim)
        if await self._is_off(claim, entry, subscription):
            return
        async with asyncio.timeout(_REACHING):
            last = await self._publisher.find_last_message(subscription)
        now = self._now()
        await self._kept(self._ledger.begin_posting, claim, last, now, now + CLAIM)
        async with asyncio.timeout(_REACHING):
            message_id = await self._publisher.post(subscription, issue)
        await self._sent(claim, subscription, issue, message_id)

    async def _sent(
        self, claim: Claim, subscription: Subscription, issue: Issue, message_id: int
    ) -> None:
        channel_id = subscription.channel_id
        await self._kept(self._ledger.sent, claim, channel_id, message_id, self._now())
        await self._finish(claim, subscription, issue, message_id, 0)

    async def _finish(
        self, claim: Claim, subscription: Subscription, issue: Issue, message_id: int, tries: int
    ) -> None:
        note = ""
        try:
            async with asyncio.timeout(_FINISHING):
                await self._publisher.finish(subscription, issue, message_id)
        except CannotPost as error:
            note = error.reason  # should it last, the next issue finds out
        except Exception:
            if tries < _FINISHED_ANYHOW:
                raise
            note = "without its thread"
        await self._end(claim, "done", note)

    async def _is_off(self, claim: Claim, entry: Entry, subscription: Subscription) -> bool:
        """Give an issue up that is not wanted any more, and say whether it was.

        That is one of a subscription that rests, or one that was left for so long that the next is
        due, which has all that is in it.
        """
        if subscription.paused and not entry.slot.startswith(NOW):
            if _rests(subscription, entry):
                await self._tell(subscription, subscription.paused)
            await self._end(claim, "given up", subscription.paused)
            return True
        slot = latest(subscription.schedule, self._now())
        if slot.key != entry.slot and slot.at > entry.due:
            await self._end(claim, "given up", f"in the issue of {slot.key}")
            return True
        return False

    async def _tell(self, subscription: Subscription, reason: PauseReason) -> None:
        try:
            async with asyncio.timeout(_REACHING):
                await self._publisher.notify_manager(subscription, reason)
        except (NotNow, TimeoutError):
            raise  # told when the issue is taken up again
        except Exception as error:
            self._report(error, f"telling that the digest {subscription.subscription_id} rests")

    async def _subscription(self, entry: Entry) -> Subscription:
        """Return whose issue it is, in the channel where the issue belongs."""
        found = await asyncio.to_thread(self._subscriptions.get, entry.subscription_id)
        if found is None:
            raise _ClaimLost
        return _in_its_place(found, entry)

    def _as_it_is_now(self, claim: Claim) -> Subscription:
        """Read once more what may have changed while composing; block."""
        subscription = self._subscriptions.get(claim.subscription_id)
        entry = self._ledger.entry(claim.issue_id)
        if subscription is None or entry is None:
            raise _ClaimLost
        return _in_its_place(subscription, entry)

    async def _kept(self, record: Callable[..., bool], *arguments: object) -> None:
        if not await asyncio.to_thread(record, *arguments):
            raise _ClaimLost

    async def _end(self, claim: Claim, outcome: str, note: str) -> None:
        await self._kept(self._ledger.end, claim, outcome, self._now(), note)
        self._ended(outcome)

    async def _put_off(self, claim: Claim, entry: Entry, note: str) -> None:
        pause = min(_FIRST_PAUSE * 2 ** min(entry.tries, 10), _LONGEST_PAUSE)
        await asyncio.to_thread(self._ledger.defer, claim, self._now() + pause, note)


def _shows(issue: Issue, subscription: Subscription, slot: str) -> bool:
    """Say whether an issue is posted: whoever asked for one hears that it is empty otherwise."""
    return bool(issue.picks) or (subscription.empty_day == "say" and not slot.startswith(NOW))


def _rests(subscription: Subscription, entry: Entry) -> bool:
    """Say whether the issue's own failure had paused the subscription before a crash.

    Whether a manager was told is then not known.
    """
    return subscription.paused not in ("", "asked") and not entry.slot.startswith(NOW)


def _in_its_place(subscription: Subscription, entry: Entry) -> Subscription:
    """Return the subscription with the channel that the issue was composed for."""
    if entry.channel_id is None:
        return subscription
    return replace(subscription, channel_id=entry.channel_id)
