"""Subscribe channels and members to digests."""

from __future__ import annotations

from collections.abc import Callable
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
    """Subscribe a channel or a member; block; raise `TooManySubscriptions`, `UnknownZone`.

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
