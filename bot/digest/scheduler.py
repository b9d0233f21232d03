"""Send the digests that are due, each once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, NoReturn, TypeVar

from bot.digest.deliver import CLAIM_DURATION, ON_DEMAND, Deliver
from bot.digest.ledger import IssueClaim, Ledger, LedgerEntry
from bot.digest.schedule import Slot, UnknownZone, latest_slot, next_slot
from bot.digest.subscriptions import Subscription, SubscriptionStore

_BATCH_SIZE: Final = 100
_UNKNOWN_ZONE_DELAY: Final = timedelta(hours=1)  # how long one waits whose time zone is not known

T = TypeVar("T")


class SendDueDigests:
    """Sends what is due, a few at once.

    `now` is where claims have their time from, `new_id` gives letters and digits, at most 16.
    `mine` tells of a server's id whether its digests are sent from here, where several processes
    divide the servers; `alone` that no other process sends those: what one that died was at is
    then taken up at once, and not when its claim has run out. `report` logs an error, with what it
    was an error of, and returns its incident's id.
    """

    def __init__(
        self,
        subscriptions: SubscriptionStore,
        ledger: Ledger,
        deliver: Deliver,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        report: Callable[[BaseException, str], str],
        sole_sender: bool = False,
        owns_guild: Callable[[int], bool] = lambda guild_id: True,
        at_once: int = 2,
    ) -> None:
        self._subscriptions = subscriptions
        self._ledger = ledger
        self._deliver = deliver
        self._now = now
        self._new_id = new_id
        self._report = report
        self._sole_sender = sole_sender
        self._owns_guild = owns_guild
        self._at_once = at_once
        self._last: datetime | None = None
        self._reckoning = asyncio.Lock()

    async def run(
        self, *, every: float = 60.0, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> NoReturn:
        """Look every so many seconds until cancelled; no error ends it."""
        while True:
            try:
                await self.tick(self._now())
            except Exception as error:
                self._report(error, "sending digests")
            await sleep(every)

    async def tick(self, now: datetime) -> None:
        """Finish what was left unfinished, then send what is due by `now`."""
        await self._check_clock(now)
        unfinished = partial(self._ledger.unfinished, now)
        await self._for_each(unfinished, lambda entry: entry.issue_id, self._continue)
        due = partial(self._subscriptions.due, now)
        begin = partial(self._begin, now)
        await self._for_each(due, lambda subscription: subscription.subscription_id, begin)

    async def send_now(self, subscription_id: str) -> LedgerEntry | None:
        """Send what is new at once; return how far it got, or None where an issue is under way.

        The entry is `done` or `sent` where it was posted, `empty` where nothing is new, `given up`
        where nothing can be posted there; otherwise it is put off, and sent by itself later.
        """
        now = self._now()
        await self._check_clock(now)
        claimed = await self._claim(subscription_id, f"{ON_DEMAND}{self._new_id()}", now)
        if claimed is None:
            return None
        await self._deliver(*claimed)
        return await asyncio.to_thread(self._ledger.entry, claimed[1].issue_id)

    async def _check_clock(self, now: datetime) -> None:
        """Take stock where it is time to: before the first claim, which it would free again."""
        async with self._reckoning:
            if self._last is None or now < self._last:
                await asyncio.to_thread(self._reschedule_all, now)
            self._last = now

    def _reschedule_all(self, now: datetime) -> None:
        """At the start, and when the clock has stepped back: free what is held, reckon anew."""
        if self._last is None and self._sole_sender:
            self._ledger.release_all(self._owns_guild)
        moved = []
        for subscription in self._subscriptions.everything():
            if subscription.next_due <= now:
                continue  # it is due, and stays so
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
        """Work on each of what `fetch` gives, once, batch by batch; one's failure is its own."""
        met: set[Hashable] = set()
        gate = asyncio.Semaphore(self._at_once)

        async def one(item: T) -> None:
            async with gate:
                try:
                    await work(item)
                except Exception as error:
                    self._report(error, f"the digest {key(item)}")

        # What was met and is still there, as its store failed, must not hide what comes after it.
        while found := [
            item
            for item in await asyncio.to_thread(fetch, _BATCH_SIZE + len(met))
            if key(item) not in met
        ]:
            met.update(map(key, found))
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
            # From here on the ledger remembers the issue, whatever happens to who claimed it.
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


_ALL: Final = 1_000_000


def find_due(
    subscriptions: SubscriptionStore, ledger: Ledger, now: datetime
) -> Iterator[tuple[Subscription, Slot]]:
    """Yield each subscription that is due by `now` with its slot, the longest due first; block.

    Those of unknown time zones, which are never sent, are left out.
    """
    for subscription in subscriptions.due(now, _ALL):
        try:
            slot = latest_slot(subscription.schedule, now)
        except UnknownZone:
            continue
        if slot.at < subscription.created_at:
            continue
        if ledger.find_scheduled(subscription.subscription_id, slot.key) is None:
            yield subscription, slot
