"""Send due digests, each exactly once, even across crashes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from bot.digest.deliver import CLAIM_DURATION, Deliver
from bot.records.digest_ledger import ON_DEMAND_PREFIX, LedgerEntry
from bot.records.schedule import Slot, UnknownZone, latest_slot, next_slot
from bot.records.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.storage.digest_ledger import DigestLedger
    from bot.storage.subscriptions import SubscriptionStore

_UNKNOWN_ZONE_DELAY: Final = timedelta(hours=1)  # before a subscription is tried again

T = TypeVar("T", Subscription, LedgerEntry)


@dataclass
class SendDueDigests:
    """Sends due issues, `max_concurrent` at a time.

    `new_id` gives at most 16 letters and digits. If several processes share the servers,
    `owns_guild` tells which server ids are this one's. With `sole_sender`, no other process sends
    those: issues that a dead process had claimed are continued at once, not when their claims
    expire. `report` logs an error with what it affected, and returns the incident's id.
    """

    subscriptions: SubscriptionStore
    ledger: DigestLedger
    deliver: Deliver
    _: KW_ONLY
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    report: Callable[[BaseException, str], str]
    sole_sender: bool = False
    owns_guild: Callable[[int], bool] = lambda guild_id: True
    max_concurrent: int = 2
    _last_check: datetime | None = field(default=None, init=False)
    _clock_lock: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def run(
        self, *, every: float = 60.0, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> NoReturn:
        """Send due issues every `every` seconds until cancelled; survive all errors."""
        while True:
            try:
                await self.tick(self.now())
            except Exception as error:
                self.report(error, "sending digests")
            await sleep(every)

    async def tick(self, now: datetime) -> None:
        """Continue unfinished issues, then send those due by `now`."""
        await self._check_clock(now)
        unfinished = await asyncio.to_thread(self.ledger.find_unfinished, now)
        await self._for_each(unfinished, self._continue)
        due = await asyncio.to_thread(self.subscriptions.due, now)
        await self._for_each(due, partial(self._begin, now))

    async def send_now(self, subscription_id: str) -> LedgerEntry | None:
        """Send an issue now; return how far it got, or None if another one is in progress.

        The entry is `done` or `sent` if it was posted, `empty` if nothing is new, `given up` if
        nothing can be posted in the channel; otherwise it is deferred, and sent later.
        """
        now = self.now()
        await self._check_clock(now)
        claimed = await self._claim(subscription_id, f"{ON_DEMAND_PREFIX}{self.new_id()}", now)
        if claimed is None:
            return None
        await self.deliver(claimed)
        return await asyncio.to_thread(self.ledger.entry, claimed.issue_id)

    async def _check_clock(self, now: datetime) -> None:
        """Reschedule all before the first claim, and if the clock has stepped back."""
        async with self._clock_lock:
            if self._last_check is None or now < self._last_check:
                await asyncio.to_thread(self._reschedule_all, now)
            self._last_check = now

    def _reschedule_all(self, now: datetime) -> None:
        """Compute when each subscription is due; at the start, release all claims first."""
        if self._last_check is None and self.sole_sender:
            self.ledger.release_all(self.owns_guild)
        moved = []
        for subscription in self.subscriptions.list_all():
            if subscription.next_due <= now:
                continue  # it stays due
            try:
                due = next_slot(subscription.schedule, now).at
            except UnknownZone:
                continue
            if due != subscription.next_due:
                moved.append((subscription.subscription_id, subscription.next_due, due))
        self.subscriptions.reschedule(moved)

    async def _for_each(self, items: Sequence[T], work: Callable[[T], Awaitable[None]]) -> None:
        """Work on each item; report failures and carry on."""
        gate = asyncio.Semaphore(self.max_concurrent)

        async def one(item: T) -> None:
            async with gate:
                try:
                    await work(item)
                except Exception as error:
                    self.report(error, f"the digest {item.subscription_id}")

        async with asyncio.TaskGroup() as group:
            for item in items:
                group.create_task(one(item))

    async def _continue(self, entry: LedgerEntry) -> None:
        whose = await asyncio.to_thread(self.subscriptions.get, entry.subscription_id)
        if whose is None or not self.owns_guild(whose.guild_id):
            return
        claimed = await self._claim(entry.subscription_id, entry.scheduled_for, entry.due)
        if claimed is not None:
            await self.deliver(claimed)

    async def _begin(self, now: datetime, due: Subscription) -> None:
        if not self.owns_guild(due.guild_id):
            return
        subscription = await asyncio.to_thread(self.subscriptions.get, due.subscription_id)
        if subscription is None or subscription.next_due > now:
            return  # changed since it was found due
        try:
            slot = latest_slot(subscription.schedule, now)
            next_due = next_slot(subscription.schedule, now).at
        except UnknownZone:
            await self._advance(subscription, now + _UNKNOWN_ZONE_DELAY)
            raise
        if slot.at < subscription.created_at:
            await self._advance(subscription, next_due)
            return
        whose = subscription.subscription_id
        claimed = await self._claim(whose, slot.key, slot.at)
        known = await asyncio.to_thread(self.ledger.find_scheduled, whose, slot.key)
        if known is not None:  # whatever happens to this process from here on
            await self._advance(subscription, next_due)
        if claimed is not None:
            await self.deliver(claimed)

    async def _claim(self, subscription_id: str, slot: str, due: datetime) -> LedgerEntry | None:
        now = self.now()
        return await asyncio.to_thread(
            self.ledger.claim, subscription_id, slot, due, now, now + CLAIM_DURATION
        )

    async def _advance(self, subscription: Subscription, next_due: datetime) -> None:
        change = (subscription.subscription_id, subscription.next_due, next_due)
        await asyncio.to_thread(self.subscriptions.reschedule, [change])


def find_due(
    subscriptions: SubscriptionStore, ledger: DigestLedger, now: datetime
) -> Iterator[tuple[Subscription, Slot]]:
    """Yield each subscription due by `now` with its slot, the longest due first; block.

    Those with unknown time zones are never sent, so they are left out.
    """
    for subscription in subscriptions.due(now):
        try:
            slot = latest_slot(subscription.schedule, now)
        except UnknownZone:
            continue
        if slot.at < subscription.created_at:
            continue
        if ledger.find_scheduled(subscription.subscription_id, slot.key) is None:
            yield subscription, slot
