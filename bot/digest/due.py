"""Say whose issues are due at a moment and not made yet, without making or claiming any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from bot.digest.ports import Ledger, Subscriptions
from bot.digest.schedule import Slot, UnknownZone, latest
from bot.digest.subscription import Subscription

_ALL: Final = 1_000_000


def planned(
    subscriptions: Subscriptions, ledger: Ledger, now: datetime
) -> Iterator[tuple[Subscription, Slot]]:
    """Yield each subscription that is due by `now` with its slot, the longest due first; block.

    Those of unknown time zones, which are never sent, are left out.
    """
    for subscription in subscriptions.due(now, _ALL):
        try:
            slot = latest(subscription.schedule, now)
        except UnknownZone:
            continue
        if slot.at < subscription.created_at:
            continue
        if ledger.of_slot(subscription.subscription_id, slot.key) is None:
            yield subscription, slot
