"""Send due digests, each exactly once, even across crashes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from bot.digest.deliver import CLAIM_DURATION, ON_DEMAND_PREFIX, Deliver
from bot.records.ledger import IssueClaim, LedgerEntry
from bot.records.schedule import Slot, UnknownZone, latest_slot, next_slot
from bot.records.subscriptions import Subscription

if TYPE_CHECKING:
    from bot.storage.ledger import DigestLedger
    from bot.storage.subscriptions import SubscriptionStore

_BATCH_SIZE: Final = 100
_UNKNOWN_ZONE_DELAY: Final = timedelta(hours=1)  # before a subscription is tried again

T = TypeVar("T")


class SendDueDigests:
    """Sends due issues, `max_concurrent` at a time.

    `new_id` gives at most 16 letters and digits. If several processes share the servers,
    `owns_guild` tells which server ids are this one's. With `sole_sender`, no other process sends
    those: issues that a dead process had claimed are continued at once, not when their claims
    expire. `report` logs an error with what it affected, and returns the incident's id.
    """

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        ledger: DigestLedger,
        deliver: Deliver,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        report: Callable[[BaseException, str], str],
        sole_sender: bool = False,
        owns_guild: Callable[[int], bool] = lambda guild_id: True,
        max_concurrent: int = 2,
    ) -> None:
        self._subscriptions = subscriptions
        self._ledger = ledger
        self._deliver = deliver
        self._now = now
        self._new_id = new_id
        self._report = report
        self._sole_sender = sole_sender
        self._owns_guild = owns_guild
        self._max_concurrent = max_concurrent
        self._last_check: datetime | None = None
        self._clock_lock = asyncio.Lock()

    async def run(
        self, *, every: float = 60.0, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> NoReturn:
        """Send due issues every `every` seconds until cancelled; survive all errors."""
        while True:
            try:
                await self.tick(self._now())
            except Exception as error:
                self._report(error, "sending digests")
            await sleep(every)

    async def tick(self, now: datetime) -> None:
        """Continue unfinished issues, then send those due by `now`."""
        await self._check_clock(now)
        unfinished = partial(self._ledger.find_unfinished, now)
        await self._for_each(unfinished, lambda entry: entry.issue_id, self._continue)
        due = partial(self._subscriptions.due, now)
        begin = partial(self._begin, now)
        await self._for_each(due, lambda subscription: subscription.subscription_id, begin)

    async def send_now(self, subscription_id: str) -> LedgerEntry | None:
        """Send an issue now; return how far it got, or None if another one is in progress.

        The entry is `done` or `sent` if it was posted, `empty` if nothing is new, `given up` if
        nothing can be posted in the channel; otherwise it is deferred, and sent later.
        """
        now = self._now()
        await self._check_clock(now)
        claimed = await self._claim(subscription_id, f"{ON_DEMAND_PREFIX}{self._new_id()}", now)
        if claimed is None:
            return None
        await self._deliver(*claimed)
        return await asyncio.to_thread(self._ledger.entry, claimed[1].issue_id)

    async def _check_clock(self, now: datetime) -> None:
        """Reschedule all before the first claim, and if the clock has stepped back."""
        async with self._clock_lock:
            if self._last_check is None or now < self._last_check:
                await asyncio.to_thread(self._reschedule_all, now)
            self._last_check = now

    def _reschedule_all(self, now: datetime) -> None:
        """Compute when each subscription is due; at the start, release all claims first."""
        if self._last_check is None and self._sole_sender:
            self._ledger.release_all(self._owns_guild)
        moved = []
        for subscription in self._subscriptions.list_all():
            if subscription.next_due <= now:
                continue  # it stays due
            try:
                due = next_slot(subscription.schedule, now).at
            except UnknownZone:
                continue
            if due != subscription.next_due:
                moved.append((subscription.subscription_id, subscription.next_due, due))
        self._subscriptions.reschedule(moved)

    async def _for_each(
        self,
        fetch: Callable[[int], Sequence[T]],
        key: Callable[[T], Hashable],
        work: Callable[[T], Awaitable[None]],
    ) -> None:
        """Work on each item of `fetch` once, in batches; report failures and carry on."""
        seen: set[Hashable] = set()
        gate = asyncio.Semaphore(self._max_concurrent)

        async def one(item: T) -> None:
            async with gate:
                try:
                    await work(item)
                except Exception as error:
                    self._report(error, f"the digest {key(item)}")

        # What was seen and is still there, as its store failed, must not hide what comes after it.
        while found := [
            item
            for item in await asyncio.to_thread(fetch, _BATCH_SIZE + len(seen))
            if key(item) not in seen
        ]:
            seen.update(map(key, found))
            async with asyncio.TaskGroup() as group:
                for item in found:
                    group.create_task(one(item))

    async def _continue(self, entry: LedgerEntry) -> None:
        whose = await asyncio.to_thread(self._subscriptions.get, entry.subscription_id)
        if whose is None or not self._owns_guild(whose.guild_id):
            return
        claimed = await self._claim(entry.subscription_id, entry.scheduled_for, entry.due)
        if claimed is not None:
            await self._deliver(*claimed)

    async def _begin(self, now: datetime, subscription: Subscription) -> None:
        if not self._owns_guild(subscription.guild_id):
            return
        try:
            slot = latest_slot(subscription.schedule, now)
            next_due = next_slot(subscription.schedule, now).at
        except UnknownZone:
            await self._advance(subscription, now + _UNKNOWN_ZONE_DELAY)
            raise
        if slot.at < subscription.created_at:
            await self._advance(subscription, next_due)
            return
        claimed = await self._claim(subscription.subscription_id, slot.key, slot.at)
        if claimed is not None or await self._is_known(subscription, slot):
            # From here on the ledger has the issue, whatever happens to this process.
            await self._advance(subscription, next_due)
        if claimed is not None:
            await self._deliver(*claimed)

    async def _claim(
        self, subscription_id: str, slot: str, due: datetime
    ) -> tuple[IssueClaim, LedgerEntry] | None:
        now = self._now()
        return await asyncio.to_thread(
            self._ledger.claim, subscription_id, slot, due, now, now + CLAIM_DURATION
        )

    async def _is_known(self, subscription: Subscription, slot: Slot) -> bool:
        found = await asyncio.to_thread(
            self._ledger.find_scheduled, subscription.subscription_id, slot.key
        )
        return found is not None

    async def _advance(self, subscription: Subscription, next_due: datetime) -> None:
        await asyncio.to_thread(
            self._subscriptions.advance,
            subscription.subscription_id,
            subscription.next_due,
            next_due,
        )


_NO_LIMIT: Final = 1_000_000


def find_due(
    subscriptions: SubscriptionStore, ledger: DigestLedger, now: datetime
) -> Iterator[tuple[Subscription, Slot]]:
    """Yield each subscription due by `now` with its slot, the longest due first; block.

    Those with unknown time zones are never sent, so they are left out.
    """
    for subscription in subscriptions.due(now, _NO_LIMIT):
        try:
            slot = latest_slot(subscription.schedule, now)
        except UnknownZone:
            continue
        if slot.at < subscription.created_at:
            continue
        if ledger.find_scheduled(subscription.subscription_id, slot.key) is None:
            yield subscription, slot
