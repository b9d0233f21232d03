"""Keep what people settle of subscriptions: new ones, and changes, each at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.digest.ports import TooManySubscriptions
from bot.digest.schedule import following
from bot.digest.subscription import MOST_PER_SERVER, Interests, Subscription
from bot.discord_bot.digest.plan import Plan
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales import Translations
from bot.discord_bot.services import Services

FIRST_LOOK = 300
"""How many of the papers that came last a new subscription counts as new.

So the first issue, and `/digest now` a minute after subscribing, has something to show in a
library that grows slowly; where papers come by the hundred a day, it is as the second will be.
"""

Change = Callable[[Subscription], Subscription]


async def subscribe(
    services: Services,
    t: Translations,
    plan: Plan,
    interests: Interests,
    *,
    guild_id: int,
    user_id: int,
) -> Subscription:
    """Keep a new subscription; raise `UserError` where the server has as many as it may."""

    def kept() -> Subscription:
        now = services.now()
        last = services.application.catalogue.last_arrival()
        subscription = Subscription(
            services.new_id()[-12:],
            guild_id,
            plan.channel_id,
            user_id,
            now,
            following(plan.schedule, now).at,
            seen=max(last - FIRST_LOOK, 0),
            schedule=plan.schedule,
            interests=interests,
        )
        services.stores.subscriptions.add(subscription)
        return subscription

    try:
        return await asyncio.to_thread(kept)
    except TooManySubscriptions as error:
        raise UserError(
            t("digest-too-many", most=MOST_PER_SERVER), t("digest-too-many-todo")
        ) from error


async def update_subscription(
    services: Services, t: Translations, subscription: Subscription, change: Change
) -> Subscription:
    """Keep a change, and when it is due then; raise `UserError` where somebody has ended it."""

    def kept() -> Subscription | None:
        return services.stores.subscriptions.change(subscription.subscription_id, rescheduled)

    def rescheduled(found: Subscription) -> Subscription:
        changed = change(found)
        if changed.schedule == found.schedule:
            return changed
        return replace(changed, next_due=following(changed.schedule, services.now()).at)

    return _there(t, await asyncio.to_thread(kept))


async def pause(services: Services, t: Translations, subscription: Subscription) -> Subscription:
    """Let a subscription rest."""

    def kept() -> Subscription | None:
        store = services.stores.subscriptions
        store.pause(subscription.subscription_id, "asked")
        return store.get(subscription.subscription_id)

    return _there(t, await asyncio.to_thread(kept))


async def resume(services: Services, t: Translations, subscription: Subscription) -> Subscription:
    """Let a subscription run again, from its next slot on."""

    def kept() -> Subscription | None:
        store = services.stores.subscriptions
        store.resume(
            subscription.subscription_id,
            lambda found: following(found.schedule, services.now()).at,
        )
        return store.get(subscription.subscription_id)

    return _there(t, await asyncio.to_thread(kept))


async def unsubscribe(services: Services, subscription: Subscription) -> bool:
    """End a subscription; return whether there was one."""
    store = services.stores.subscriptions
    return await asyncio.to_thread(store.remove, subscription.subscription_id)


def _there(t: Translations, subscription: Subscription | None) -> Subscription:
    if subscription is None:
        raise UserError(t("digest-gone"), t("digest-gone-todo"))
    return subscription
