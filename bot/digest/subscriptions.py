"""Subscribe channels to digests, and change, pause, resume and end their subscriptions.

The functions block. Those of them and of the store that write raise `StorageError`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal, Protocol

from bot.digest.schedule import Schedule, next_slot

EmptyDay = Literal["silent", "say"]
PauseReason = Literal["", "asked", "channel gone", "not permitted"]

MAX_PER_SERVER: Final = 25
MIN_PAPERS: Final = 3
MAX_PAPERS: Final = 10

FIRST_ISSUE_PAPERS: Final = 300
"""How many of the papers that came last are new to a new subscription.

So the first issue, and `/digest now` a minute after subscribing, has something to show in a
library that grows slowly. Where papers come by the hundred a day, it is like any other issue.
"""


class TooManySubscriptions(Exception):
    """A server already has `MAX_PER_SERVER` subscriptions."""


class SubscriptionNotFound(Exception):
    """There is no subscription of that id: somebody has ended it."""


@dataclass(frozen=True, slots=True)
class Interests:
    """Which of the new papers a channel wants; an empty field restricts nothing.

    `topics` are in plain words, each ranked as a search is. A paper must be in one of `categories`
    (`cs` includes `cs.CL`) and from one of `sources`; its title or abstract must contain one of the
    words or phrases of `include`, and none of `exclude`. Papers by `authors` rank higher.
    """

    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's subscription.

    `subscription_id` has at most 12 letters and digits. `papers` is how many a post shows.
    `language` is an English name of a language, empty for the server's. `next_due` is when the
    next issue is due. `seen` is the arrival number of the last paper that an issue has considered:
    later ones are new. `paused` is why the subscription is paused, empty if it is not.
    """

    subscription_id: str
    guild_id: int
    channel_id: int
    created_by: int
    created_at: datetime
    next_due: datetime
    seen: int = 0
    schedule: Schedule = field(default_factory=Schedule)
    interests: Interests = field(default_factory=Interests)
    papers: int = 5
    empty_day: EmptyDay = "silent"
    language: str = ""
    notify_role: int | None = None
    paused: PauseReason = ""


Change = Callable[[Subscription], Subscription]


class SubscriptionStore(Protocol):
    """The subscriptions of all servers; may be called from any thread."""

    def add(self, subscription: Subscription) -> None:
        """Add a subscription; raise `TooManySubscriptions`."""

    def change(self, subscription_id: str, change: Change) -> Subscription | None:
        """Apply what a person changes; return the stored result, None if there is no such one.

        `change` runs in the transaction, so it must be quick. `seen` and `paused` stay as they are
        stored: issues and `pause` move those.
        """

    def get(self, subscription_id: str) -> Subscription | None:
        """Return the subscription of an id."""

    def of_guild(self, guild_id: int) -> Sequence[Subscription]:
        """Return a server's subscriptions, oldest first."""

    def everything(self) -> Sequence[Subscription]:
        """Return all subscriptions, oldest first."""

    def due(self, now: datetime, limit: int) -> Sequence[Subscription]:
        """Return those that are due by `now` and not paused, the longest due first."""

    def reschedule(self, due: Sequence[tuple[str, datetime, datetime]]) -> None:
        """Set when subscriptions are next due: (id, old moment, new moment) each.

        A subscription that is no longer due at the old moment keeps its own.
        """

    def advance(self, subscription_id: str, was: datetime, next_due: datetime) -> bool:
        """Set when a subscription is next due if it is still due at `was`; return whether it was.

        So what a person has changed in the meantime is kept.
        """

    def pause(self, subscription_id: str, reason: PauseReason) -> bool:
        """Pause a subscription; return whether it was running, so that one caller learns it."""

    def resume(self, subscription_id: str, due: Callable[[Subscription], datetime]) -> bool:
        """Resume a subscription, next due at `due(subscription)`; return whether it was paused."""

    def remove(self, subscription_id: str) -> bool:
        """Remove a subscription with its issues and votes; return whether there was one."""


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
) -> Subscription:
    """Subscribe a channel; raise `TooManySubscriptions`, `UnknownZone`.

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

    return _found(store.change(subscription_id, change_and_reschedule))


def pause(store: SubscriptionStore, subscription_id: str) -> Subscription:
    """Pause a subscription because a person asked for it; raise `SubscriptionNotFound`."""
    store.pause(subscription_id, "asked")
    return _found(store.get(subscription_id))


def resume(store: SubscriptionStore, subscription_id: str, now: datetime) -> Subscription:
    """Resume a subscription from its next slot on; raise `SubscriptionNotFound`, `UnknownZone`."""
    store.resume(subscription_id, lambda found: next_slot(found.schedule, now).at)
    return _found(store.get(subscription_id))


def _found(subscription: Subscription | None) -> Subscription:
    if subscription is None:
        raise SubscriptionNotFound
    return subscription
