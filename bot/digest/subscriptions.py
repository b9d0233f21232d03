"""Subscribe channels and members to digests; change, pause, resume and end subscriptions.

The functions block, and raise `StorageError`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Interests, Subscription

if TYPE_CHECKING:
    from bot.storage.subscriptions import SubscriptionStore

FIRST_ISSUE_PAPERS: Final = 300
"""How many of the latest papers are new to a new subscription.

So the first issue, or `/digest now` right after subscribing, has something to show in a library
that grows slowly. In one that gains hundreds of papers a day, it is like any other issue.
"""


class SubscriptionNotFound(Exception):
    """There is no subscription with that id any more."""


Change = Callable[[Subscription], Subscription]


def subscribe(
    store: SubscriptionStore,
    last_arrival: Callable[[], int],
    *,
    subscription_id: str,
    guild_id: int,
    channel_id: int,
    user_id: int,
    schedule: Schedule,
    interests: Interests,
    now: datetime,
    recipient_id: int | None = None,
    language: str = "",
) -> Subscription:
    """Subscribe a channel or a member; raise `TooManySubscriptions`, `UnknownZone`.

    `last_arrival` gives the arrival number of the last paper in the library.
    """
    subscription = Subscription(
        subscription_id,
        guild_id,
        channel_id,
        user_id,
        now,
        next_slot(schedule, now).at,
        seen=max(last_arrival() - FIRST_ISSUE_PAPERS, 0),
        schedule=schedule,
        interests=interests,
        language=language,
        recipient_id=recipient_id,
    )
    store.add(subscription)
    return subscription


def update(
    store: SubscriptionStore, subscription_id: str, change: Change, now: datetime
) -> Subscription:
    """Change a subscription, and when it is due; raise `SubscriptionNotFound`, `UnknownZone`."""

    def change_and_reschedule(found: Subscription) -> Subscription:
        changed = change(found)
        if changed.schedule == found.schedule:
            return changed
        return replace(changed, next_due=next_slot(changed.schedule, now).at)

    return _require_found(store.change(subscription_id, change_and_reschedule))


def pause(store: SubscriptionStore, subscription_id: str) -> Subscription:
    """Pause a subscription because a person asked for it; raise `SubscriptionNotFound`."""
    store.pause(subscription_id, "asked")
    return _require_found(store.get(subscription_id))


def resume(store: SubscriptionStore, subscription_id: str, now: datetime) -> Subscription:
    """Resume a subscription from its next slot on; raise `SubscriptionNotFound`, `UnknownZone`."""
    store.resume(subscription_id, lambda found: next_slot(found.schedule, now).at)
    return _require_found(store.get(subscription_id))


def _require_found(subscription: Subscription | None) -> Subscription:
    if subscription is None:
        raise SubscriptionNotFound
    return subscription
